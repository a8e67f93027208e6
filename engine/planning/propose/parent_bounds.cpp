#include "engine/planning/propose/parent_bounds.h"

#include "engine/planning/exact/cut_bound.h"
#include "engine/planning/exact/weighted_graph.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace wangge::planning {
namespace {

using Node = SearchGraph::Node;

constexpr int packed_trees = 60;
constexpr std::size_t heavy_nodes = 12;
/// Work is counted in so many steps of a grid's mean; each node may be off by half a step.
constexpr double steps_a_mean = 4000;

/// Metres of trees that fit beside each other into the borders: largest residual first (Kruskal), less its weakest edge.
double packed(const Parcel& parcel) {
  struct Edge {
    Node a, b;
    double left;
  };
  std::vector<Edge> edges;
  for (Node node = 0; node < parcel.graph.size(); ++node) {
    for (std::uint32_t arc = parcel.graph.first[node]; arc < parcel.graph.first[node + 1]; ++arc) {
      const Node to = parcel.graph.arcs[arc].to;
      if (node < to && parcel.table.arcs[arc].border > 0) edges.push_back({node, to, parcel.table.arcs[arc].border});
    }
  }
  double sum = 0;
  for (int tree = 0; tree < packed_trees; ++tree) {
    std::vector<std::size_t> order(edges.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return edges[a].left > edges[b].left; });
    std::vector<Node> up(parcel.graph.size());
    std::iota(up.begin(), up.end(), 0U);
    const auto root = [&](Node node) {
      while (up[node] != node) node = up[node] = up[up[node]];
      return node;
    };
    std::vector<std::size_t> taken;
    for (const std::size_t edge : order) {
      const Node a = root(edges[edge].a);
      const Node b = root(edges[edge].b);
      if (a == b) continue;
      up[a] = b;
      taken.push_back(edge);
    }
    if (taken.size() + 1 < parcel.graph.size()) return sum;
    double weakest = edges[taken.front()].left;
    for (const std::size_t edge : taken) weakest = std::min(weakest, edges[edge].left);
    if (!(weakest > 1e-6)) return sum;
    // Half of the weakest edge keeps room for other trees while many are to come.
    const double share = tree + 1 < packed_trees ? weakest / 2 : weakest;
    for (const std::size_t edge : taken) edges[edge].left -= share;
    sum += share;
  }
  return sum;
}

/// Sums of subsets of the weights up to a limit.
std::vector<std::uint8_t> reachable(const std::vector<std::size_t>& weights, std::size_t without, std::size_t limit) {
  std::vector<std::uint8_t> sums(limit + 1, 0);
  sums[0] = 1;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (i == without || weights[i] == 0 || weights[i] > limit) continue;
    for (std::size_t sum = limit; sum >= weights[i]; --sum) sums[sum] |= sums[sum - weights[i]];
  }
  return sums;
}

/// A metre in the units of the weighted graph.
constexpr double millimetres = 1000;
/// Few parcels share much effort; each of many gets little, and no tables.
constexpr std::size_t few_parcels = 30;
constexpr std::uint64_t all_visits = 20'000'000;
constexpr std::uint64_t most_visits = 4'000'000;
constexpr std::uint64_t little_visits = 10'000;
constexpr std::uint64_t visits_a_node = 1500;

WeightedGraph weighted(const Parcel& parcel) {
  std::vector<std::int64_t> sizes;
  std::vector<WeightedEdge> edges;
  for (Node node = 0; node < parcel.graph.size(); ++node) {
    sizes.push_back(parcel.graph.nodes[node].size);
    for (std::uint32_t arc = parcel.graph.first[node]; arc < parcel.graph.first[node + 1]; ++arc) {
      const Node to = parcel.graph.arcs[arc].to;
      if (node < to) edges.push_back({node, to, static_cast<std::int64_t>(millimetres * parcel.table.arcs[arc].border)});
    }
  }
  return make_weighted_graph(std::move(sizes), edges);
}

}  // namespace

BoundEffort BoundEffort::for_parcels(std::size_t parcels) {
  BoundEffort effort;
  const bool few = parcels <= few_parcels;
  effort.visits = few ? std::min(most_visits, all_visits / std::max<std::size_t>(1, parcels)) : little_visits;
  if (!few) effort.table_bytes = 0;
  return effort;
}

double border_bound(const Parcel& parcel, const SizeRange& range, std::uint32_t parts, const BoundEffort& effort) {
  if (parts < 2 || parcel.graph.size() < parts) return 0;
  const std::uint64_t visits = std::min<std::uint64_t>(effort.visits, visits_a_node * parcel.graph.size());
  const BoundLimits limits{.table_bytes = effort.table_bytes, .rounds = visits > 200'000 ? 40 : 12, .visits = visits};
  const std::int64_t found = cut_bound(weighted(parcel), {.parts = parts, .min = range.least, .max = range.most}, limits);
  return std::max(packed(parcel) * (parts - 1), static_cast<double>(found) / millimetres);
}

double deviation_bound(const Parcel& parcel, std::uint32_t parts, std::size_t grids) {
  if (grids == 0 || !(parcel.table.work > 0)) return 0;
  const double mean = parcel.table.work / static_cast<double>(grids);
  if (parts < 2) {
    double own = 0;
    for (const auto& node : parcel.graph.nodes) own += node.work;
    return grids > 1 ? std::abs(own / mean - 1) : 0.0;
  }
  const double step = mean / steps_a_mean;
  std::vector<std::size_t> weights;
  double rounding = 0;
  for (const auto& node : parcel.graph.nodes) {
    weights.push_back(static_cast<std::size_t>(node.work / step + 0.5));
    rounding += node.work > 0 ? 0.5 * step : 0.0;
  }
  std::vector<std::size_t> heavy(weights.size());
  std::iota(heavy.begin(), heavy.end(), std::size_t{0});
  std::stable_sort(heavy.begin(), heavy.end(), [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  heavy.resize(std::min(heavy.size(), heavy_nodes));
  const auto limit = static_cast<std::size_t>(2 * steps_a_mean);
  double bound = 0;
  for (const std::size_t node : heavy) {
    const double own = parcel.graph.nodes[node].work;
    if (own >= mean) {
      bound = std::max(bound, own / mean - 1);
      continue;
    }
    if (own < mean / 8) break;  // lighter ones say little
    const std::vector<std::uint8_t> sums = reachable(weights, node, limit);
    double nearest = 1;
    for (std::size_t sum = 0; sum <= limit; ++sum) {
      if (sums[sum] != 0) nearest = std::min(nearest, std::abs((own + static_cast<double>(sum) * step) / mean - 1));
    }
    bound = std::max(bound, nearest - rounding / mean);
  }
  return bound;
}

double BorderBounds::of(std::size_t parcel, const SizeRange& range, std::uint32_t parts) {
  const auto [at, fresh] = known_.emplace(std::tuple(parcel, range.least, range.most, parts), 0.0);
  if (fresh) at->second = border_bound(parcels_[parcel], range, parts, effort_);
  return at->second;
}

}  // namespace wangge::planning
