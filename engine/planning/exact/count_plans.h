#pragma once

#include "engine/planning/exact/frontier.h"

#include <cstdint>
#include <string>

namespace wangge::planning {

/// A count of 128 bits.
struct PlanCount {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  friend bool operator==(const PlanCount&, const PlanCount&) = default;
};

/// In decimal digits.
[[nodiscard]] std::string to_string(const PlanCount& count);

/// What a count may use.
struct CountLimits {
  std::uint64_t bytes = std::uint64_t{4} << 30;  ///< of memory
};

/// How many plans there are: partitions of the graph into so many connected parts, each of a weight in the range; parts have
/// no names. Every state of a frontier search (Kawahara and others 2017) carries the number of ways that lead to it, and equal
/// states are one. Cost: states x choices; states grow exponentially with the frontier's width, on grids the shorter side.
/// Throws Error(input) where the range is empty or a weight too large to add up, Error(environment) where the frontier is
/// wider than 32, the states need more memory than allowed, or the count exceeds 128 bits.
///
///   count_plans(grid_graph(4, 4), {.parts = 4, .min = 4, .max = 4})   // 117
[[nodiscard]] PlanCount count_plans(const WeightedGraph& graph, const PartRange& range, const CountLimits& limits = {});

}  // namespace wangge::planning
