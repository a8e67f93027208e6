#pragma once

#include "engine/core/random.h"
#include "engine/planning/search_graph.h"

#include <cstdint>
#include <span>
#include <vector>

namespace wangge::planning {

/// What a random tree avoids, as added to an edge's key beside a uniform number in [0, 1): above 1 an edge is taken only where
/// nothing else is left.
struct TreeBias {
  double barrier = 0;  ///< times the quality of the border as a barrier
  double size = 0;     ///< times the size of both ends as a share of `most`: large cells become leaves, or hubs if negative
  std::int64_t most = 1;
};

/// Random spanning trees of connected sets of nodes, by Kruskal's rule. Holds scratch space for one graph; not for several
/// threads.
///
///   SpanningTree tree(graph);   tree.grow(members, {.barrier = 1.2}, luck);   for (auto node : tree.order()) …
class SpanningTree {
 public:
  using Node = SearchGraph::Node;

  explicit SpanningTree(const SearchGraph& graph);

  /// Precondition: the set is connected and not empty. O(arcs) of the set, mostly.
  void grow(std::span<const Node> members, const TreeBias& bias, core::Stream& luck);

  /// The members from the root, the first of them, downwards; a subtree is an interval.
  [[nodiscard]] const std::vector<Node>& order() const { return order_; }
  /// The node above, towards the root; the root's own is itself.
  [[nodiscard]] Node above(Node node) const { return above_[node]; }
  /// Whether the node is in the set of the last tree.
  [[nodiscard]] bool holds(Node node) const { return member_[node] == now_; }

 private:
  struct Edge {
    double key = 0;
    Node a = 0;
    Node b = 0;

    friend bool operator<(const Edge& x, const Edge& y) {
      if (x.key != y.key) return x.key < y.key;
      return x.a != y.a ? x.a < y.a : x.b < y.b;
    }
  };

  void draw_edges(std::span<const Node> members, const TreeBias& bias, core::Stream& luck);
  void sort_edges();
  /// Joins edges in the order of their keys.
  void join_edges(std::size_t members);
  [[nodiscard]] Node root(Node at);
  void order_from(Node root);

  const SearchGraph* graph_;
  std::vector<std::uint32_t> member_;  ///< stamp of the set a node is in
  std::uint32_t now_ = 0;
  std::vector<Edge> edges_, unsorted_;
  std::vector<std::uint32_t> bucket_of_, end_of_;  ///< of the edges, by key
  std::vector<std::vector<Node>> tree_;
  std::vector<Node> order_, above_, open_;
  std::vector<Node> set_;  ///< disjoint sets
};

}  // namespace wangge::planning
