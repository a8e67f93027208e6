#pragma once

#include "engine/core/random.h"
#include "engine/core/units.h"
#include "engine/planning/exact/weighted_graph.h"
#include "engine/planning/sampling/pair_tree.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::planning {

/// What a chain keeps to.
struct RecomRules {
  std::uint32_t parts = 1;
  std::int64_t min = 0;  ///< weight of a part
  std::int64_t max = 0;
  /// The reversible chain: its plans have a law that can be written down.
  bool reversible = false;
  /// Of the reversible chain, the number of balanced edges a tree is reckoned to have: a step is made with chance (edges within
  /// range) / this. Too small a number clips the chance at 1 and bends the law; nothing: the least that never does.
  std::optional<std::uint32_t> reckoned_edges = std::nullopt;
};

/// What a chain has done so far.
struct RecomTally {
  std::uint64_t proposals = 0;  ///< trees drawn
  std::uint64_t steps = 0;      ///< plans that were valid and other than the one before
  std::uint64_t clipped = 0;    ///< proposals with more edges than reckoned
};

/// Recombination of two neighbouring parts, as a Markov chain on plans: every part connected and within range.
///
/// Plain (DeFord, Duchin, Solomon 2021, "Recombination: a family of Markov chains for redistricting"): an edge of the graph is
/// drawn uniformly among those between two parts; of the two parts together uniform spanning trees are drawn until one has
/// edges that cut it into sides within range; of these one is drawn uniformly. It mixes fast; its law has no closed form.
///
/// Reversible (after Cannon, Duchin, Randall, Rule 2022, "Spanning tree methods for sampling graph partitions"): the two parts
/// are drawn in the same way and one tree; one of its r edges within range is taken each with chance 1 / m, where m is reckoned
/// from the two parts together, else nothing happens; the new plan is accepted with chance min(1, cut edges now / cut edges
/// then). Since the chance of proposing parts C, D in place of A, B is (edges A-B) / cut x trees(C) trees(D) (edges C-D) /
/// (m trees(A with B)), the plans then have chances in proportion to the product over the parts of their numbers of spanning
/// trees. Every proposal is a step of this chain: samples are taken by proposals, not by changes.
///
///   RecomChain chain(graph, stripes, {.parts = 10, .min = 238, .max = 262}, core::Stream(seed, 0, "recom", 0));
///   while (chain.tally().steps < 20'000) chain.propose();
class RecomChain {
 public:
  using Node = WeightedGraph::Node;

  /// Preconditions: the plan is one (is_plan) and has at least two parts; the graph outlives the chain.
  RecomChain(const WeightedGraph& graph, std::vector<std::uint32_t> plan, const RecomRules& rules, core::Stream luck);

  /// One tree, and what follows from it. True where the plan has changed. O(nodes + arcs) of two parts and the tree.
  bool propose();

  [[nodiscard]] const std::vector<std::uint32_t>& plan() const { return plan_; }
  /// Number of edges between parts; kept by the reversible chain, else counted: O(edges).
  [[nodiscard]] std::int64_t cut_edges() const;
  [[nodiscard]] const RecomTally& tally() const { return tally_; }

 private:
  struct Arc {
    Node from = 0;
    Node to = 0;
  };

  [[nodiscard]] Arc draw_cut_edge();
  void draw_pair();
  /// The edge to cut; nothing where the chain stays.
  [[nodiscard]] std::optional<PairTree::Local> draw_edge();
  [[nodiscard]] bool accept(std::span<const std::uint8_t> side);
  [[nodiscard]] bool cut(PairTree::Local edge);
  void move(std::span<const std::uint8_t> side, bool first_beyond);

  RecomRules rules_;
  BitStream bits_;
  PairTree tree_;
  std::vector<Arc> edges_;
  std::vector<std::uint32_t> plan_;
  std::vector<std::vector<Node>> members_;
  std::int64_t cut_edges_ = 0;
  RecomTally tally_;

  bool pair_drawn_ = false;  ///< the plain chain keeps the pair until a tree fits
  std::uint32_t a_ = 0, b_ = 0;
  PairTree::Local root_ = 0;
};

/// Stripes of a grid (grid_graph), numbered from the west: whole columns where their number is a multiple of `parts`, else
/// pieces of one way down and up the columns, which differ by one cell at most. Precondition: 1 <= parts <= nodes.
[[nodiscard]] std::vector<std::uint32_t> column_stripes(std::uint32_t rows, std::uint32_t columns, std::uint32_t parts);

}  // namespace wangge::planning
