#pragma once

#include "engine/planning/parts/parts_state.h"

#include <cstdint>
#include <span>
#include <vector>

namespace wangge::planning {

/// Two coordinates of each node.
struct NodePlaces {
  std::vector<std::int64_t> x, y;
};

/// Coordinates for a graph that has none, from steps along its edges: a far node and the one farthest from it, then the two
/// that are far from both and from each other; of each pair the difference of the steps to both. On a rectangle of rook moves the
/// four are its corners, and the sum and the difference of the two are its columns and rows. Precondition: connected. O(arcs).
[[nodiscard]] NodePlaces places_by_steps(const WeightedGraph& graph);

/// Partitions by slicing: along several directions the nodes are cut into strips, each strip across into parts, all by weight;
/// for each direction and number of strips one. What a slice leaves apart goes to a neighbour, so that every part is connected.
/// Ordered by cut among those with the least excess; at most `most`. Precondition: connected, as many nodes as parts.
/// O(directions x strips tried x (nodes log nodes + arcs)).
///
///   for (const auto& part : slice_seeds(graph, task, places_by_steps(graph), 6)) …
[[nodiscard]] std::vector<std::vector<std::uint32_t>> slice_seeds(const WeightedGraph& graph, const PartsTask& task,
                                                                  const NodePlaces& places, std::size_t most);

}  // namespace wangge::planning
