#pragma once

#include "engine/planning/repartition/divide_search.h"

namespace wangge::planning {

/// Goes through all divisions of a graph of few nodes (32 at the most), where that takes little enough work: connected sets of
/// nodes are listed, and those that cover the graph are joined from its lowest node on, depth first. What cannot be completed
/// with fewer people out of range than the best known is cut off by a table over the nodes left and parts left; what cannot move
/// fewer households, by the most that a single part can keep of each group. Sets in range alone are taken first; all sets where
/// none of those do. `best` (a sound division) is replaced by a better one, and says what is proven; it stays where the work runs
/// out. Cost: at most some ten million steps, the same on any machine.
void improve_exactly(const DivideGround& ground, Division& best);

}  // namespace wangge::planning
