#pragma once

#include "engine/core/units.h"
#include "engine/planning/parts/parts_state.h"
#include "engine/planning/parts/slice_seeds.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace wangge::planning {

/// How long to search. Work is counted in units that are the same on every machine: a flip proposed, a node looked at for
/// contiguity, a node of a tree drawn; ten to thirty million a CPU-second.
struct SearchLimits {
  std::uint64_t work = 50'000'000;
  std::optional<double> seconds = std::nullopt;      ///< of the clock: only ends the search early
  std::optional<std::int64_t> reach = std::nullopt;  ///< a lower bound of the cut: an answer that meets it ends the search
  /// Ends the search where an answer is known and nothing better was found for long: once the work is at least this, and
  /// `patience` times that at which the answer was found. 0: never.
  std::uint64_t settled = 0;
  core::Seed seed{1};
  core::Threads threads{1};
};

enum class StoppedBy { reach, settled, work, seconds };

[[nodiscard]] std::string_view name(StoppedBy stopped_by);

struct SearchAnswer {
  std::vector<std::uint32_t> part;  ///< of each node; every part is connected and not empty
  std::int64_t cut = 0;             ///< weight of the edges between parts
  bool feasible = false;            ///< whether every part is within min … max
  std::int64_t excess = 0;          ///< weight by which parts are out of range: the least met where none is feasible
  std::uint64_t work = 0;
  StoppedBy stopped_by = StoppedBy::work;
};

/// Looks for a partition into connected parts within range with the least cut: a portfolio of annealed searches. Legs start from
/// slices (slice_seeds), from annealed recombination over random spanning trees (TreeSeeds), or from two good partitions laid
/// over each other (overlay), and end with annealed flips (anneal_flips), with prices and temperatures in turn. Legs run in
/// rounds; a round knows what the rounds before it found. The answer depends on graph, task, work, reach, settled and seed alone,
/// whatever the number of threads, unless `seconds` ends the search.
///
/// Preconditions: 1 <= parts <= nodes. `places` where nodes have coordinates. Throws Error(input) where the graph is not
/// connected. No proof: see the exact solver and its bounds.
///
///   const SearchAnswer answer = search_parts(graph, {.parts = 4, .min = 757'781, .max = 765'396}, {.seed = core::Seed(1)});
[[nodiscard]] SearchAnswer search_parts(const WeightedGraph& graph, const PartsTask& task, const SearchLimits& limits,
                                        const std::optional<NodePlaces>& places = std::nullopt);

}  // namespace wangge::planning
