#pragma once

#include "gis/read/layer_specs.h"
#include "scenarios/scenario.h"

namespace wangge::scenarios {

/// What step 2 reads, as a scenario states it. Relative paths start at the folder of the scenario file.
///
///   gis::Layers layers = gis::read_layers(layer_specs(scenario), threads, progress);
[[nodiscard]] gis::LayerSpecs layer_specs(const Scenario& scenario);

/// The points of a kind of post. Precondition: post.at.
[[nodiscard]] gis::PointSpec point_spec(const Scenario& scenario, const PostSpec& post);

}  // namespace wangge::scenarios
