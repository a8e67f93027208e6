#include "engine/planning/exact/cut_bound.h"
#include "engine/planning/exact/deviation_bound.h"
#include "engine/planning/exact/heavy_groups.h"
#include "engine/planning/exact/spreading_bound.h"
#include "tests/support/brute_parts.h"
#include "tests/support/random_graphs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

/// Bounds never exceed what the best of all partitions reaches, and are not idle.
namespace wangge::planning {
namespace {

/// Mean of a bound's share of the optimum, over cases where that is not 0.
struct Ratio {
  double sum = 0;
  int cases = 0;

  void add(std::int64_t bound, std::int64_t optimum) {
    if (optimum == 0) return;
    sum += static_cast<double>(bound) / static_cast<double>(optimum);
    ++cases;
  }
  [[nodiscard]] double mean() const { return sum / cases; }
};

WeightedGraph graph_of(std::uint64_t seed) {
  return testing::random_graph(seed, 4 + static_cast<std::uint32_t>(seed % 6), seed % 2 == 1);
}

TEST(CutBound, NeverExceedsTheLeastCut) {
  Ratio whole;
  Ratio spreading;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const WeightedGraph graph = graph_of(seed);
    const auto parts = 1 + static_cast<std::uint32_t>(seed % 4);
    const std::int64_t mean = total_weight(graph) / parts;
    const auto slack = static_cast<std::int64_t>(seed % 7);
    const PartRange range{parts, std::max<std::int64_t>(0, mean - slack), mean + 1 + slack};
    const testing::BruteParts all = testing::brute_parts(graph, range);
    if (!all.least_cut) continue;
    const std::int64_t bound = cut_bound(graph, range).cut;
    const std::int64_t flows = spreading_bound(graph, range.max);
    EXPECT_LE(bound, *all.least_cut) << "seed " << seed;
    EXPECT_LE(flows, *all.least_cut) << "seed " << seed;
    whole.add(bound, *all.least_cut);
    for (const std::uint64_t visits : {0, 30, 300})
      EXPECT_LE(spreading_bound(graph, range.max, {.rounds = 20, .visits = visits}), *all.least_cut) << "seed " << seed;
    spreading.add(flows, *all.least_cut);
  }
  RecordProperty("mean_ratio", std::to_string(whole.mean()));
  RecordProperty("mean_ratio_of_flows", std::to_string(spreading.mean()));
  EXPECT_GT(whole.cases, 100);
  EXPECT_GT(whole.mean(), 0.9);
  EXPECT_GT(spreading.mean(), 0.7);
}

TEST(DeviationBound, NeverExceedsTheLeastLargestDeviation) {
  Ratio ratio;
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    const WeightedGraph graph = graph_of(seed);
    const auto parts = 1 + static_cast<std::uint32_t>(seed % 4);
    const testing::BruteParts all = testing::brute_parts(graph, {parts, 0, total_weight(graph)});
    ASSERT_TRUE(all.least_deviation) << "seed " << seed;
    const std::int64_t bound = deviation_bound(graph, parts);
    EXPECT_LE(bound, *all.least_deviation) << "seed " << seed;
    ratio.add(bound, *all.least_deviation);
  }
  RecordProperty("mean_ratio", std::to_string(ratio.mean()));
  EXPECT_GT(ratio.cases, 300);
  EXPECT_GT(ratio.mean(), 0.7);
}

/// Of every kind of effort: many heavy nodes or few, gates or none.
const std::vector<GroupEffort> group_efforts{{},
                                             {.sets = 2},
                                             {.sets = 8, .gates = 1},
                                             {.sets = 64, .gates = 3},
                                             {.sets = 4'000, .gates = 6},
                                             {.sets = 4'000, .steps = 10}};

TEST(GroupBound, NeverExceedsTheLeastLargestDeviationInRange) {
  Ratio ratio;
  int impossible = 0;
  for (std::uint64_t seed = 0; seed < 900; ++seed) {
    const WeightedGraph graph = graph_of(seed);
    const auto parts = 1 + static_cast<std::uint32_t>(seed % 4);
    if (graph.size() < parts || total_weight(graph) == 0) continue;
    const std::int64_t mean = total_weight(graph) / parts;
    const auto slack = static_cast<std::int64_t>(1 + seed % 9);
    const PartRange range{parts, std::max<std::int64_t>(0, mean - slack), mean + slack};
    const testing::BruteParts all = testing::brute_parts(graph, range);
    for (const GroupEffort& effort : group_efforts) {
      const std::optional<std::int64_t> bound = group_bound(graph, range, 0, effort);
      EXPECT_TRUE(bound || all.plans == 0) << "seed " << seed << ", " << effort.sets << " sets";
      if (bound && all.least_deviation) {
        EXPECT_LE(*bound, *all.least_deviation) << "seed " << seed << ", " << effort.sets << " sets";
      }
      if (&effort == &group_efforts[4]) {
        impossible += !bound ? 1 : 0;
        if (bound && all.least_deviation) ratio.add(*bound, *all.least_deviation);
      }
    }
  }
  RecordProperty("mean_ratio", std::to_string(ratio.mean()));
  EXPECT_GT(ratio.cases, 100);
  EXPECT_GT(ratio.mean(), 0.9);
  EXPECT_GT(impossible, 50);
}

/// Villages of small nodes beside a few large ones, as in a town with compounds kept whole: what the bound is made for.
WeightedGraph village(std::uint64_t seed) {
  core::Stream luck(core::Seed(seed), 0, "village", 0);
  std::vector<std::int64_t> weights;
  std::vector<WeightedEdge> edges;
  const std::uint32_t large = 3 + luck.below(2);
  for (std::uint32_t node = 0; node < 9; ++node) {
    weights.push_back(node < large ? 20 + luck.below(40) : luck.below(6));
    const std::uint32_t above = node == 0 ? 0 : luck.below(node);
    for (std::uint32_t other = 0; other < node; ++other) {
      if (other == above || luck.below(6) == 0) edges.push_back({other, node, 1});
    }
  }
  return make_weighted_graph(std::move(weights), edges);
}

TEST(GroupBound, IsNearWhereAFewNodesAreLarge) {
  Ratio ratio;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const WeightedGraph graph = village(seed);
    const auto parts = 2 + static_cast<std::uint32_t>(seed % 2);
    const testing::BruteParts all = testing::brute_parts(graph, {parts, 0, total_weight(graph)});
    ASSERT_TRUE(all.least_deviation);
    const auto bound = group_bound(graph, {parts, 0, total_weight(graph)}, 0, {.sets = 4'000, .gates = 3});
    ASSERT_TRUE(bound) << "seed " << seed;
    EXPECT_LE(*bound, *all.least_deviation) << "seed " << seed;
    ratio.add(*bound, *all.least_deviation);
  }
  RecordProperty("mean_ratio", std::to_string(ratio.mean()));
  EXPECT_GT(ratio.mean(), 0.85);
}

TEST(HeavyGroups, SpareTheWayOfACompoundThroughOneNode) {
  // Two large nodes reach the many small ones through the node of no weight alone.
  //   50 - 0 - 10 - 10 - 10 - 10
  //        |
  //       50
  const WeightedGraph graph =
      make_weighted_graph({50, 50, 0, 10, 10, 10, 10}, std::vector<WeightedEdge>{{0, 2}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 6}});
  const PartRange range{.parts = 2, .min = 60, .max = 80};
  EXPECT_FALSE(heavy_groups(graph, range, {.sets = 4}).none) << "small nodes serve both";
  EXPECT_TRUE(heavy_groups(graph, range, {.sets = 8, .gates = 1}).none);
}

TEST(HeavyGroups, NameTheNodesThatShareAPart) {
  //   7 - 3 - 4 - 6
  const WeightedGraph graph = make_weighted_graph({7, 3, 4, 6}, std::vector<WeightedEdge>{{0, 1}, {1, 2}, {2, 3}});
  const Groupings ways = heavy_groups(graph, {.parts = 2, .min = 10, .max = 10}, {.groupings = 10});
  ASSERT_EQ(ways.found.size(), 1U);
  EXPECT_EQ(ways.found.front(), (Grouping{{0, 1}, {3, 2}}));
}

}  // namespace
}  // namespace wangge::planning
