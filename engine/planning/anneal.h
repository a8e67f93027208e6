#pragma once

#include "engine/core/random.h"
#include "engine/planning/draft.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace wangge::planning {

/// The best state met so far: fewest households out of range, then least cost.
struct Best {
  std::int64_t excess = std::numeric_limits<std::int64_t>::max();
  double cost = std::numeric_limits<double>::infinity();
  std::vector<std::uint32_t> labels;

  /// Keeps the draft if it is better; costs are compared under the given prices. O(nodes + arcs).
  void offer(const Draft& draft, const Prices& prices);
};

struct Cooling {
  std::uint64_t proposals = 0;
  double hot = 0;   ///< temperature at the start, in units of cost
  double cold = 0;  ///< and at the end; geometric in between
};

/// Mean absolute change of cost over the flips now possible, size left out: the scale for temperatures.
[[nodiscard]] double typical_change(const Draft& draft, Prices prices);

/// Metropolis' rule on flips of single nodes along cut arcs; contiguity is tested only for flips that would be accepted.
/// After each sweep of as many proposals as nodes the state is offered to `best`.
void anneal(Draft& draft, const Prices& prices, const Cooling& cooling, core::Stream& luck, Best& best);

}  // namespace wangge::planning
