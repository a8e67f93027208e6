#include "engine/planning/propose/parent_bounds.h"

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

double deviation_bound(const Parcel& parcel, std::uint32_t parts, double mean) {
  if (!(mean > 0) || parts < 2) return 0;
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

}  // namespace

ParcelBound bound_parcel(const Parcel& parcel, const SizeRange& /*range*/, std::uint32_t parts, std::size_t grids) {
  ParcelBound bound;
  if (parts < 2 || parcel.graph.size() < 2) {
    if (parts == 1 && grids > 1 && parcel.table.work > 0) {
      double own = 0;
      for (const auto& node : parcel.graph.nodes) own += node.work;
      bound.deviation = std::abs(own * static_cast<double>(grids) / parcel.table.work - 1);
    }
    return bound;
  }
  bound.border = packed(parcel) * (parts - 1);
  bound.deviation = deviation_bound(parcel, parts, parcel.table.work / static_cast<double>(grids));
  return bound;
}

}  // namespace wangge::planning
