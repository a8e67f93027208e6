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
/// Shares of the whole that differ by no more are taken as the same.
constexpr double same_share = 1e-12;

}  // namespace

double wanted_deviation(const Aims& aims) {
  const double others = aims.compact + aims.barriers + aims.travel + aims.compounds + aims.change + aims.spread;
  return aims.work > others ? nearly_even : fair_deviation;
}

PartRange WholeWork::range(const SizeRange& sizes) const {
  if (by_size) return {.parts = parts, .min = sizes.least, .max = sizes.most};
  return {.parts = parts, .min = 0, .max = static_cast<std::int64_t>(total), .min_size = sizes.least, .max_size = sizes.most};
}

std::int64_t WholeWork::counted(double deviation) const { return static_cast<std::int64_t>(std::ceil(deviation * total - 1e-6)); }

double WholeWork::least(std::int64_t counted) const { return std::max(0.0, static_cast<double>(counted) / total - rounding); }

std::int64_t WholeWork::most(double deviation) const {
  return static_cast<std::int64_t>(std::floor((deviation + rounding) * total + 1e-6));
}

WholeWork whole_work(const SearchGraph& graph, std::uint32_t parts) {
  WholeWork work{.graph = {}, .parts = parts};
  double total = 0;
  double size = 0;
  bool whole = true;
  bool equal = true;
  for (const SearchGraph::NodeRow& node : graph.nodes) {
    total += node.work;
    size += static_cast<double>(node.size);
    whole = whole && node.work == std::floor(node.work);
    equal = equal && node.work == static_cast<double>(node.size);
  }
  work.by_size = total > 0 && size > 0 && std::all_of(graph.nodes.begin(), graph.nodes.end(), [&](const auto& node) {
                   return std::abs(node.work / total - static_cast<double>(node.size) / size) <= same_share;
                 });
  const double step = whole || !(total > 0) ? 1.0 : total / steps_of_whole;
  std::vector<std::int64_t> weights;
  std::vector<std::int64_t> sizes;
  for (const SearchGraph::NodeRow& node : graph.nodes) {
    weights.push_back(work.by_size ? node.size : static_cast<std::int64_t>(std::floor(node.work / step)));
    if (!work.by_size) sizes.push_back(node.size);
  }
  const double unsure = work.by_size ? (equal ? 0 : same_share) : whole ? 0 : 1 / steps_of_whole;
  work.rounding = 2 * unsure * static_cast<double>(graph.size()) * parts;
  std::vector<WeightedEdge> edges;
  for (Node node = 0; node < graph.size(); ++node) {
    for (const SearchGraph::Arc& arc : graph.out(node)) {
      if (node < arc.to && arc.connects) edges.push_back({node, arc.to, 0});
    }
  }
  work.graph = make_weighted_graph(std::move(weights), edges);
  work.graph.node_sizes = std::move(sizes);
  work.total = static_cast<double>(total_weight(work.graph));
  return work;
}

EvenBound work_bound(const WholeWork& work, const SizeRange& sizes) {
  if (work.parts < 2 || work.graph.size() < work.parts || !(work.total > 0)) return {};
  EvenBound bound;
  const auto raise = [&](std::int64_t deviation, EvenProof proof) {
    const double own = work.least(deviation);
    if (own > bound.deviation) bound = {.deviation = own, .proof = proof};
  };
  const std::int64_t sums = deviation_bound(work.graph, work.parts);
  raise(sums, EvenProof::sums);
  const std::int64_t fair = std::max(sums, work.counted(fair_deviation));
  const std::optional<std::int64_t> groups = group_bound(work.graph, work.range(sizes), fair);
  if (groups && *groups > fair) raise(*groups, EvenProof::groups);
  return bound;
}

}  // namespace wangge::planning
