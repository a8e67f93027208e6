#pragma once

#include "engine/planning/propose/propose_plans.h"

#include <set>
#include <vector>

namespace wangge::planning {

/// What the reports of offered plans say about one another: where a plan has grids out of order in a parent that another plan has
/// in order, "nothing was found" is not the reason, but the direction that the plan was sought in; and where another plan is more
/// even. `in_order`: parents that any candidate has in order, offered or not. O(plans² x parents).
[[nodiscard]] std::vector<std::vector<ParentReport>> reports_beside_others(const std::vector<ProposedPlan>& plans,
                                                                           const std::set<AreaId>& in_order, bool today);

}  // namespace wangge::planning
