#pragma once

#include "engine/core/random.h"
#include "engine/planning/planning_rules.h"
#include "engine/planning/search_graph.h"

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace wangge::planning {

/// What a search for even parts, and a proof that there are none, may cost.
struct EvenEffort {
  std::uint32_t most_trees = 120;
  std::uint64_t tree_nodes = 20'000;  ///< of all trees together, but for the first twenty
  std::uint64_t patience = 4;         ///< so many times as many trees where no partition in range is known
  std::uint64_t states = 40'000;      ///< of one proof
  std::size_t proof_nodes = 160;      ///< larger graphs get no proof by states
};

/// Where a bound on the largest deviation comes from.
enum class EvenProof : std::uint8_t {
  none,
  sums,   ///< no sum of nodes is nearer to the mean, the heaviest nodes meet, or pockets hang on one node (`deviation_bound`)
  states  ///< all ways to part the graph were gone through (`prove_cut`)
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

/// A deviation up to which nobody asks for a reason.
inline constexpr double fair_deviation = 0.10;

/// A lower bound of the largest deviation of work in every partition into so many connected parts, by `deviation_bound`.
[[nodiscard]] double work_bound(const SearchGraph& graph, std::uint32_t parts);

/// Partitions into exactly so many connected parts with sizes in range, as even as possible: the best of many random spanning
/// trees, each cut exactly (`TreeBalance`), then, where that is not fair, `prove_cut` on windows ever narrower, which finds
/// something better or proves that there is none. Graphs with a cell over the maximum get the bound alone. Depends on its
/// arguments alone; O(trees x nodes x parts^2) and the proofs.
///
///   const EvenParts even = even_parts(graph, {500, 1000}, 3, {}, luck);
[[nodiscard]] EvenParts even_parts(const SearchGraph& graph, const SizeRange& range, std::uint32_t parts,
                                   const EvenEffort& effort, core::Stream& luck);

}  // namespace wangge::planning
