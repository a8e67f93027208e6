#pragma once

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

/// The streets of every grid that a mode may use, and those of the grids that border on it, which may be walked on the way. A
/// street belongs to the grid of the building nearest to its middle, within 150 m; ferries and what lies farther belong to none.
/// Times are the mode's, of both directions the mean. O(edges x buildings within 150 m).
[[nodiscard]] core::Column<simulation::GridId, simulation::Streets> streets_of_grids(const simulation::SimulationInputs& inputs,
                                                                                     const territory::Territory& territory,
                                                                                     const network::RoadGraph& graph,
                                                                                     network::Mode mode);

/// Fills in streets and places of the duties that have them. A checkpoint stands at the building nearest to each gate, or to each
/// post of a kind; those of the kind in that building's grid hold it, `staff` each, by rank, and where they are too few
/// the rest is unfilled. A consult is at the building nearest to each responder's own post. Preconditions: responders and duties
/// are there, travel times too.
void add_streets_and_places(simulation::SimulationInputs& inputs, const Scenario& scenario, const territory::Territory& territory,
                            const siting::Posts& posts, const TravelBuild& travel, const DemandGround& ground,
                            core::Threads threads);

}  // namespace wangge::scenarios
