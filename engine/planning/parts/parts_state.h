#pragma once

#include "engine/planning/exact/weighted_graph.h"

#include <cstdint>
#include <span>
#include <vector>

namespace wangge::planning {

/// What is asked for: so many connected parts, each of weight min to max.
struct PartsTask {
  std::uint32_t parts = 1;
  std::int64_t min = 0;
  std::int64_t max = 0;

  /// By how much a part of this weight is out of range; 0 inside.
  [[nodiscard]] std::int64_t excess(std::int64_t weight) const {
    return weight < min ? min - weight : weight > max ? weight - max : 0;
  }
};

/// A graph with the two ends of each arc and the arc the other way: what a search by flips looks up.
struct ArcTable {
  using Node = WeightedGraph::Node;

  const WeightedGraph* graph = nullptr;
  std::vector<Node> tail;
  std::vector<std::uint32_t> back;

  /// The graph must outlive the table. O(arcs log arcs of a node).
  explicit ArcTable(const WeightedGraph& from);
};

/// A partition that changes by one node at a time. It keeps the list of arcs between parts, the weights, the cut and the excess.
///
///   PartsState state(table, task);   state.assign(plan);   if (state.can_leave(node)) state.flip(node, part);
class PartsState {
 public:
  using Node = WeightedGraph::Node;

  PartsState(const ArcTable& table, const PartsTask& task);

  /// Precondition: each of the task's parts is connected and not empty. O(nodes + arcs).
  void assign(std::span<const std::uint32_t> part);

  [[nodiscard]] const std::vector<std::uint32_t>& part() const { return part_; }
  [[nodiscard]] std::int64_t cut() const { return cut_; }
  [[nodiscard]] std::int64_t excess() const { return excess_; }
  /// Arcs whose ends are in different parts, both ways, in no particular order.
  [[nodiscard]] std::span<const std::uint32_t> cut_arcs() const { return cut_arcs_; }
  [[nodiscard]] Node tail(std::uint32_t arc) const { return table_->tail[arc]; }
  [[nodiscard]] Node head(std::uint32_t arc) const { return table_->graph->neighbours[arc]; }

  struct Change {
    std::int64_t cut = 0;
    std::int64_t excess = 0;
  };
  /// Of moving the node. O(neighbours).
  [[nodiscard]] Change change_by(Node node, std::uint32_t to) const;
  /// Whether its part stays connected and has a node left. At worst O(arcs of the part); mostly a few.
  [[nodiscard]] bool can_leave(Node node);
  /// Precondition: can_leave, and a neighbour is in `to`. O(neighbours).
  void flip(Node node, std::uint32_t to);
  /// Nodes looked at by can_leave so far.
  [[nodiscard]] std::uint64_t looked_at() const { return looked_at_; }

 private:
  void update(std::uint32_t arc);
  void list(std::uint32_t arc);
  void unlist(std::uint32_t arc);

  static constexpr std::uint32_t nowhere = ~std::uint32_t{0};

  const ArcTable* table_;
  PartsTask task_;
  std::vector<std::uint32_t> part_;
  std::vector<std::int64_t> weights_;
  std::vector<std::uint32_t> cut_arcs_;
  std::vector<std::uint32_t> place_;  ///< of an arc in cut_arcs_
  std::int64_t cut_ = 0;
  std::int64_t excess_ = 0;
  std::vector<std::uint32_t> seen_, wanted_;  ///< stamps
  std::uint32_t now_ = 0;
  std::vector<Node> open_;
  std::uint64_t looked_at_ = 0;
};

}  // namespace wangge::planning
