#pragma once

#include "engine/planning/search_graph.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wangge::planning {

/// Tells whether a part of a graph hangs together without one of its nodes. Holds scratch space for one graph; not for several
/// threads.
///
///   PartFlood flood(graph.size());   if (flood.holds_without(graph, labels, node)) …
class PartFlood {
 public:
  using Node = SearchGraph::Node;

  explicit PartFlood(std::size_t nodes) : stamp_(nodes, 0), next_(nodes, 0) {}

  /// Whether the nodes with the same label as `node` are connected without it; true where they are none or one. Floods
  /// from all its neighbours in turn, until they have met or one of them can go no further: O(degree) mostly, and about
  /// the smallest piece otherwise.
  [[nodiscard]] bool holds_without(const SearchGraph& graph, const std::vector<std::uint32_t>& labels, Node node);

 private:
  /// A flood from one neighbour: a queue of nodes linked by `next_`, and the flood that it has met.
  struct Front {
    Node head = 0;
    Node tail = 0;
    std::uint32_t length = 0;
    std::uint32_t met = 0;
    std::uint32_t open = 1;  ///< of all that met this one: those that can still go on
  };

  void start(const SearchGraph& graph, const std::vector<std::uint32_t>& labels, Node node);
  [[nodiscard]] std::uint32_t root(std::uint32_t front) const;
  void push(std::uint32_t front, Node node);

  std::vector<std::uint32_t> stamp_;  ///< of nodes: first_stamp_ + the front that reached it
  std::uint32_t first_stamp_ = 1;
  std::vector<Node> next_;
  std::vector<Front> fronts_;
};

}  // namespace wangge::planning
