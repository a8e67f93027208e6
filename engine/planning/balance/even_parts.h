#pragma once

#include "engine/core/random.h"
#include "engine/planning/balance/even_bound.h"
#include "engine/planning/planning_rules.h"
#include "engine/planning/search_graph.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace wangge::planning {

/// What a search for even parts, and a proof that there are none, may cost.
struct EvenEffort {
  std::uint32_t most_trees = 120;
  std::uint64_t tree_nodes = 20'000;   ///< of all trees together, but for the first twenty
  std::uint64_t patience = 2;          ///< so many times as many trees where no partition in range is known
  std::uint64_t states = 40'000;       ///< of one proof
  std::size_t proof_nodes = 160;       ///< larger graphs get no proof by states
  std::uint64_t exact_states = 6'000;  ///< of all proofs together that a small graph's best is the least, fair or not
  std::size_t exact_nodes = 80;        ///< so small
  std::size_t groupings = 60;          ///< of heavy nodes, to start from where nothing fair is found (`heavy_groups`)
  std::size_t starts = 600;            ///< from them, where nothing fair is found
  bool gather = true;                  ///< nodes without work go along with others
  int deep_turns = 4;                  ///< of moves from the best that is not fair
  /// A larger deviation is of no use: where the bound is no smaller nothing is searched for.
  double of_use = std::numeric_limits<double>::infinity();
};

/// The most even partition that was found, and how even any could be.
struct EvenParts {
  std::uint32_t parts = 1;
  std::vector<std::uint32_t> labels;                           ///< of the nodes; empty: none with all parts in range was found
  double deviation = std::numeric_limits<double>::infinity();  ///< largest |work / mean - 1|
  double bound = 0;                                            ///< no partition with all parts in range deviates less
  EvenProof proof = EvenProof::none;                           ///< of the bound
  bool impossible = false;                                     ///< proven: no partition has all parts in range
};

/// Partitions into exactly so many connected parts with sizes in range, as even as possible: the best of many random spanning
/// trees, each cut exactly (`TreeBalance`), then, where that is not fair, the same with heavy nodes grouped as `heavy_groups`
/// finds possible, and `prove_cut` on windows ever narrower, which finds something better or proves that there is none. In a
/// small graph that is asked first, of the window just below the best that trees found: mostly bound and deviation meet, and
/// nothing else is searched for. Graphs with a cell over the maximum get the bound alone. Depends on its arguments alone; O(trees
/// x nodes x parts^2) and the proofs.
///
///   const EvenParts even = even_parts(graph, {500, 1000}, 3, {}, luck);
[[nodiscard]] EvenParts even_parts(const SearchGraph& graph, const SizeRange& range, std::uint32_t parts,
                                   const EvenEffort& effort, core::Stream& luck);

}  // namespace wangge::planning
