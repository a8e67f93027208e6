#pragma once

#include "engine/network/hierarchy/dissection.h"
#include "engine/network/road_graph.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace wangge::network {

/// The part of a customisable contraction hierarchy that does not depend on times (Dibbelt, Strasser, Wagner 2014): an order of
/// the nodes, and the chordal graph that contracting them in this order leaves. One for all modes: it stands on the undirected
/// union of all edges, open or closed, so that every mode, speed table and set of closed roads is a Metric on it.
///
/// Nodes are numbered by rank, the last contracted highest; every chordal arc runs up, from a lower to a higher rank, and bears
/// one weight for each direction. The parent of a rank in the elimination tree is the lowest it has an arc to.
/// Immutable. Build: O(arcs log arcs) beside the dissection; memory 12 bytes a chordal arc.
///
///   const Skeleton skeleton(graph);   const Metric metric(skeleton, Mode::car, graph.time[2]);
class Skeleton {
 public:
  explicit Skeleton(const RoadGraph& graph);

  static constexpr std::uint32_t none = ~std::uint32_t{0};

  /// Where a mode's arc lies: its weight is at 2 x chordal arc, and 1 more where the arc leads down.
  struct Slot {
    std::uint32_t at = 0;
    EdgeId edge;  ///< invalid: a way within a junction, which takes no time
    bool forward = true;
  };

  [[nodiscard]] std::size_t size() const { return first_.size() - 1; }
  [[nodiscard]] std::size_t arc_count() const { return head_.size(); }
  [[nodiscard]] std::uint32_t rank(NodeId node) const { return rank_[node]; }
  [[nodiscard]] NodeId node(std::uint32_t rank) const { return node_[rank]; }
  [[nodiscard]] std::uint32_t parent(std::uint32_t rank) const {
    return first_[rank] == first_[rank + 1] ? none : head_[first_[rank]];
  }
  [[nodiscard]] std::span<const std::uint32_t> first() const { return first_; }  ///< arcs of a rank begin here; one more
  [[nodiscard]] std::span<const std::uint32_t> heads() const { return head_; }   ///< rising within a tail
  [[nodiscard]] std::span<const std::uint32_t> tails() const { return tail_; }
  /// The arcs that lead up to a rank, by rising tail.
  [[nodiscard]] std::span<const std::uint32_t> from_below(std::uint32_t rank) const {
    return {below_.data() + below_first_[rank], below_.data() + below_first_[rank + 1]};
  }
  [[nodiscard]] std::span<const Slot> slots(Mode mode) const { return slots_[static_cast<std::size_t>(mode)]; }
  /// The arc between two ranks, or `none`. O(log arcs of the lower).
  [[nodiscard]] std::uint32_t arc_between(std::uint32_t low, std::uint32_t high) const;

 private:
  void number_nodes(const RoadGraph& graph, std::vector<NodePair>& pairs);
  void contract(const std::vector<NodePair>& pairs);
  void list_from_below();
  void place_arcs(const RoadGraph& graph);

  Column<NodeId, std::uint32_t> rank_;
  std::vector<NodeId> node_;
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> head_;
  std::vector<std::uint32_t> tail_;
  std::vector<std::uint32_t> below_first_;
  std::vector<std::uint32_t> below_;
  std::array<std::vector<Slot>, mode_count> slots_;
};

}  // namespace wangge::network
