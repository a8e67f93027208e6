#pragma once

#include "engine/network/travel.h"
#include "engine/planning/planning_rules.h"
#include "engine/territory/territory.h"

namespace wangge::planning {

/// The travel aim by real roads: from the building with most households of one cell to that of each other (ties: the first).
/// Cells without a building, and those that cannot be reached within an hour, get the straight line at walking speed plus an
/// hour. Refers to both arguments, which must live longer. One call is one search of the network, as far as the cells lie.
///
///   PlanningInputs inputs{.rules = rules, .work = {}, .travel = road_minutes(travel, Mode::ebike, territory)};
[[nodiscard]] TravelMinutes road_minutes(const network::Travel& travel, network::Mode mode,
                                         const territory::Territory& territory);

}  // namespace wangge::planning
