#include "engine/planning/balance/even_parts.h"
#include "engine/planning/balance/grouped_nodes.h"
#include "engine/planning/joined_nodes.h"

#include "engine/planning/balance/even_moves.h"
#include "engine/planning/balance/tree_balance.h"
#include "engine/planning/repair.h"
#include "tests/support/brute_parts.h"
#include "tests/support/random_graphs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

/// Even partitions of small random graphs, held against looking at every partition.
namespace wangge::planning {
namespace {

/// Each node a cell of its own; work is what its size counts.
SearchGraph search_graph(const WeightedGraph& plain) {
  SearchGraph graph;
  graph.first.push_back(0);
  for (WeightedGraph::Node node = 0; node < plain.size(); ++node) {
    const std::int64_t size = plain.node_weights[node];
    const auto count = static_cast<double>(size);
    graph.nodes.push_back({.size = size, .households = count, .work = count, .place = {}});
    graph.cells.push_back({CellId(node)});
    graph.total += size;
    for (const WeightedGraph::Node to : plain.around(node)) {
      const auto row = plain.around(to);
      const auto back = static_cast<std::uint32_t>(std::lower_bound(row.begin(), row.end(), node) - row.begin());
      graph.arcs.push_back({.to = to, .back = plain.first[to] + back, .cost = 1, .connects = true});
    }
    graph.first.push_back(static_cast<std::uint32_t>(graph.arcs.size()));
  }
  return graph;
}

double deviation_of(const SearchGraph& graph, const std::vector<std::uint32_t>& labels, std::uint32_t parts) {
  std::vector<double> work(parts, 0);
  double mean = 0;
  for (SearchGraph::Node node = 0; node < graph.size(); ++node) {
    work[labels[node]] += graph.nodes[node].work;
    mean += graph.nodes[node].work / parts;
  }
  double most = 0;
  for (const double own : work) most = std::max(most, std::abs(own / mean - 1));
  return most;
}

TEST(EvenParts, AreInRangeAndNoneIsMoreEvenThanTheBound) {
  int found = 0;
  int optimal = 0;
  int impossible = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const WeightedGraph plain = testing::random_graph(seed, 5 + static_cast<std::uint32_t>(seed % 4), false);
    const auto parts = 2 + static_cast<std::uint32_t>(seed % 3);
    const std::int64_t mean = total_weight(plain) / parts;
    const SizeRange range{std::max<std::int64_t>(1, mean - 1 - static_cast<std::int64_t>(seed % 5)),
                          mean + 1 + static_cast<std::int64_t>(seed % 5)};
    const testing::BruteParts all = testing::brute_parts(plain, {parts, range.least, range.most});
    const SearchGraph graph = search_graph(plain);
    core::Stream luck(core::Seed(seed), 0, "test", 0);
    const EvenParts even = even_parts(graph, range, parts, {}, luck);
    EXPECT_FALSE(even.impossible && all.plans > 0) << "seed " << seed;
    impossible += even.impossible ? 1 : 0;
    if (!even.labels.empty()) {
      EXPECT_TRUE(is_plan(plain, even.labels, parts, range.least, range.most)) << "seed " << seed;
      EXPECT_DOUBLE_EQ(even.deviation, deviation_of(graph, even.labels, parts)) << "seed " << seed;
    }
    EXPECT_EQ(even.labels.empty(), all.plans == 0) << "seed " << seed;
    if (!all.least_deviation) continue;
    const double least = static_cast<double>(*all.least_deviation) / static_cast<double>(total_weight(plain));
    ++found;
    optimal += even.deviation <= std::max(0.02, least) + 1e-9 ? 1 : 0;
    EXPECT_GE(even.deviation, least - 1e-9) << "seed " << seed;
    EXPECT_LE(even.bound, least + 1e-9) << "seed " << seed;
    EXPECT_TRUE(even.deviation <= fair_deviation || even.deviation - even.bound <= 0.011)
        << "seed " << seed << ": an exception of " << even.deviation << " without a near bound: " << even.bound;
  }
  EXPECT_GT(found, 100);
  EXPECT_GT(impossible, 50);
  EXPECT_GT(optimal, found * 9 / 10);
}

TEST(EvenParts, OfSmallGraphsAreProvenToDeviateLeast) {
  int found = 0;
  int uneven = 0;
  for (std::uint64_t seed = 1000; seed < 1200; ++seed) {
    const WeightedGraph plain = testing::random_graph(seed, 6 + static_cast<std::uint32_t>(seed % 5), false);
    const auto parts = 2 + static_cast<std::uint32_t>(seed % 3);
    const std::int64_t mean = total_weight(plain) / parts;
    const SizeRange range{mean / 2, 2 * mean};
    const testing::BruteParts all = testing::brute_parts(plain, {parts, range.least, range.most});
    if (!all.least_deviation) continue;
    const double least = static_cast<double>(*all.least_deviation) / static_cast<double>(total_weight(plain));
    core::Stream luck(core::Seed(seed), 0, "test", 0);
    const EvenParts even = even_parts(search_graph(plain), range, parts, {}, luck);
    EXPECT_NEAR(even.deviation, least, 1e-9) << "seed " << seed;
    EXPECT_NEAR(even.bound, least, 1e-9) << "seed " << seed;
    ++found;
    uneven += least > 0.02 && least < fair_deviation ? 1 : 0;
  }
  EXPECT_GT(found, 150);
  EXPECT_GT(uneven, 20) << "of those that neither a fair deviation nor an exception settles";
}

/// How work relates to sizes.
enum class WorkOf { proportion, share, own };

/// Work of each node in sevenths, whole.
std::vector<std::int64_t> sevenths(const WeightedGraph& plain, WorkOf kind, std::uint64_t seed) {
  core::Stream luck(core::Seed(seed), 1, "work", 0);
  std::vector<std::int64_t> work;
  for (const std::int64_t size : plain.node_weights) {
    const auto own = static_cast<std::int64_t>(luck.below(60));
    work.push_back(kind == WorkOf::proportion ? 9 * size : kind == WorkOf::share ? 5 * size + own / 4 : 1 + own);
  }
  return work;
}

class EvenPartsOfWork : public ::testing::TestWithParam<WorkOf> {};

TEST_P(EvenPartsOfWork, AreProvenToDeviateLeastAmongThoseInRange) {
  int found = 0;
  int narrowed = 0;
  int impossible = 0;
  for (std::uint64_t seed = 2000; seed < 2300; ++seed) {
    const WeightedGraph plain = testing::random_graph(seed, 6 + static_cast<std::uint32_t>(seed % 4), false);
    const auto parts = 2 + static_cast<std::uint32_t>(seed % 3);
    const std::int64_t mean = total_weight(plain) / parts;
    const auto off = 1 + static_cast<std::int64_t>(seed % 7);
    const SizeRange range{std::max<std::int64_t>(1, mean - off), mean + off};
    WeightedGraph counted = plain;
    counted.node_sizes = plain.node_weights;
    counted.node_weights = sevenths(plain, GetParam(), seed);
    const std::int64_t whole = total_weight(counted);
    const testing::BruteParts all = testing::brute_parts(counted, {parts, 0, whole, range.least, range.most});
    const testing::BruteParts any = testing::brute_parts(counted, {parts, 0, whole});
    SearchGraph graph = search_graph(plain);
    for (SearchGraph::Node node = 0; node < graph.size(); ++node)
      graph.nodes[node].work = static_cast<double>(counted.node_weights[node]) / 7.0;
    core::Stream luck(core::Seed(seed), 0, "test", 0);
    const EvenParts even = even_parts(graph, range, parts, {}, luck);
    EXPECT_EQ(even.impossible, all.plans == 0) << "seed " << seed;
    EXPECT_EQ(even.labels.empty(), all.plans == 0) << "seed " << seed;
    impossible += even.impossible ? 1 : 0;
    if (!all.least_deviation) continue;
    ++found;
    narrowed += *all.least_deviation > *any.least_deviation ? 1 : 0;
    const double least = static_cast<double>(*all.least_deviation) / static_cast<double>(whole);
    EXPECT_TRUE(is_plan(plain, even.labels, parts, range.least, range.most)) << "seed " << seed;
    EXPECT_NEAR(even.deviation, least, 1e-9) << "seed " << seed;
    EXPECT_LE(even.bound, least + 1e-9) << "seed " << seed;
    // Proofs leave a thousandth open.
    EXPECT_GE(even.bound, std::min(least, even.deviation) - 0.0011) << "seed " << seed;
  }
  EXPECT_GT(found, 80);
  EXPECT_GT(impossible, 40);
  if (GetParam() != WorkOf::proportion) {
    EXPECT_GT(narrowed, 10) << "where the range keeps work from being even";
  }
}

INSTANTIATE_TEST_SUITE_P(Work, EvenPartsOfWork, ::testing::Values(WorkOf::proportion, WorkOf::share, WorkOf::own));

TEST(EvenMoves, LeadToTheMostEvenPartsOfSmallGraphs) {
  int optimal = 0;
  int found = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const WeightedGraph plain = testing::random_graph(seed, 9, false);
    const testing::BruteParts all = testing::brute_parts(plain, {3, 0, total_weight(plain)});
    if (!all.least_deviation || total_weight(plain) == 0) continue;
    const SearchGraph graph = search_graph(plain);
    // A poor start: two single nodes and the rest, where that is a partition.
    std::vector<std::uint32_t> start(graph.size(), 0);
    start[8] = 1;
    start[7] = 2;
    if (!is_plan(plain, start, 3, 0, total_weight(plain))) continue;
    core::Stream luck(core::Seed(seed), 0, "test", 0);
    const SizeRange any{0, total_weight(plain)};
    const std::vector<std::uint32_t> even = even_out(graph, any, 3, start, {.enough = 0, .looks = 3'000}, luck);
    ASSERT_TRUE(is_plan(plain, even, 3, 0, total_weight(plain))) << "seed " << seed;
    const double least = static_cast<double>(*all.least_deviation) / static_cast<double>(total_weight(plain));
    EXPECT_LE(deviation_of(graph, even, 3), deviation_of(graph, start, 3)) << "seed " << seed;
    ++found;
    optimal += deviation_of(graph, even, 3) <= least + 1e-9 ? 1 : 0;
  }
  EXPECT_GT(found, 30);
  EXPECT_GT(optimal, found * 8 / 10);
}

TEST(EvenMoves, EvenOutTheOthersWhereOnePartMustBeOff) {
  // A heavy node that hangs on nothing light is far off in any case; what the other two share can be even.
  //   90 - 10 - 10 - 10 - 10 - 10 - 10
  std::vector<WeightedEdge> edges;
  for (WeightedGraph::Node node = 1; node < 7; ++node) edges.push_back({node - 1, node});
  const SearchGraph graph = search_graph(make_weighted_graph({90, 10, 10, 10, 10, 10, 10}, edges));
  core::Stream luck(core::Seed(1), 0, "test", 0);
  const std::vector<std::uint32_t> start{0, 1, 1, 1, 1, 1, 2};
  const EvenOut all{.enough = 1, .looks = 3'000, .all = true};
  const std::vector<std::uint32_t> even = even_out(graph, {0, 1000}, 3, start, all, luck);
  EXPECT_EQ(even, (std::vector<std::uint32_t>{0, 1, 1, 1, 2, 2, 2}));
}

TEST(GroupedNodes, AreLinkedByTheLightestWayThroughNodesOfNoGroup) {
  //   50 - 1 - 50     a way by the 1, another by the 9
  //    \- 9 -/
  const WeightedGraph plain = make_weighted_graph({50, 9, 1, 50}, std::vector<WeightedEdge>{{0, 1}, {0, 2}, {1, 3}, {2, 3}});
  const SearchGraph graph = search_graph(plain);
  EXPECT_EQ(join_groups(graph, {{0, 3}}, false), (std::vector<std::uint32_t>{0, 1, 0, 0}));
  EXPECT_EQ(join_groups(graph, {{0, 3}, {2}}, false), (std::vector<std::uint32_t>{0, 0, 2, 0})) << "the 1 is another group's";
  EXPECT_EQ(join_groups(graph, {{0, 3}, {1, 2}}, false), std::nullopt) << "all ways are blocked";
}

TEST(EvenParts, FindTheWayOfACompoundPastAnother) {
  // The large nodes 60 and 58 stand before a field of small ones; only by the empty chain on the outside does the 58 reach it
  // too.
  //   0 - 0 - 0 - 0
  //   |           |
  //   58 - 60 - 5 x 24
  std::vector<std::int64_t> weights{58, 60, 0, 0, 0, 0};
  std::vector<WeightedEdge> edges{{0, 1}, {0, 2}, {2, 3}, {3, 4}, {4, 5}};
  for (WeightedGraph::Node node = 6; node < 30; ++node) {
    weights.push_back(5);
    const WeightedGraph::Node column = (node - 6) % 6;
    if (column > 0) edges.push_back({node - 1, node});
    if (node >= 12) edges.push_back({node - 6, node});
    if (column == 0 && node > 6) edges.push_back({1, node});
  }
  edges.push_back({5, 6});
  const SearchGraph graph = search_graph(make_weighted_graph(weights, edges));
  core::Stream luck(core::Seed(1), 0, "test", 0);
  const EvenParts even = even_parts(graph, {50, 150}, 2, {}, luck);
  EXPECT_LE(even.deviation, 0.02);
}

TEST(TreeBalance, CutsAPathWhereItIsMostEven) {
  std::vector<WeightedEdge> edges;
  const std::vector<std::int64_t> weights{40, 10, 30, 20, 50, 25, 5, 20};
  for (WeightedGraph::Node node = 1; node < weights.size(); ++node) edges.push_back({node - 1, node});
  const WeightedGraph plain = make_weighted_graph(weights, edges);
  const SearchGraph graph = search_graph(plain);
  SpanningTree tree(graph);
  std::vector<SearchGraph::Node> members(graph.size());
  std::iota(members.begin(), members.end(), 0U);
  core::Stream luck(core::Seed(1), 0, "test", 0);
  tree.grow(members, {}, luck);
  for (std::uint32_t parts = 2; parts <= 5; ++parts) {
    TreeBalance balance(graph, {weights.begin(), weights.end()}, parts, {0, 1000});
    const auto found = balance.cut(tree, 1);
    const testing::BruteParts all = testing::brute_parts(plain, {parts, 0, total_weight(plain)});
    ASSERT_TRUE(found) << parts;
    EXPECT_TRUE(is_plan(plain, found->labels, parts, 0, 1000)) << parts;
    EXPECT_NEAR(found->deviation, static_cast<double>(*all.least_deviation) / static_cast<double>(total_weight(plain)), 0.013)
        << parts;
    if (found->deviation > 0.02) {
      EXPECT_FALSE(balance.cut(tree, found->deviation - 0.02)) << parts;
    }
  }
}

/// Cells joined into one node may weigh more than a grid may have: repair cannot mend that, and must say so and end.
TEST(Repair, EndsWhereANodeOfSeveralCellsIsOverTheMaximum) {
  const SearchGraph graph = search_graph(make_weighted_graph({13, 2, 2, 2}, std::vector<WeightedEdge>{{0, 1}, {1, 2}, {2, 3}}));
  const SizeRange range{5, 10};
  Best best{.excess = range.excess(15) + range.excess(4), .cost = 0, .labels = {0, 0, 1, 1}};
  const std::uint32_t parts = repair(graph, range, {.region = 1, .attempt = 0, .parts = 2, .proposals = 1}, core::Seed(1), best);
  EXPECT_EQ(best.excess, Draft(graph, range, parts, best.labels).excess());
  EXPECT_GE(best.excess, 3);
}

}  // namespace
}  // namespace wangge::planning
