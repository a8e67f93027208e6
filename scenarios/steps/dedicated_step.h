#pragma once

#include "engine/planning/dedicated/choose_dedicated.h"
#include "engine/planning/planning_rules.h"
#include "engine/territory/territory.h"
#include "scenarios/scenario.h"

/// From [[planning.dedicated]] to cells.
namespace wangge::scenarios {

/// The dedicated grids that the scenario asks for; none where it asks for none. Throws Error(usage) that begins with the key
/// where a name does not exist, cells do not hang together or two entries share one (see choose_dedicated).
[[nodiscard]] planning::DedicatedChoice dedicated_grids(const Scenario& scenario, const territory::Territory& territory,
                                                        const planning::PlanningRules& rules);

}  // namespace wangge::scenarios
