#pragma once

#include "engine/core/parallel.h"
#include "engine/network/travel.h"
#include "engine/simulation/inputs.h"
#include "engine/simulation/road_travel.h"
#include "engine/siting/posts.h"
#include "engine/territory/territory.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/demand_step.h"
#include "scenarios/steps/travel_step.h"

/// What scheduled work needs beside households: streets to patrol, places to hold.
namespace wangge::scenarios {

/// Fills in streets and places of the duties that have them. A checkpoint stands at the building nearest to each gate, or to each
/// post of a kind; those of the kind in that building's grid hold it, `staff` each, by rank, and where they are too few
/// the rest is unfilled. A consult is held by everybody of the kind who has a post, there. Preconditions: responders and duties
/// are there, travel times too.
void add_streets_and_places(simulation::SimulationInputs& inputs, const Scenario& scenario, const territory::Territory& territory,
                            const siting::Posts& posts, const core::Column<simulation::ResponderId, simulation::Start>& starts,
                            const TravelBuild& travel, const DemandGround& ground, core::Threads threads);

}  // namespace wangge::scenarios
