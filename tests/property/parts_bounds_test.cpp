#include "engine/planning/exact/cut_bound.h"
#include "engine/planning/exact/deviation_bound.h"
#include "engine/planning/exact/spreading_bound.h"
#include "tests/support/brute_parts.h"
#include "tests/support/random_graphs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>

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

}  // namespace
}  // namespace wangge::planning
