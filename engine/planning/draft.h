#pragma once

#include "engine/core/units.h"
#include "engine/planning/part_flood.h"
#include "engine/planning/planning_rules.h"
#include "engine/planning/search_graph.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace wangge::planning {

/// What one unit of each term of the search's cost is worth: a deviation of work squared, a metre of border, a
/// household-minute of travel, a household out of range.
struct Prices {
  double work = 0;
  double border = 0;
  double travel = 0;
  double size = 0;
};

class Draft;

/// For each part the minutes from where its way begins (its middle, or the posts that serve it) to every node of the graph.
using PartMinutes = std::function<std::vector<std::vector<double>>(const Draft& draft)>;

/// A partition of a region under search: labels 0..parts-1, all parts connected and not empty, with the cost of any single
/// flip in O(degree). The counterpart of `Plan` for the millions of proposals of one search; what it ends with becomes a plan.
class Draft {
 public:
  using Node = SearchGraph::Node;

  struct Part {
    std::int64_t size = 0;
    double households = 0;
    double work = 0;
    std::uint32_t giants = 0;
    std::uint32_t nodes = 0;
    core::Position centre;  ///< travel is measured from here until `recentre`
  };

  /// Preconditions: every label below `parts`, every part connected and not empty. `ways` must live longer than the draft and its
  /// copies; null: ways are straight lines from the middle of a part.
  Draft(const SearchGraph& graph, const SizeRange& range, std::uint32_t parts, std::vector<std::uint32_t> labels,
        const PartMinutes* ways = nullptr);

  [[nodiscard]] const SearchGraph& graph() const { return *graph_; }
  [[nodiscard]] const SizeRange& range() const { return range_; }
  [[nodiscard]] const std::vector<std::uint32_t>& labels() const { return labels_; }
  [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }
  /// Arcs that connect two parts, each way, in no particular but a deterministic order.
  [[nodiscard]] const std::vector<std::uint32_t>& cut_arcs() const { return cut_arcs_; }
  [[nodiscard]] Node tail(std::uint32_t arc) const { return tail_[arc]; }

  /// Change of cost if the node went to the part.
  [[nodiscard]] double flip_cost(Node node, std::uint32_t to, const Prices& prices) const;
  /// Whether the node's part stays connected and not empty without it.
  [[nodiscard]] bool can_leave(Node node);
  /// Preconditions: can_leave(node), and it has a connecting arc to the part.
  void flip(Node node, std::uint32_t to);

  /// Households out of range; parts with a giant are let off.
  [[nodiscard]] std::int64_t excess() const;
  [[nodiscard]] double cost(const Prices& prices) const;
  [[nodiscard]] double border() const;      ///< weighted metres of cut borders, each once
  [[nodiscard]] double travel() const;      ///< household-minutes
  [[nodiscard]] double unevenness() const;  ///< sum of squared relative deviations of work
  /// The node nearest to the mean household of each part becomes its centre, and ways are measured anew.
  void recentre();
  /// The node of a part that is nearest to its mean household. O(nodes).
  [[nodiscard]] std::vector<Node> middle_nodes() const;

 private:
  [[nodiscard]] double minutes(std::uint32_t part, Node node) const;
  [[nodiscard]] double size_cost(std::int64_t size, std::uint32_t giants) const;
  void list_cut(std::uint32_t arc);
  void unlist_cut(std::uint32_t arc);

  const SearchGraph* graph_;
  SizeRange range_;
  std::vector<std::uint32_t> labels_;
  std::vector<Part> parts_;
  double mean_work_ = 0;
  std::vector<Node> tail_;
  std::vector<std::uint32_t> cut_arcs_, place_of_cut_;
  PartFlood flood_;
  const PartMinutes* ways_;
  std::vector<std::vector<double>> minutes_;  ///< [part][node]; empty: straight lines
};

}  // namespace wangge::planning
