#pragma once

#include "engine/network/travel.h"
#include "engine/planning/aims/plan_aims.h"
#include "engine/planning/plan.h"
#include "gis/write/plan_file.h"
#include "scenarios/scenario.h"

#include <vector>

/// The aims of a plan as figures, for whoever writes it.
namespace wangge::scenarios {

/// Every aim but the change, which needs a plan to change from. `ledger`: what the scenario's [[ledger]] tables count. Ways are
/// the first responder's, from `posts` (of `post_ways`; may be null). Cost: that of `planning::measure_aims`.
[[nodiscard]] planning::AimValues aims_of(const Scenario& scenario, const planning::Plan& plan, const network::Travel& travel,
                                          const planning::LedgerOfCell& ledger, const planning::PostWays* posts);

/// Rows of table `plan_aims`: the figures that have a meaning, in the order of the aims, rounded as in metrics.json.
[[nodiscard]] std::vector<gis::PlanFile::Aim> aim_rows(const planning::AimValues& aims);

}  // namespace wangge::scenarios
