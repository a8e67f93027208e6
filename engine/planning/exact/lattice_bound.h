#pragma once

#include "engine/planning/exact/frontier.h"
#include "engine/planning/exact/weighted_graph.h"

#include <cstdint>

namespace wangge::planning {

/// A lower bound of the cut for graphs that are pieces of the square lattice (nodes are squares, edges join squares with a common
/// side; holes and missing edges allowed), whatever the order of their nodes; 0 for others.
///
/// n squares have at most 2n - ceil(2 sqrt(n)) common sides (Harary, Harborth 1976: no shape has a shorter outline than a
/// square), so of all edges at most the sum of these lie within parts. The least sum of ceil(2 sqrt(n)) over all numbers of
/// squares that parts of weights in the range can have is taken, the least edge weight for every edge. For a square cut into
/// equal squares the bound is what they cut.
///
/// Places are sought by steps (`places_by_steps`) and every edge is checked: a lattice that is not recognised gets 0, never a
/// wrong bound. O(arcs + nodes log nodes), and parts x nodes x squares of a part; where that is above 10^8, 0.
///
///   lattice_bound(grid_50x50, {.parts = 25, .min = 100, .max = 100}) == 400
[[nodiscard]] std::int64_t lattice_bound(const WeightedGraph& graph, const PartRange& range);

}  // namespace wangge::planning
