#pragma once

#include "engine/planning/plan.h"
#include "engine/planning/propose/parcel.h"

#include <set>
#include <vector>

namespace wangge::planning {

/// Grids out of range that a lock of the user's forces, beside those that `Verdict::excused` names by arithmetic: a locked grid
/// of today, as it is; all grids of a piece that locked grids or uncrossed borders cut off and whose households no number of
/// grids fits. A piece that touches a dedicated grid has no such excuse: the planner may give it to that grid. Only grids in one
/// piece are excused. The parcels are those of `make_parcels`. O(cells).
[[nodiscard]] std::set<GridId> grids_excused_by_locks(const Plan& plan, const std::vector<Parcel>& parcels);

}  // namespace wangge::planning
