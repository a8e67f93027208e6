#include "engine/planning/balance/even_bound.h"

#include "engine/planning/exact/deviation_bound.h"
#include "engine/planning/exact/heavy_groups.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace wangge::planning {
namespace {

using Node = SearchGraph::Node;

/// Work that is no whole number is counted in so many steps of the whole.
constexpr double steps_of_whole = 1e9;
constexpr double nearly_even = 0.03;

}  // namespace

double wanted_deviation(const Aims& aims) {
  const double others = aims.compact + aims.barriers + aims.travel + aims.compounds + aims.change + aims.spread;
  return aims.work > others ? nearly_even : fair_deviation;
}

WholeWork whole_work(const SearchGraph& graph, std::uint32_t parts) {
  WholeWork work{.graph = {}, .parts = parts};
  double total = 0;
  bool whole = true;
  for (const SearchGraph::NodeRow& node : graph.nodes) {
    total += node.work;
    whole = whole && node.work == std::floor(node.work);
  }
  const double step = whole || !(total > 0) ? 1.0 : total / steps_of_whole;
  std::vector<std::int64_t> weights;
  for (const SearchGraph::NodeRow& node : graph.nodes) weights.push_back(static_cast<std::int64_t>(std::floor(node.work / step)));
  if (!whole) work.rounding = 2 * static_cast<double>(graph.size()) * parts / steps_of_whole;
  std::vector<WeightedEdge> edges;
  for (Node node = 0; node < graph.size(); ++node) {
    for (const SearchGraph::Arc& arc : graph.out(node)) {
      if (node < arc.to && arc.connects) edges.push_back({node, arc.to, 0});
    }
  }
  work.graph = make_weighted_graph(std::move(weights), edges);
  work.total = static_cast<double>(total_weight(work.graph));
  return work;
}

EvenBound work_bound(const WholeWork& work) {
  if (work.parts < 2 || work.graph.size() < work.parts || !(work.total > 0)) return {};
  EvenBound bound;
  const auto raise = [&](std::int64_t deviation, EvenProof proof) {
    const double own = static_cast<double>(deviation) / work.total - work.rounding;
    if (own > bound.deviation) bound = {.deviation = own, .proof = proof};
  };
  const std::int64_t sums = deviation_bound(work.graph, work.parts);
  raise(sums, EvenProof::sums);
  const std::int64_t fair = std::max(sums, static_cast<std::int64_t>(std::ceil(work.total * fair_deviation)));
  const PartRange any{.parts = work.parts, .min = 0, .max = static_cast<std::int64_t>(work.total)};
  const std::optional<std::int64_t> groups = group_bound(work.graph, any, fair);
  if (groups && *groups > fair) raise(*groups, EvenProof::groups);
  return bound;
}

}  // namespace wangge::planning
