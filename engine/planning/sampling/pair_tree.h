#pragma once

#include "engine/core/random.h"
#include "engine/planning/exact/weighted_graph.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace wangge::planning {

/// Random bits, a few at a time: of 64 drawn 62 are used.
class BitStream {
 public:
  explicit BitStream(core::Stream luck) : luck_(luck) {}

  /// The next bits as a number. Precondition: 1 <= bits <= 31.
  [[nodiscard]] std::uint32_t take(std::uint32_t bits) {
    if ((pool_ >> bits) == 0) pool_ = refill();
    const auto value = static_cast<std::uint32_t>(pool_) & ((1U << bits) - 1);
    pool_ >>= bits;
    return value;
  }
  /// For loops that take pairs of bits themselves: what is left, below a leading 1 that marks the end.
  [[nodiscard]] std::uint64_t pool() const { return pool_; }
  [[nodiscard]] std::uint64_t refill() { return (luck_.next64() >> 2U) | (std::uint64_t{1} << 62U); }
  void keep(std::uint64_t pool) { pool_ = pool; }
  /// For all that is not a walk.
  [[nodiscard]] core::Stream& luck() { return luck_; }

 private:
  core::Stream luck_;
  std::uint64_t pool_ = 1;
};

/// The weight that each side of a cut may have.
struct SideRange {
  std::int64_t min = 0;
  std::int64_t max = 0;
};

/// Uniform spanning trees of two neighbouring parts together (Wilson 1996, "Generating random spanning trees more quickly than
/// the cover time"), and the edges that cut them into two sides within range. The nodes get local numbers 0 … size - 1, those of
/// the first part first. Where no node of the graph has more than four neighbours a step of the walk takes two random bits and
/// one look-up: a slot without a neighbour leads back to the node itself, which does not change the law of the tree, since only
/// the order of the distinct nodes matters. With more neighbours a node has the next power of two of slots.
/// Holds scratch space for one graph; not for several threads.
///
///   PairTree tree(graph);   tree.load(a, b, range);   tree.grow(root, bits);   for (auto edge : tree.edges()) …
class PairTree {
 public:
  using Node = WeightedGraph::Node;
  using Local = std::uint32_t;

  explicit PairTree(const WeightedGraph& graph);

  /// Takes up the nodes of both parts. Precondition: together they are connected. O(nodes + arcs) of both.
  void load(std::span<const Node> a, std::span<const Node> b, SideRange range);

  [[nodiscard]] std::size_t size() const { return members_.size(); }
  [[nodiscard]] std::size_t size_of_first() const { return first_part_; }
  [[nodiscard]] std::int64_t weight() const { return total_; }
  [[nodiscard]] const std::vector<Node>& members() const { return members_; }
  [[nodiscard]] Local local(Node node) const { return local_[node]; }

  /// Draws a tree. The root changes the time it takes, not the law: best amid the nodes. Expected cost: the mean time of a
  /// random walk from a node to the root, a few steps a node on planar graphs.
  void grow(Local root, BitStream& bits);

  /// The next node towards the root; the root's own is itself.
  [[nodiscard]] Local above(Local node) const { return above_[node]; }
  /// The edges that cut the tree into two sides within range, each named by its end away from the root.
  [[nodiscard]] const std::vector<Local>& edges() const { return edges_; }
  /// Of the side away from the root.
  [[nodiscard]] std::int64_t weight_beyond(Local edge) const { return beyond_[edge]; }
  /// For each local node 1 if it is on the side away from the root, else 0; valid until the next call. O(nodes).
  [[nodiscard]] std::span<const std::uint8_t> side_beyond(Local edge);
  /// Edges of the graph between the two sides of a marking of the local nodes: their number and weight. O(arcs) of both parts.
  struct Seam {
    std::int64_t edges = 0;
    std::int64_t weight = 0;
  };
  [[nodiscard]] Seam seam(std::span<const std::uint8_t> side) const;
  /// More than so many edges within range no tree of these nodes has.
  [[nodiscard]] std::uint32_t most_edges() const;

 private:
  static constexpr Local outside = ~Local{0};
  struct Slots {
    std::uint32_t first = 0;
    std::uint32_t bits = 0;  ///< the slots are 2^bits
  };

  void load_slots_of_four();
  void load_slots();
  void walk_of_four(BitStream& bits);
  void walk(BitStream& bits);
  void sum_branches();

  const WeightedGraph* graph_;
  bool four_ = true;                             ///< no node has more neighbours
  std::vector<std::array<Node, 4>> neighbours_;  ///< of the graph, missing ones are the node itself; only where four_
  std::int64_t least_weight_ = 0;                ///< of a node of the graph
  std::vector<Local> local_;

  std::vector<Node> members_;
  std::size_t first_part_ = 0;
  std::int64_t total_ = 0;
  SideRange range_;
  std::vector<Local> slots_;
  std::vector<Slots> slots_of_;
  std::vector<std::int64_t> weights_;

  std::vector<std::uint8_t> in_tree_;
  std::vector<std::uint64_t> open_;  ///< a bit for each node that is not in the tree yet
  std::vector<Local> above_;
  std::vector<Local> order_;             ///< branch by branch, each from its tip to where it meets the tree
  std::vector<std::uint32_t> branches_;  ///< where each begins in order_
  std::vector<std::int64_t> beyond_;
  std::vector<Local> edges_;
  std::vector<std::uint32_t> branch_of_edge_;
  std::vector<std::uint8_t> side_;
};

}  // namespace wangge::planning
