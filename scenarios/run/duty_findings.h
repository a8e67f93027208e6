#pragma once

#include "engine/core/findings.h"
#include "engine/simulation/loop/simulator.h"
#include "engine/territory/territory.h"
#include "scenarios/scenario.h"

#include <vector>

/// What of scheduled work can never be done, whatever comes in between.
namespace wangge::scenarios {

/// "simulation.duty_of_nobody": a duty for a kind of responder of which there is nobody. `staffed`: by [[responder]].
[[nodiscard]] core::Findings duties_of_nobody(const Scenario& scenario, const std::vector<bool>& staffed);

/// The same where the numbers of units are known before grids are drawn: of areas, of today's grids, else of the most grids that
/// the households allow. For a check. O(responders * (areas + cells)).
[[nodiscard]] core::Findings duties_of_nobody(const Scenario& scenario, const territory::Territory& territory,
                                              std::size_t grids_today);

/// "duty.streets_cut_off": streets to patrol that no way leads to. "duty.grid_of_nobody": one for each patrol that has grids with
/// streets and nobody of the kind, where others have somebody. "duty.round_longer_than_window": one for each patrol whose
/// round, or the passes asked of it, no window is long enough for. And duties of nobody.
[[nodiscard]] core::Findings duty_findings(const Scenario& scenario, const simulation::Simulator& simulator,
                                           const territory::Buildings& buildings);

}  // namespace wangge::scenarios
