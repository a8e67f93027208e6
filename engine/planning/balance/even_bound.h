#pragma once

#include "engine/planning/exact/frontier.h"
#include "engine/planning/exact/weighted_graph.h"
#include "engine/planning/planning_rules.h"
#include "engine/planning/search_graph.h"

#include <cstdint>
#include <vector>

namespace wangge::planning {

/// Where a bound on the largest deviation comes from.
enum class EvenProof : std::uint8_t {
  none,
  sums,    ///< no sum of nodes is nearer to the mean, the heaviest nodes meet, or pockets hang on one node (`deviation_bound`)
  groups,  ///< however the heavy nodes are shared out, some part is too light or too heavy (`group_bound`)
  states   ///< all ways to part the graph were gone through (`prove_cut`)
};

/// A lower bound of the largest |work / mean - 1|.
struct EvenBound {
  double deviation = 0;
  EvenProof proof = EvenProof::none;
};

/// A deviation up to which nobody asks for a reason.
inline constexpr double fair_deviation = 0.10;

/// A deviation that is even enough for these aims: fair, or 3 % where even work weighs more than all else together.
[[nodiscard]] double wanted_deviation(const Aims& aims);

/// A graph with its work in whole numbers, to be parted into so many parts. Where every node has work in proportion to its size,
/// nodes weigh their sizes; elsewhere they weigh their work, in steps of a thousand-millionth of the whole where it is no whole
/// number, and have their sizes beside it.
struct WholeWork {
  WeightedGraph graph;
  std::uint32_t parts = 1;
  double total = 0;      ///< of the whole numbers
  double rounding = 0;   ///< what rounding may change of a deviation, at the most
  bool by_size = false;  ///< in proportion

  /// What parts with sizes in a range must be.
  [[nodiscard]] PartRange range(const SizeRange& sizes) const;
  /// A deviation in whole numbers (times the parts), rounded up but for noise.
  [[nodiscard]] std::int64_t counted(double deviation) const;
  /// What a deviation of so many whole numbers or more is at least.
  [[nodiscard]] double least(std::int64_t counted) const;
  /// How many whole numbers a deviation up to so much has at the most.
  [[nodiscard]] std::int64_t most(double deviation) const;
};

/// O(nodes + arcs log arcs).
[[nodiscard]] WholeWork whole_work(const SearchGraph& graph, std::uint32_t parts);

/// No partition into so many connected parts deviates less, whatever their sizes, or with sizes in a range: by
/// `deviation_bound`, and beyond `fair_deviation` by `group_bound`.
[[nodiscard]] EvenBound work_bound(const WholeWork& work, const SizeRange& sizes = {0, unlimited_size});

}  // namespace wangge::planning
