#pragma once

#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/planning/dedicated/choose_dedicated.h"
#include "engine/planning/plan.h"
#include "engine/planning/planning_rules.h"
#include "engine/territory/territory.h"
#include "gis/layers.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/ledger_step.h"

/// From [[planning.dedicated]] to cells.
namespace wangge::scenarios {

/// The dedicated grids that the scenario asks for; none where it asks for none. Places of a kind are found by the source's words
/// for buildings and by the [[ledger]] tables that tell kinds; a kind that nothing has is a warning (planning.dedicated_unknown).
/// Throws Error(usage) that begins with the key where a name does not exist, cells do not hang together or two entries share one
/// (see choose_dedicated). A place of a kind or use in a grid of `today` (which may be null) that stays as it is, dedicated or
/// planning.locked, is passed over with a warning. Every grid has a name of its own (`uniquely_named`). Cost: that of
/// choose_dedicated, and of reading those ledgers.
[[nodiscard]] planning::DedicatedChoice dedicated_grids(const Scenario& scenario, const gis::Layers& layers,
                                                        const territory::Territory& territory, const CellGround& ground,
                                                        const planning::PlanningRules& rules, const planning::Plan* today,
                                                        core::Progress& progress);

/// Of a plan whose grids are given: a grid with the very cells of one that the scenario asks for becomes dedicated, where it is
/// not yet; each one that no grid has is a warning (planning.dedicated_not_made), since given grids are not cut. O(cells asked
/// for).
[[nodiscard]] core::Findings dedicate_given(const planning::DedicatedChoice& choice, planning::Plan& plan);

}  // namespace wangge::scenarios
