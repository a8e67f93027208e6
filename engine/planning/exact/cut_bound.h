#pragma once

#include "engine/planning/exact/frontier.h"

#include <chrono>
#include <cstdint>
#include <optional>

namespace wangge::planning {

/// What a bound may cost. Little: it is printed with every plan.
struct BoundLimits {
  std::uint64_t table_bytes = std::uint64_t{32} << 20;  ///< of the tables of a narrow frontier
  std::uint64_t table_filled = 1'000'000'000;           ///< bytes of them filled
  int rounds = 60;                                      ///< of flows
  std::uint64_t visits = 4'000'000;                     ///< of flows, as in SpreadingEffort
  /// Of the clock: ends the search for a better bound; what was found is valid.
  std::optional<std::chrono::steady_clock::time_point> deadline = std::nullopt;
};

struct CutBound {
  std::int64_t cut = 0;
  bool by_tables = false;  ///< the relaxation is the better one
};

/// A lower bound of the cut (number or weight of the edges cut) of every plan in the range, for graphs of any size: the best of
///
/// - spreading_bound: parts of limited weight cannot hold much that lies close together; and
/// - where the frontier is narrow enough for the memory, the root of PartTables: half of what a single part of weight in range
///   cuts, less prices of its nodes, at its least and times the number of parts, plus all prices (a Lagrangian relaxation);
/// - where the graph is a piece of the square lattice, lattice_bound: no part has a shorter outline than a square.
///
/// The first two are sums of weights of feasible duals, hence at most the optimum; each gives its proof. 0 at least; for an
/// empty range any figure is a bound. Deterministic. Throws Error(input) as checked_range does.
///
///   cut_bound(graph, {.parts = 3, .min = 682962, .max = 689824})
[[nodiscard]] CutBound cut_bound(const WeightedGraph& graph, const PartRange& range, const BoundLimits& limits = {});

}  // namespace wangge::planning
