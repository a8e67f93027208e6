#pragma once

#include "engine/planning/exact/weighted_graph.h"

#include <vector>

namespace wangge::planning {

/// An order of the nodes in which few stand on the frontier: those taken that still have neighbours to come. What the frontier
/// methods cost grows exponentially with that number, so the order is chosen for the least sum of 2^width, greedily from many
/// starts (of two equal nodes, the one beside the node that has waited longest). O(starts x nodes x width x degree^2),
/// with 4 to 128 starts, fewer for larger graphs.
///
///   std::vector<WeightedGraph::Node> order = frontier_order(graph);
[[nodiscard]] std::vector<WeightedGraph::Node> frontier_order(const WeightedGraph& graph);

}  // namespace wangge::planning
