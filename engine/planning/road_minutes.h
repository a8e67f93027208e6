#pragma once

#include "engine/network/travel.h"
#include "engine/planning/planning_rules.h"
#include "engine/territory/territory.h"

#include <span>
#include <vector>

namespace wangge::planning {

/// The travel aim by real roads: from the building with most households of one cell to that of each other (ties: the first).
/// Cells without a building, and those that cannot be reached within an hour, get the straight line at walking speed plus an
/// hour. Refers to both arguments, which must live longer. One call is one search of the network, as far as the cells lie.
///
///   PlanningInputs inputs{.rules = rules, .work = {}, .travel = road_minutes(travel, Mode::ebike, territory)};
[[nodiscard]] TravelMinutes road_minutes(const network::Travel& travel, network::Mode mode,
                                         const territory::Territory& territory);

/// Where the building of each cell that stands for it (most households, ties: the first) meets the road; invalid where it has
/// none, or no road is near. O(buildings).
[[nodiscard]] core::Column<CellId, network::AccessPoint> cell_doors(const network::Travel& travel, network::Mode mode,
                                                                    const territory::Territory& territory);

/// Minutes from a place that meets the road at `from` to each of the cells, as `road_minutes` has them between cells.
[[nodiscard]] std::vector<double> minutes_from(const network::Travel& travel, network::Mode mode,
                                               const network::AccessPoint& from, core::Position place,
                                               const territory::Territory& territory,
                                               const core::Column<CellId, network::AccessPoint>& doors,
                                               std::span<const CellId> to);

}  // namespace wangge::planning
