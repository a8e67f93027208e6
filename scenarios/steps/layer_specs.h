#pragma once

#include "gis/read/layer_specs.h"
#include "gis/read/read_counts.h"
#include "scenarios/scenario.h"

#include <filesystem>
#include <string>

namespace wangge::scenarios {

/// What step 2 reads, as a scenario states it. Relative paths start at the folder of the scenario file.
///
///   gis::Layers layers = gis::read_layers(layer_specs(scenario), threads, progress);
[[nodiscard]] gis::LayerSpecs layer_specs(const Scenario& scenario);

/// The points of a kind of post. Precondition: post.at.
[[nodiscard]] gis::PointSpec point_spec(const Scenario& scenario, const PostSpec& post);

/// What a table [[ledger]] counts.
[[nodiscard]] gis::CountSpec count_spec(const Scenario& scenario, const LedgerSpec& ledger);

/// Lines that no grid may cross. Precondition: scenario.planning.locked_lines.
[[nodiscard]] gis::SourceSpec locked_lines_spec(const Scenario& scenario);

/// Any layer that the scenario names.
[[nodiscard]] gis::SourceSpec source_of(const Scenario& scenario, const LayerRef& layer);

/// Where a path as written leads: from the scenario's folder, unless it is absolute, a connection such as "PG:dbname=town", or
/// the town of the scenario itself.
[[nodiscard]] std::filesystem::path located_file(const Scenario& scenario, const std::string& written);

}  // namespace wangge::scenarios
