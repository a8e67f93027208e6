#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/planning/plan.h"
#include "engine/territory/territory.h"
#include "gis/build/assign_grids.h"
#include "gis/layers.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/ledger_step.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

/// What the section [planning] locks.
namespace wangge::scenarios {

/// The kinds of borders that the words name, as scenarios write them.
[[nodiscard]] std::array<bool, territory::barrier_class_count> barrier_choice(const std::vector<std::string>& words);

/// Neighbouring cells that planning.locked_lines part; none without the key. Reads the layer.
[[nodiscard]] std::vector<std::pair<territory::CellId, territory::CellId>> parted_by_lines(const Scenario& scenario,
                                                                                           const gis::Layers& layers,
                                                                                           const territory::Territory& territory,
                                                                                           core::Progress& progress,
                                                                                           core::Findings& findings);

/// Excuses grids of a plan, which was not proposed just now, from the range of sizes where the scenario's locks force theirs. The
/// locked grids are those of the scenario's grids, or of the plan itself where there are none. Cost: reading those grids and the
/// lines, where anything is locked.
void excuse_locked(const Scenario& scenario, const gis::Layers& layers, const CellGround& ground, planning::Plan& plan,
                   core::Threads threads, core::Progress& progress);

}  // namespace wangge::scenarios
