#pragma once

#include "engine/core/findings.h"
#include "engine/core/units.h"
#include "engine/evaluation/evaluation.h"
#include "engine/planning/plan.h"
#include "engine/simulation/day_travel.h"
#include "engine/simulation/inputs.h"
#include "engine/simulation/road_travel.h"
#include "engine/siting/posts.h"
#include "engine/territory/territory.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/demand_step.h"
#include "scenarios/steps/travel_step.h"

#include <memory>

namespace wangge::scenarios {

struct SimulationStep {
  simulation::SimulationInputs inputs;
  std::shared_ptr<const simulation::RoadTravel> roads;  ///< what `inputs.travel` is
  evaluation::Promise promise;
  core::Findings findings;  ///< responders without a post ("responder.no_post"), demand without a building
};

/// The speeds of each hour for the modes of the scenario's responders. `travel` must live longer.
[[nodiscard]] simulation::DayTravel day_travel(const Scenario& scenario, const TravelBuild& travel, core::Threads threads);

/// Grids by rising code, the requests of every building, the policy and the horizon; nobody to answer.
[[nodiscard]] simulation::SimulationInputs inputs_without_staff(const Scenario& scenario, const territory::Territory& territory,
                                                                const planning::Plan& plan, const DemandGround& ground);

[[nodiscard]] evaluation::Promise promise_of(const Scenario& scenario);

/// What step 6 simulates: grids by rising code, every responder of every grid, the requests of every building. `travel` must
/// live longer. A responder starts from a post of the kind the scenario names that belongs to the grid or to an area above it;
/// several posts are taken in turn. Requests arise in buildings, by what their rates count there, or are those of the log.
/// Throws Error(usage) for shifts that cannot be read, naming the responder.
///
///   SimulationStep step = simulation_step(scenario, territory, plan, posts, travel, ground, threads);
///   auto result = evaluation::simulate_and_evaluate(simulation::Simulator(step.inputs), step.promise, …);
[[nodiscard]] SimulationStep simulation_step(const Scenario& scenario, const territory::Territory& territory,
                                             const planning::Plan& plan, const siting::Posts& posts, const TravelBuild& travel,
                                             const DemandGround& ground, core::Threads threads);

}  // namespace wangge::scenarios
