#pragma once

#include "engine/core/random.h"
#include "engine/planning/draft.h"
#include "engine/planning/repartition/divide.h"
#include "engine/planning/search_graph.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::planning {

/// What divisions of one graph are measured by. Refers to its arguments, which must live longer.
struct DivideGround {
  /// `usual`: labels of any sound division, whose border sets the price of borders.
  DivideGround(const SearchGraph& graph, const std::vector<std::uint32_t>& group_of_node, const DivideRules& rules,
               std::vector<std::uint32_t> usual);

  /// Heirs that keep most households, and how many households leave their group then. O(nodes + groups^2 x parts).
  struct Match {
    std::vector<std::optional<std::uint32_t>> heir;
    std::int64_t moved = 0;
  };
  [[nodiscard]] Match match(const std::vector<std::uint32_t>& labels) const;
  /// People of a part out of range.
  [[nodiscard]] std::int64_t off(std::int64_t size, std::uint32_t giants) const {
    return giants > 0 ? 0 : rules.size.excess(size);
  }

  const SearchGraph& graph;
  const std::vector<std::uint32_t>& group_of_node;
  const DivideRules& rules;
  std::uint32_t groups = 0;
  std::int64_t households = 0;
  Prices fine{};  ///< of the choice between equals: uneven sizes and borders
};

/// Worse than any: what a search begins with.
[[nodiscard]] Division worst_division();
/// Takes the labels if they are a better division: fewer people out of range, then fewer households moved, then less cost.
void offer(const DivideGround& ground, const Draft& draft, Division& best);

/// One search from one start: simulated annealing by flips of single nodes in legs with ever dearer sizes, then descent by flips,
/// exchanges of two nodes, and ejections (a node into a part, another out of it into a third) until none of them helps. Heirs are
/// matched anew whenever a state is offered.
class DivideSearch {
 public:
  DivideSearch(const DivideGround& ground, std::vector<std::uint32_t> labels);
  /// Some `effort` x nodes proposals of annealing, and half as many of descent at the most.
  void run(std::uint64_t effort, core::Stream& luck, Division& best);
  /// Shortens borders by annealed flips from the labels that it was made with, those of `best`: no more people out of range, and
  /// no more households moved than `DivideRules::smooth` adds.
  void smooth(std::uint64_t proposals, core::Stream& luck, Division& best);

 private:
  using Node = SearchGraph::Node;
  /// How a division changes; the first that is not zero decides.
  struct Change {
    std::int64_t excess = 0;
    std::int64_t moved = 0;
    double cost = 0;

    [[nodiscard]] bool better() const;
    [[nodiscard]] Change operator+(const Change& other) const {
      return {excess + other.excess, moved + other.moved, cost + other.cost};
    }
  };

  void match();
  void offer(Division& best);
  void anneal(std::uint64_t proposals, double hot, double cold, core::Stream& luck, Division& best);
  void descend(std::uint64_t budget);
  [[nodiscard]] bool improve(Node node, std::uint64_t& budget);
  [[nodiscard]] bool improve_after(Node node, const Change& first, std::uint64_t& budget);
  [[nodiscard]] std::int64_t moves(Node node, std::uint32_t to) const;
  [[nodiscard]] Change change(Node node, std::uint32_t to) const;
  [[nodiscard]] std::vector<std::uint32_t> parts_beside(Node node) const;
  [[nodiscard]] std::vector<Node> members(std::uint32_t part) const;

  const DivideGround& ground_;
  Draft draft_;
  Prices prices_;
  std::vector<std::optional<std::uint32_t>> heir_;
};

}  // namespace wangge::planning
