#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wangge::planning {

/// A graph to be parted, as the literature has it: nodes with a whole weight (inhabitants, households), edges that cost what
/// cutting them costs. No loops, no edge twice. Plain numbers, for speed: the classic problems with known answers and the
/// searches that are held against them work on it.
///
///   WeightedGraph graph = make_weighted_graph({5, 3, 4}, std::vector<WeightedEdge>{{0, 1}, {1, 2}});
struct WeightedGraph {
  using Node = std::uint32_t;

  std::vector<std::uint32_t> first;        ///< of a node in `neighbours`; one more than nodes
  std::vector<Node> neighbours;            ///< rising within a node; every edge stands twice
  std::vector<std::int64_t> edge_weights;  ///< beside `neighbours`, at least 0; empty: every edge weighs 1
  std::vector<std::int64_t> node_weights;  ///< at least 0; their sum fits 62 bits
  std::vector<std::int64_t> node_sizes;    ///< a second measure with a range of its own, likewise; empty: there is none

  [[nodiscard]] std::size_t size() const { return node_weights.size(); }
  [[nodiscard]] std::size_t edges() const { return neighbours.size() / 2; }
  [[nodiscard]] std::span<const Node> around(Node node) const {
    return {neighbours.data() + first[node], neighbours.data() + first[node + 1]};
  }
  /// Of the edge at a position of `neighbours`.
  [[nodiscard]] std::int64_t edge_weight(std::size_t position) const { return edge_weights.empty() ? 1 : edge_weights[position]; }
};

struct WeightedEdge {
  WeightedGraph::Node a = 0;
  WeightedGraph::Node b = 0;
  std::int64_t weight = 1;
};

/// Edges in any order. Precondition: as the graph promises. O(nodes + edges log edges).
[[nodiscard]] WeightedGraph make_weighted_graph(std::vector<std::int64_t> node_weights, std::span<const WeightedEdge> edges);

/// Cells of weight 1, row by row, with an edge to the cell beside and the cell below (rook moves).
[[nodiscard]] WeightedGraph grid_graph(std::uint32_t rows, std::uint32_t columns);

/// Sum of the node weights.
[[nodiscard]] std::int64_t total_weight(const WeightedGraph& graph);

/// Sum of the node sizes.
[[nodiscard]] std::int64_t total_size(const WeightedGraph& graph);

/// Sum of the weights of all edges.
[[nodiscard]] std::int64_t total_edge_weight(const WeightedGraph& graph);

/// Sum of the weights of the edges whose ends are in different parts. Precondition: a part for each node. O(edges).
[[nodiscard]] std::int64_t cut_of(const WeightedGraph& graph, std::span<const std::uint32_t> part);

/// Whether the plan has exactly parts 0 … parts - 1, each connected, each of weight `min` to `max`. O(nodes + edges).
[[nodiscard]] bool is_plan(const WeightedGraph& graph, std::span<const std::uint32_t> part, std::uint32_t parts, std::int64_t min,
                           std::int64_t max);

}  // namespace wangge::planning
