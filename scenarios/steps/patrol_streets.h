#pragma once

#include "engine/core/parallel.h"
#include "engine/network/road_graph.h"
#include "engine/simulation/inputs.h"
#include "engine/territory/territory.h"

#include <vector>

/// The streets of patrols.
namespace wangge::scenarios {

/// A street is patrolled where a building is so near to its middle.
inline constexpr core::Metres patrolled_within{150};

/// The streets of every grid that a mode may use, and those by which they hang together. A street belongs to the grid of the
/// building nearest to its middle, to be walked where that is within `patrolled_within`. The others of the grid, and all of the
/// grids that border on it, may be walked on the way; streets to patrol that are still apart are joined by the shortest ways of
/// the network between them, barriers and ferries included, so that apart is only what no way joins. Times are the mode's, of
/// both directions the mean. O(edges log buildings + per way: edges log edges).
[[nodiscard]] core::Column<simulation::GridId, simulation::Streets> streets_of_grids(const simulation::SimulationInputs& inputs,
                                                                                     const territory::Buildings& buildings,
                                                                                     const network::RoadGraph& graph,
                                                                                     network::Mode mode, core::Threads threads);

struct LeftOutStreet {
  core::Position middle;
  core::Metres length{0};
};

/// The streets of the whole network that streets_of_grids gives to nobody, as no building of a grid is near; by edge.
/// O(edges log buildings).
[[nodiscard]] std::vector<LeftOutStreet> streets_left_out(const simulation::SimulationInputs& inputs,
                                                          const territory::Buildings& buildings, const network::RoadGraph& graph,
                                                          network::Mode mode);

}  // namespace wangge::scenarios
