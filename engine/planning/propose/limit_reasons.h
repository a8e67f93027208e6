#pragma once

#include "engine/planning/plan.h"
#include "engine/planning/planning_rules.h"
#include "engine/planning/propose/parent_report.h"
#include "engine/planning/propose/plan_wishes.h"
#include "engine/territory/territory.h"

#include <cstdint>
#include <vector>

namespace wangge::planning {

/// How many households of an area must change grid before every grid is in range, whatever the plan: a grid of today that is over
/// the maximum loses what it has too much, one below the minimum is joined by what it lacks, or ends and joins another. Sizes in
/// points are turned into the fewest households that cells with so many can have. Locked and dedicated grids,
/// and cells over the maximum by themselves, ask for nothing. A lower bound.
/// O(grids x cells log cells of the area).
[[nodiscard]] std::int64_t least_change(const Plan& today, AreaId area, const PlanWishes& wishes);

/// Cells of an area that only forbidden borders part, so that they share a grid in every plan, where they are larger
/// than a grid may be; each rising, by first cell. `today`: its borders stay possible where change is limited; may be null.
/// O(cells + borders).
[[nodiscard]] std::vector<std::vector<CellId>> inseparable(const territory::Territory& territory, const PlanningRules& rules,
                                                           const PlanWishes& wishes, AreaId area, const Plan* today);

/// Names the wish that keeps the parents of a plan from being in order, where that can be proven: a limit of change that is below
/// `least_change` (reason `change`, then proven), borders that are forbidden (`forbidden_borders`), instead of `not_found`.
void name_limits(const Plan& plan, const PlanWishes& wishes, const Plan* today, std::vector<ParentReport>& parents);

}  // namespace wangge::planning
