#pragma once

#include "engine/planning/plan.h"
#include "engine/planning/planning_rules.h"
#include "engine/planning/propose/plan_wishes.h"
#include "engine/territory/territory.h"

#include <memory>

namespace wangge::planning {

/// What the planner's locks excuse from the range of sizes (rule 5): each locked grid of `today` that is out of range, as it is;
/// each piece that locked grids, uncrossed borders and lines cut off and whose size no number of grids fits. A piece beside
/// a dedicated grid has no such excuse: the planner may give it to that grid. Null where nothing is excused. `today` may be null;
/// codes that it does not have are passed over. O(cells + borders).
///
///   rules.forced = forced_sizes(territory, rules, wishes, today);
[[nodiscard]] std::shared_ptr<const ForcedSizes> forced_sizes(const territory::Territory& territory, const PlanningRules& rules,
                                                              const PlanWishes& wishes, const Plan* today);

}  // namespace wangge::planning
