#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/network/travel.h"
#include "engine/planning/ensemble/plan_ensemble.h"
#include "engine/planning/propose/propose_plans.h"
#include "gis/build/build_territory.h"
#include "gis/layers.h"
#include "scenarios/redraw/repartition_step.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/plan_record.h"
#include "scenarios/steps/travel_step.h"

#include <memory>
#include <optional>

/// From the section [planning] to proposals of plans.
namespace wangge::scenarios {

/// What the scenario asks of proposals. Throws Error(usage) for an area that does not exist.
[[nodiscard]] planning::PlanWishes plan_wishes(const Scenario& scenario, const territory::Territory& territory);

/// What plans of a town are measured and searched with. Refers to the territory and the travel times, which must live longer;
/// neither copied nor moved, since the inputs refer to it.
struct ProposalGround {
  ProposalGround() = default;
  ProposalGround(const ProposalGround&) = delete;
  ProposalGround& operator=(const ProposalGround&) = delete;

  planning::ProposeInputs inputs{};
  planning::LedgerOfCell ledger{};
  std::unique_ptr<const planning::PostWays> posts{};  ///< null: none stands before grids are drawn
  std::optional<planning::Plan> today{};
  std::optional<PlanRecord> record{};  ///< where today's grids are of a plan of Wangge's
  core::Findings findings{};
};

/// Today's grids where the scenario names them, the ledgers, the rules and wishes; findings of all that `wangge plan` has to say
/// before it searches. Throws Error(usage or input) with the place for what it cannot do.
[[nodiscard]] std::unique_ptr<const ProposalGround> proposal_ground(const Scenario& scenario, const gis::Layers& layers,
                                                                    const gis::TerritoryBuild& built, const TravelBuild& travel,
                                                                    const RedrawnLevel* redrawn, core::Threads threads,
                                                                    core::Progress& progress);

/// Notes of what the scenario asks for and `wangge run` alone draws: microgrids, sectors merged.
[[nodiscard]] core::Findings undrawn_in_plan(const Scenario& scenario);

/// Of a proposed plan: that of today's grids, and a draft of the next version where it has other grids; what became of the codes
/// of today's grids, as they were before a level was drawn anew, whatever layer they come from. Nothing without such grids.
[[nodiscard]] PlanRecord proposed_record(const ProposalGround& ground, const RedrawnLevel* redrawn, const planning::Plan& plan);

/// Plans refer to the territory, which must live longer.
struct ProposalBuild {
  planning::Proposal proposal;
  double seconds_allowed = 0;  ///< of the time limit; 0: none
};

/// The search for plans.
///
///   const auto ground = proposal_ground(scenario, layers, built, travel, threads, progress);
///   ProposalBuild made = propose(scenario, built.territory, *ground, threads, progress);
[[nodiscard]] ProposalBuild propose(const Scenario& scenario, const territory::Territory& territory, const ProposalGround& ground,
                                    core::Threads threads, core::Progress& progress);

/// The plans of the section [ensemble], drawn with the scenario's seed; nothing without it.
[[nodiscard]] std::optional<planning::PlanEnsemble> draw_ensemble(const Scenario& scenario, const territory::Territory& territory,
                                                                  const ProposalGround& ground,
                                                                  const planning::Proposal& proposal, core::Threads threads,
                                                                  core::Progress& progress);

}  // namespace wangge::scenarios
