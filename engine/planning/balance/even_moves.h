#pragma once

#include "engine/core/random.h"
#include "engine/planning/planning_rules.h"
#include "engine/planning/search_graph.h"

#include <cstdint>
#include <vector>

namespace wangge::planning {

/// When evening out may end.
struct EvenOut {
  double enough = 0;             ///< a largest |work / mean - 1| that needs no further move
  std::uint64_t looks = 20'000;  ///< work units: moves weighed
  bool all = false;              ///< goes on where that is reached, so that the other parts too become more even
};

/// Makes a partition more even by moves of single nodes and chains of two (a node to the part beside it, one of that part on to a
/// third, or back: an exchange). The best move goes, also where all make it worse, and what has moved rests for a while (tabu
/// search: Glover 1989; ejection chains: Glover 1996); so longer chains come about move by move. Kept is what has the fewest
/// households out of range, then the least deviation, then the least sum of squared deviations. Parts stay connected.
///
/// Preconditions: every label below `parts`, every part connected and not empty; the sum of the work > 0. Depends on its
/// arguments alone. O(looks), and a test of connection for each move taken.
///
///   labels = even_out(graph, {500, 1000}, 3, std::move(labels), {.enough = 0.02}, luck);
[[nodiscard]] std::vector<std::uint32_t> even_out(const SearchGraph& graph, const SizeRange& range, std::uint32_t parts,
                                                  std::vector<std::uint32_t> labels, const EvenOut& wish, core::Stream& luck);

}  // namespace wangge::planning
