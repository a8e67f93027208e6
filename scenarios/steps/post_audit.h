#pragma once

#include "engine/core/findings.h"
#include "engine/core/parallel.h"
#include "gis/build/build_territory.h"
#include "gis/layers.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/travel_step.h"

namespace wangge::scenarios {

/// What is wrong with the points that the scenario gives for its posts: "post.outside" (in no cell of the area) and
/// "post.duplicate" (two of a kind within a metre) are errors, "post.name_taken" (two of a kind under one name) and
/// "post.unreachable" (no road near for those who start there) and "post.cut_off" (none while roads are closed) are warnings.
/// O(posts^2 + vertices of all cells).
[[nodiscard]] core::Findings post_findings(const Scenario& scenario, const gis::Layers& layers, const gis::TerritoryBuild& built,
                                           const TravelBuild& travel, core::Threads threads);

}  // namespace wangge::scenarios
