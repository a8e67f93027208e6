#pragma once

#include "engine/planning/exact/frontier.h"
#include "engine/planning/exact/weighted_graph.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <vector>

namespace wangge::testing {

/// What looking at every partition of a small graph finds.
struct BruteParts {
  std::uint64_t plans = 0;
  std::optional<std::int64_t> least_cut;
  std::optional<std::int64_t> least_deviation;  ///< times the number of parts: of the largest from the mean
};

namespace detail {

template <class Visit>
void label_rest(const planning::WeightedGraph& graph, const planning::PartRange& range, std::vector<std::uint32_t>& part,
                std::uint32_t used, const Visit& visit) {
  if (part.size() == graph.size()) {
    if (planning::is_plan(graph, part, range)) visit(part);
    return;
  }
  for (std::uint32_t own = 0; own < std::min(used + 1, range.parts); ++own) {
    part.push_back(own);
    label_rest(graph, range, part, std::max(used, own + 1), visit);
    part.pop_back();
  }
}

}  // namespace detail

/// Calls `visit` with the part of each node, once for every partition in range, parts numbered as they are met.
/// For graphs of up to about ten nodes: partitions grow as Bell's numbers.
template <class Visit>
void for_each_plan(const planning::WeightedGraph& graph, const planning::PartRange& range, const Visit& visit) {
  std::vector<std::uint32_t> part;
  detail::label_rest(graph, range, part, 0, visit);
}

inline BruteParts brute_parts(const planning::WeightedGraph& graph, const planning::PartRange& range) {
  BruteParts found;
  for_each_plan(graph, range, [&](const std::vector<std::uint32_t>& part) {
    ++found.plans;
    const std::int64_t cut = planning::cut_of(graph, part);
    found.least_cut = std::min(found.least_cut.value_or(cut), cut);
    std::vector<std::int64_t> weight(range.parts, 0);
    for (std::size_t node = 0; node < part.size(); ++node) weight[part[node]] += graph.node_weights[node];
    std::int64_t deviation = 0;
    for (const std::int64_t own : weight)
      deviation = std::max(deviation, std::abs(own * range.parts - planning::total_weight(graph)));
    found.least_deviation = std::min(found.least_deviation.value_or(deviation), deviation);
  });
  return found;
}

}  // namespace wangge::testing
