#pragma once

#include "engine/core/findings.h"
#include "engine/core/id.h"
#include "engine/core/units.h"
#include "engine/planning/plan.h"
#include "engine/simulation/inputs.h"
#include "engine/simulation/road_travel.h"
#include "engine/siting/posts.h"
#include "engine/territory/territory.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/travel_step.h"

#include <string>
#include <vector>

/// Who answers: from [[responder]] tables to people with a place to start from.
namespace wangge::scenarios {

/// The plan's grids by rising code; the simulation numbers them in this order.
[[nodiscard]] std::vector<planning::GridId> grids_by_code(const planning::Plan& plan);

/// The bits of skills, tags numbered as the scenario's responders name them first.
[[nodiscard]] simulation::Skills skills_of(const Scenario& scenario, const std::vector<std::string>& tags);

/// Adds the kinds of the scenario's responders, in their order, with their breaks. Throws Error(usage) for breaks that cannot be
/// read.
void add_responder_kinds(simulation::SimulationInputs& inputs, const Scenario& scenario);

struct Staff {
  core::Column<simulation::ResponderId, simulation::Start> starts;
  core::Findings findings;  ///< "responder.no_post": who starts from nowhere
};

/// Adds everybody, kind by kind, each kind by the codes of grids, microgrids or areas: the grids they serve, their team, and
/// where they start: from a post of their kind that belongs to their grid or area, or to one above it (several posts are taken in
/// turn), or from home. Precondition: the grids of `inputs` are those of `grids_by_code`. O(responders * grids they serve).
///
///   Staff staff = add_staff(inputs, scenario, territory, plan, posts, travel, threads);
[[nodiscard]] Staff add_staff(simulation::SimulationInputs& inputs, const Scenario& scenario,
                              const territory::Territory& territory, const planning::Plan& plan, const siting::Posts& posts,
                              const TravelBuild& travel, core::Threads threads);

}  // namespace wangge::scenarios
