#include "engine/planning/propose/parent_bounds.h"

#include "engine/core/disjoint_sets.h"
#include "engine/planning/exact/part_tables.h"
#include "engine/planning/exact/prove_cut.h"
#include "engine/planning/exact/spreading_bound.h"
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
  std::vector<std::size_t> order(edges.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto wider = [&](std::size_t a, std::size_t b) {
    return edges[a].left != edges[b].left ? edges[a].left > edges[b].left : a < b;
  };
  std::sort(order.begin(), order.end(), wider);
  for (int tree = 0; tree < packed_trees; ++tree) {
    core::DisjointSets sets(parcel.graph.size());
    std::vector<std::size_t> taken;
    std::vector<std::size_t> others;
    for (const std::size_t edge : order) {
      (sets.unite(edges[edge].a, edges[edge].b) ? taken : others).push_back(edge);
    }
    if (taken.size() + 1 < parcel.graph.size()) return sum;
    const double weakest = edges[taken.back()].left;
    if (!(weakest > 1e-6)) return sum;
    // Half of the weakest edge keeps room for other trees while many are to come.
    const double share = tree + 1 < packed_trees ? weakest / 2 : weakest;
    for (const std::size_t edge : taken) edges[edge].left -= share;
    sum += share;
    // All that was taken is narrower by the same: both lists are in order still.
    std::merge(taken.begin(), taken.end(), others.begin(), others.end(), order.begin(), wider);
  }
  return sum;
}

/// Sums of subsets of the weights up to a limit, as bits.
class SubsetSums {
 public:
  explicit SubsetSums(std::size_t limit) : words_(limit / word_bits + 1, 0) { words_[0] = 1; }

  void add(std::size_t weight) {
    const std::size_t words = weight / word_bits;
    const std::size_t rest = weight % word_bits;
    for (std::size_t at = words_.size(); at-- > words;) {
      std::uint64_t moved = words_[at - words] << rest;
      if (rest > 0 && at > words) moved |= words_[at - words - 1] >> (word_bits - rest);
      words_[at] |= moved;
    }
  }
  [[nodiscard]] bool holds(std::size_t sum) const { return (words_[sum / word_bits] >> (sum % word_bits) & 1U) != 0; }

 private:
  static constexpr std::size_t word_bits = 64;
  std::vector<std::uint64_t> words_;
};

SubsetSums sums_without(const std::vector<std::size_t>& weights, std::size_t without, std::size_t limit) {
  SubsetSums sums(limit);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (i != without && weights[i] > 0 && weights[i] <= limit) sums.add(weights[i]);
  }
  return sums;
}

/// A metre in the units of the weighted graph.
constexpr double millimetres = 1000;
/// Few parcels share much effort; each of many gets little.
constexpr std::size_t few_parcels = 30;
constexpr std::uint64_t all_visits = 80'000'000;
constexpr std::uint64_t most_visits = 10'000'000;
constexpr std::uint64_t little_visits = 100'000;
constexpr std::uint64_t little_filled = 12'000'000;
constexpr std::uint64_t visits_a_node = 6000;
/// Of flows; with little effort fewer go further.
constexpr int many_rounds = 100;
constexpr int few_rounds = 40;
/// An order of nodes for an exact search is not sought for more: the frontier is too wide.
constexpr std::size_t proof_nodes = 150;
constexpr std::uint64_t proof_bytes = std::uint64_t{16} << 20;

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

std::string_view name(BorderBoundKind kind) {
  switch (kind) {
    case BorderBoundKind::trees:
      return "trees";
    case BorderBoundKind::spreading:
      return "spreading";
    case BorderBoundKind::tables:
      return "tables";
    case BorderBoundKind::proven:
      return "proven";
    case BorderBoundKind::none:
      break;
  }
  return "none";
}

core::Text border_bound_text(BorderBoundKind kind) {
  switch (kind) {
    case BorderBoundKind::trees:
      return {
          .zh = "下界只计每一棵生成树必被切断之处；单元很细时，任何方案都远高于它，差距主要说明下界弱，而不是方案差",
          .en =
              "the bound counts only what every spanning tree of the cells must lose; with fine cells any plan is far above it, "
              "and the gap says more about the bound than about the plan"};
    case BorderBoundKind::spreading:
      return {.zh =
                  "下界只计因网格户数有限、相近的住户不能都在一个网格而必须切开的长度；它允许按比例切开，不要求网格连成一片，因此"
                  "真正的最短界线通常远高于它",
              .en =
                  "the bound counts only what must be cut because a grid of limited size cannot hold all that lies close "
                  "together; it "
                  "may cut borders in part and ask for no connected grids, so the truly shortest border is usually far above it"};
    case BorderBoundKind::tables:
      return {
          .zh = "下界一次只看一个网格（不要求连通），再把价格相加；真正的最短界线在它与方案之间",
          .en =
              "the bound looks at one grid at a time, without asking for connection; the truly shortest border lies between it "
              "and the plan"};
    case BorderBoundKind::proven:
      return {
          .zh =
              "已证明这是同样多、大小在范围内（有网格超出范围时，大小不出本方案各网格）的网格所能有的最短界线；方案更长，是为"
              "了其他目标（均衡、沿路、行程）",
          .en =
              "proven: the shortest border that so many grids of sizes in range (where some are out of range, of sizes like this "
              "plan's) can have; the plan's is longer for other aims "
              "(even work, borders along roads, ways)"};
    case BorderBoundKind::none:
      break;
  }
  return {.zh = "没有得到大于零的下界", .en = "no bound above zero was found"};
}

BoundEffort BoundEffort::for_parcels(std::size_t parcels) {
  BoundEffort effort;
  if (many(parcels)) effort.table_filled = little_filled;
  effort.visits = many(parcels) ? little_visits : std::min(most_visits, all_visits / std::max<std::size_t>(1, parcels));
  return effort;
}

bool BoundEffort::many(std::size_t parcels) { return parcels > few_parcels; }

BorderBound border_bound(const Parcel& parcel, const SizeRange& range, std::uint32_t parts, const BoundEffort& effort) {
  if (parts < 2 || parcel.graph.size() < parts) return {};
  // With all others at the minimum a grid has no more than this.
  const std::int64_t most = std::min(range.most, parcel.graph.total - (parts - 1) * range.least);
  if (most < range.least || most < 1) return {};
  BorderBound best;
  const auto raise = [&](double metres, BorderBoundKind kind) {
    if (metres > best.metres) best = {.metres = metres, .kind = kind};
  };
  raise(packed(parcel) * (parts - 1), BorderBoundKind::trees);
  const WeightedGraph graph = weighted(parcel);
  if (effort.states > 0 && graph.size() <= proof_nodes && total_edge_weight(graph) <= most_edge_weight) {
    const CutProof proof = prove_cut(graph, {.parts = parts, .min = range.least, .max = most}, {},
                                     {.states = effort.states, .bytes = proof_bytes, .filled = effort.table_filled});
    const bool proven = proof.status == ProofStatus::proven;
    raise(static_cast<double>(proof.lower_bound) / millimetres, proven ? BorderBoundKind::proven : BorderBoundKind::tables);
    if (proven) return best;
  }
  if (effort.visits == 0) return best;
  const std::uint64_t visits = std::min<std::uint64_t>(effort.visits, visits_a_node * graph.size());
  const int rounds = visits > little_visits ? many_rounds : few_rounds;
  const std::int64_t flows = spreading_bound(graph, most, {.rounds = rounds, .visits = visits});
  raise(static_cast<double>(flows) / millimetres, BorderBoundKind::spreading);
  return best;
}

HeavyBound heavy_bound(const Parcel& parcel, std::uint32_t parts, double mean) {
  if (parts < 2) {
    double own = 0;
    for (const auto& node : parcel.graph.nodes) own += node.work;
    return {.deviation = std::abs(own / mean - 1), .node = std::nullopt};
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
  HeavyBound bound;
  const auto raise = [&](double deviation, std::size_t node) {
    if (deviation > bound.deviation) bound = {.deviation = deviation, .node = static_cast<Node>(node)};
  };
  for (const std::size_t node : heavy) {
    const double own = parcel.graph.nodes[node].work;
    if (own >= mean) {
      raise(own / mean - 1, node);
      continue;
    }
    if (own < mean / 8) break;  // lighter ones say little
    const SubsetSums sums = sums_without(weights, node, limit);
    double nearest = 1;
    for (std::size_t sum = 0; sum <= limit; ++sum) {
      if (sums.holds(sum)) nearest = std::min(nearest, std::abs((own + static_cast<double>(sum) * step) / mean - 1));
    }
    raise(nearest - rounding / mean, node);
  }
  return bound;
}

BorderBound BorderBounds::of(std::size_t parcel, const SizeRange& range, std::uint32_t parts) {
  const auto [at, fresh] = known_.emplace(std::tuple(parcel, range.least, range.most, parts), BorderBound{});
  if (fresh) at->second = border_bound(parcels_[parcel], range, parts, effort_);
  return at->second;
}

}  // namespace wangge::planning
