#pragma once

#include "engine/planning/search_graph.h"
#include "engine/planning/spanning_tree.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::planning {

/// Weights that a part may have, both ends included.
struct WeightWindow {
  double least = 0;
  double most = 0;
};

/// Parts whose weights are as even as the edges of one tree allow.
struct Balanced {
  std::vector<std::uint32_t> labels;  ///< of every node
  double deviation = 0;               ///< largest |weight / mean - 1|
};

/// Cuts edges of spanning trees so that exactly so many parts come out, all in a window, with the least largest deviation. Exact
/// for the tree up to the rounding of weights to 1/160 of the mean: for each subtree and number of complete parts below, a set
/// of bits holds the weights that the open part can have (dynamic programming over subtrees, Ito, Zhou, Nishizeki 2006, on bit
/// sets); bisection over the deviation. Parts of more than 2.4 times the mean are not looked for. Holds scratch space for one
/// graph; not for several threads.
///
///   TreeBalance balance(graph, weights, 3, {500, 1000});
///   if (const auto found = balance.cut(tree, 0.2)) …
class TreeBalance {
 public:
  using Node = SearchGraph::Node;

  /// Preconditions: a weight of at least 0 for each node, parts >= 2, the sum of the weights > 0.
  TreeBalance(const SearchGraph& graph, std::vector<double> weights, std::uint32_t parts, const WeightWindow& window);

  /// Parts that deviate by at most `limit`, if the tree has such. Precondition: the tree spans the graph.
  /// O(nodes x p^2 x mean / 64) word operations for each of about eight steps of the bisection, p the numbers of complete parts
  /// that a subtree may hold: one or two where the window is narrow, `parts` at the most.
  [[nodiscard]] std::optional<Balanced> cut(const SpanningTree& tree, double limit);

 private:
  using Word = std::uint64_t;
  static constexpr std::size_t most_words = 6;
  using Bits = std::array<Word, most_words>;
  /// Numbers of complete parts, from the first to before the last, that have any weight of the open one.
  struct Rows {
    std::size_t first = 0;
    std::size_t last = 0;
  };

  void round_along(const std::vector<Node>& order);
  [[nodiscard]] bool feasible(const SpanningTree& tree, std::size_t off);
  void set_window(std::size_t off);
  [[nodiscard]] bool merge(std::size_t up, std::size_t at);
  void join(const Bits& a, const Bits& b, Bits& into) const;
  void add_shifted(const Bits& bits, std::size_t by, Bits& into) const;
  [[nodiscard]] std::size_t runs_of(const Bits& bits) const;
  [[nodiscard]] bool any_of(const Bits& bits) const;
  [[nodiscard]] std::optional<std::size_t> least_off(const SpanningTree& tree, std::size_t most);
  [[nodiscard]] bool holds_whole(const Bits& bits) const;
  [[nodiscard]] std::size_t whole_in(const Bits& bits) const;
  [[nodiscard]] Balanced read(const SpanningTree& tree) const;
  [[nodiscard]] const Bits* table(std::size_t at) const { return tables_.data() + at * parts_; }
  [[nodiscard]] const Bits* before(std::size_t at) const { return before_.data() + at * parts_; }

  std::vector<double> weights_;
  std::vector<std::size_t> units_;  ///< rounded weights, of the present tree
  std::uint32_t parts_;
  WeightWindow window_;
  double mean_ = 1;
  std::size_t low_ = 0, high_ = 0;  ///< units of a complete part
  std::size_t words_ = 1;
  Bits whole_{};  ///< the bits from low to high
  std::vector<std::size_t> place_;
  /// Weights of the open part by the number of complete ones, `parts_` rows for each place in the tree: of a subtree, and of the
  /// node above before this subtree was merged. `rows_`: which of them are in use.
  std::vector<Bits> tables_, before_;
  std::vector<Rows> rows_, rows_before_;
};

}  // namespace wangge::planning
