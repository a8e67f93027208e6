#pragma once

#include "engine/planning/exact/weighted_graph.h"

#include <cstdint>
#include <span>
#include <vector>

namespace wangge::planning {

/// Two partitions laid over each other: what neither of them separates is one node.
struct Overlay {
  WeightedGraph graph;
  std::vector<std::uint32_t> piece;  ///< node of the overlay for each node of the graph

  /// A partition of the pieces for one of the graph that separates no piece, and back. O(nodes).
  [[nodiscard]] std::vector<std::uint32_t> gathered(std::span<const std::uint32_t> part) const;
  [[nodiscard]] std::vector<std::uint32_t> spread(std::span<const std::uint32_t> part_of_piece) const;
};

/// Pieces are connected; parallel edges become one with their summed weight. O(arcs log arcs).
///
///   const Overlay both = overlay(graph, first, second);
[[nodiscard]] Overlay overlay(const WeightedGraph& graph, std::span<const std::uint32_t> a, std::span<const std::uint32_t> b);

}  // namespace wangge::planning
