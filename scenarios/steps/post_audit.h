#pragma once

#include "engine/core/findings.h"
#include "engine/core/parallel.h"
#include "engine/network/travel.h"
#include "gis/build/build_territory.h"
#include "gis/layers.h"
#include "scenarios/scenario.h"

namespace wangge::scenarios {

/// What is wrong with the points that the scenario gives for its posts: "post.outside" (in no cell of the area) and
/// "post.duplicate" (two of a kind within a metre) are errors, "post.name_taken" (two of a kind under one name) and
/// "post.unreachable" (no road near for those who start there) are warnings. O(posts^2 + vertices of all cells).
[[nodiscard]] core::Findings post_findings(const Scenario& scenario, const gis::Layers& layers, const gis::TerritoryBuild& built,
                                           const network::Travel& travel, core::Threads threads);

}  // namespace wangge::scenarios
