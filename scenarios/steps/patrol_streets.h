#pragma once

#include "engine/core/parallel.h"
#include "engine/network/road_graph.h"
#include "engine/simulation/inputs.h"
#include "engine/territory/territory.h"

/// The streets of patrols.
namespace wangge::scenarios {

/// The streets of every grid that a mode may use, and those by which they hang together. A street belongs to the grid of the
/// building nearest to its middle, to be walked where that is within 150 m. The others of the grid, and all of the grids that
/// border on it, may be walked on the way; streets to patrol that are still apart are joined by the shortest ways of the network
/// between them, barriers and ferries included, so that apart is only what no way joins. Times are the mode's, of both directions
/// the mean. O(edges log buildings + per way: edges log edges).
[[nodiscard]] core::Column<simulation::GridId, simulation::Streets> streets_of_grids(const simulation::SimulationInputs& inputs,
                                                                                     const territory::Buildings& buildings,
                                                                                     const network::RoadGraph& graph,
                                                                                     network::Mode mode, core::Threads threads);

}  // namespace wangge::scenarios
