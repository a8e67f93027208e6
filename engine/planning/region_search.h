#pragma once

#include "engine/core/units.h"
#include "engine/planning/anneal.h"
#include "engine/planning/draft.h"
#include "engine/planning/planning_rules.h"
#include "engine/planning/search_graph.h"

#include <cstdint>
#include <vector>

namespace wangge::planning {

/// One search from fresh seeds: which luck, how many parts, how much of it.
struct SearchRun {
  std::uint64_t region = 0;  ///< names the random stream together with `attempt`
  std::uint32_t attempt = 0;
  std::uint32_t parts = 1;
  std::uint64_t proposals = 0;
};

/// A partition to measure aims against, so that the costs of all searches of one region and count compare.
struct Yardstick {
  std::uint32_t parts = 1;
  double border = 0;
  double travel = 0;
};

/// From one seed by spanning trees, the same for all attempts of a region and count. `ways`: empty means straight lines from the
/// middle of each part.
[[nodiscard]] Yardstick yardstick(const SearchGraph& graph, const PlanningRules& rules, const SearchRun& run, core::Seed seed,
                                  const PartMinutes& ways = {});

/// Seeds by spanning trees, recombination, then four legs of annealed flips with a rising price on households out of range.
/// Depends on its arguments alone. Cost: about `proposals` flips and 8 recombinations a part.
///
///   const SearchRun run{.region = 7, .attempt = 0, .parts = 3, .proposals = 100'000};
///   const Best found = search_region(graph, rules, run, seed, yardstick(graph, rules, run, seed));
[[nodiscard]] Best search_region(const SearchGraph& graph, const PlanningRules& rules, const SearchRun& run, core::Seed seed,
                                 const Yardstick& reference, const PartMinutes& ways = {});

/// Last leg of a found partition: cold flips with travel measured by `ways`, or along straight lines where it is empty; twice,
/// since the middles move.
[[nodiscard]] Best polish_region(const SearchGraph& graph, const PlanningRules& rules, const SearchRun& run, core::Seed seed,
                                 const Best& found, const PartMinutes& ways);

}  // namespace wangge::planning
