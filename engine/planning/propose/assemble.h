#pragma once

#include "engine/planning/dedicated/fixed_grids.h"
#include "engine/planning/plan.h"
#include "engine/planning/propose/parcel.h"
#include "engine/planning/propose/pool.h"

#include <vector>

namespace wangge::planning {

/// A plan from one partition a parcel. Without today's plan grids are numbered as `make_plan` numbers them; with it a grid keeps
/// the code, name and kind of the grid of today with which it is paired (most common households in all), and new grids take
/// numbers that today's plan does not use. Fixed grids are as they are given.
[[nodiscard]] Plan assemble_plan(const territory::Territory& territory, const PlanningRules& rules, const WorkOfCell& work,
                                 const Plan* today, const FixedGrids& fixed, const std::vector<Parcel>& parcels,
                                 const std::vector<Partition>& chosen);

}  // namespace wangge::planning
