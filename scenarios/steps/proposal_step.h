#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/network/travel.h"
#include "engine/planning/propose/propose_plans.h"
#include "gis/build/build_territory.h"
#include "gis/layers.h"
#include "scenarios/scenario.h"

/// From the section [planning] to proposals of plans.
namespace wangge::scenarios {

/// What the scenario asks of proposals. Throws Error(usage) for an area that does not exist.
[[nodiscard]] planning::PlanWishes plan_wishes(const Scenario& scenario, const territory::Territory& territory);

/// Plans refer to the territory, which must live longer.
struct ProposalBuild {
  planning::Proposal proposal;
  core::Findings findings;
  double seconds_allowed = 0;  ///< of the time limit; 0: none
};

/// Today's grids where the scenario names them, the ledgers, and the search for plans.
///
///   ProposalBuild made = propose(scenario, layers, built, travel, threads, progress);
[[nodiscard]] ProposalBuild propose(const Scenario& scenario, const gis::Layers& layers, const gis::TerritoryBuild& built,
                                    const network::Travel& travel, core::Threads threads, core::Progress& progress);

}  // namespace wangge::scenarios
