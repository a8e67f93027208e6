#include "engine/planning/repair.h"

#include "engine/planning/tree_parts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace wangge::planning {
namespace {

using Edges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// Nodes of so many households each; one over the maximum counts as the maximum.
SearchGraph graph_of(const std::vector<std::int64_t>& households, const Edges& edges, const SizeRange& range) {
  SearchGraph graph;
  std::vector<std::vector<std::uint32_t>> out(households.size());
  for (const auto& [a, b] : edges) {
    out[a].push_back(b);
    out[b].push_back(a);
  }
  for (std::uint32_t node = 0; node < households.size(); ++node) {
    std::sort(out[node].begin(), out[node].end());
    SearchGraph::NodeRow& row = graph.nodes.emplace_back();
    row.size = std::min(households[node], range.most);
    row.giants = households[node] > range.most ? 1 : 0;
    row.households = row.work = static_cast<double>(households[node]);
    row.place = {static_cast<double>(node), 0};
    graph.total += row.size;
    graph.first.push_back(static_cast<std::uint32_t>(graph.arcs.size()));
    for (const std::uint32_t to : out[node]) {
      SearchGraph::Arc& arc = graph.arcs.emplace_back();
      arc.to = to;
      arc.cost = 1;
      arc.connects = true;
    }
    graph.cells.push_back({CellId(node)});
  }
  graph.first.push_back(static_cast<std::uint32_t>(graph.arcs.size()));
  std::vector<std::uint32_t> next(graph.first.begin(), graph.first.end() - 1);
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    for (std::uint32_t at = graph.first[node]; at < graph.first[node + 1]; ++at) graph.arcs[at].back = next[graph.arcs[at].to]++;
  }
  return graph;
}

Edges row_of(std::size_t nodes) {
  Edges edges;
  for (std::uint32_t node = 1; node < nodes; ++node) edges.emplace_back(node - 1, node);
  return edges;
}

/// The sizes of the repaired parts, in the order of their first nodes.
std::vector<std::int64_t> repaired(const std::vector<std::int64_t>& households, const std::vector<std::uint32_t>& labels,
                                   const SizeRange& range) {
  const SearchGraph graph = graph_of(households, row_of(households.size()), range);
  SearchRun run{.region = 0, .attempt = 0, .parts = 1 + *std::max_element(labels.begin(), labels.end()), .proposals = 0};
  Best best;
  best.labels = labels;
  best.excess = Draft(graph, range, run.parts, labels).excess();
  run.parts = repair(graph, range, run, core::Seed(1), best);
  std::vector<std::int64_t> sizes(run.parts, 0);
  std::vector<std::uint32_t> order;
  for (std::uint32_t node = 0; node < households.size(); ++node) {
    sizes[best.labels[node]] += households[node];
    if (std::find(order.begin(), order.end(), best.labels[node]) == order.end()) order.push_back(best.labels[node]);
  }
  EXPECT_EQ(best.excess, Draft(graph, range, run.parts, best.labels).excess());
  std::vector<std::int64_t> found;
  for (const std::uint32_t part : order) found.push_back(sizes[part]);
  return found;
}

using Sizes = std::vector<std::int64_t>;

TEST(Repair, SplitsAPartOverTheRange) { EXPECT_EQ(repaired({5, 5, 5, 5, 5}, {0, 1, 1, 1, 2}, {4, 6}), (Sizes{5, 5, 5, 5, 5})); }

TEST(Repair, JoinsAPartBelowTheRange) { EXPECT_EQ(repaired({4, 2, 5, 5}, {0, 1, 2, 3}, {4, 6}), (Sizes{6, 5, 5})); }

TEST(Repair, JoinsWhatHasNoOtherNeighbourToACellOverTheMaximum) {
  EXPECT_EQ(repaired({3, 50, 5, 5}, {0, 1, 2, 3}, {4, 6}), (Sizes{53, 5, 5}));
}

TEST(Repair, PassesHouseholdsAlongAChainOfParts) {
  EXPECT_EQ(repaired(Sizes(16, 1), {0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3}, {4, 5}), (Sizes{4, 4, 4, 4}));
}

TEST(Repair, KeepsWhatCannotBeMended) {
  EXPECT_EQ(repaired({9, 2, 9}, {0, 1, 2}, {4, 10}), (Sizes{9, 2, 9})) << "2 fits neither side";
  EXPECT_EQ(repaired({5, 5}, {0, 1}, {4, 6}), (Sizes{5, 5})) << "nothing to mend";
}

/// Least excess, then least cost over all subsets of cut edges of a tree, from the definition.
std::pair<std::int64_t, double> best_cut(const std::vector<std::int64_t>& households, const Edges& edges, const SizeRange& range,
                                         double ideal) {
  const std::size_t size = households.size();
  std::pair<std::int64_t, double> best{std::numeric_limits<std::int64_t>::max(), 0};
  for (std::uint32_t cut = 0; cut < (1U << edges.size()); ++cut) {
    std::vector<std::uint32_t> part(size);
    std::iota(part.begin(), part.end(), 0U);
    for (std::size_t turn = 0; turn < size; ++turn) {
      for (std::size_t edge = 0; edge < edges.size(); ++edge) {
        if ((cut >> edge & 1U) != 0) continue;
        part[edges[edge].first] = part[edges[edge].second] = std::min(part[edges[edge].first], part[edges[edge].second]);
      }
    }
    std::vector<std::int64_t> small(size, 0);
    std::vector<std::int64_t> giants(size, 0);
    for (std::size_t node = 0; node < size; ++node) {
      if (households[node] > range.most) {
        ++giants[part[node]];
      } else {
        small[part[node]] += households[node];
      }
    }
    std::pair<std::int64_t, double> sum{0, 0};
    bool allowed = true;
    for (std::uint32_t at = 0; at < size; ++at) {
      if (part[at] != at) continue;
      if (giants[at] > 0) {
        sum.second += 4 * static_cast<double>(small[at] + (giants[at] - 1) * range.most) / ideal;
      } else {
        allowed = allowed && small[at] <= range.most;
        const double off = static_cast<double>(small[at]) / ideal - 1;
        sum.first += range.excess(small[at]);
        sum.second += off * off;
      }
    }
    if (allowed) best = std::min(best, sum);
  }
  return best;
}

TEST(CutTree, IsTheBestOfAllCutsOfSmallTrees) {
  int without_excess = 0;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "tree", 0);
    const SizeRange range{5, 11};
    std::vector<std::int64_t> households;
    Edges edges;
    std::vector<std::uint32_t> members;
    for (std::uint32_t node = 0; node < 10; ++node) {
      if (node > 0) edges.emplace_back(luck.below(node), node);
      households.push_back(luck.below(8) == 0 ? 40 : luck.below(8));
      members.push_back(node);
    }
    const SearchGraph graph = graph_of(households, edges, range);
    SpanningTree tree(graph);
    tree.grow(members, {}, luck);
    const TreeParts parts = cut_tree(graph, tree, range, 8);
    const auto known = best_cut(households, edges, range, 8);
    EXPECT_EQ(parts.excess, known.first) << "seed " << seed;
    EXPECT_NEAR(parts.cost, known.second, 1e-6) << "seed " << seed;
    without_excess += parts.excess == 0 ? 1 : 0;
    std::vector<std::uint32_t> labels(10);
    for (std::size_t at = 0; at < 10; ++at) labels[tree.order()[at]] = parts.labels[at];
    EXPECT_EQ(Draft(graph, range, parts.count, labels).excess(), parts.excess) << "the labels are those of the cost";
    EXPECT_EQ(
        std::count_if(edges.begin(), edges.end(), [&](const auto& edge) { return labels[edge.first] != labels[edge.second]; }),
        parts.count - 1)
        << "every part is connected";
  }
  EXPECT_GT(without_excess, 30);
  EXPECT_LT(without_excess, 150);
}

/// Sizes up to more than 20,000 are rounded; the excess is counted by the true ones.
TEST(CutTree, FindsPartsInRangeWhereSizesAreLarge) {
  int in_range = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "large", 0);
    const SizeRange range{50'000, 110'000};
    std::vector<std::int64_t> sizes;
    Edges edges;
    std::vector<std::uint32_t> members;
    for (std::uint32_t node = 0; node < 30; ++node) {
      if (node > 0) edges.emplace_back(luck.below(node), node);
      sizes.push_back(5'000 + luck.below(10'000));
      members.push_back(node);
    }
    const SearchGraph graph = graph_of(sizes, edges, range);
    SpanningTree tree(graph);
    tree.grow(members, {}, luck);
    const TreeParts parts = cut_tree(graph, tree, range, 80'000);
    std::vector<std::uint32_t> labels(30);
    for (std::size_t at = 0; at < 30; ++at) labels[tree.order()[at]] = parts.labels[at];
    EXPECT_EQ(Draft(graph, range, parts.count, labels).excess(), parts.excess) << "seed " << seed;
    in_range += parts.excess == 0 ? 1 : 0;
  }
  EXPECT_GT(in_range, 10);
}

}  // namespace
}  // namespace wangge::planning
