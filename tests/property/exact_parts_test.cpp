#include "engine/core/error.h"
#include "engine/planning/exact/count_plans.h"
#include "engine/planning/exact/heavy_groups.h"
#include "engine/planning/exact/prove_cut.h"
#include "engine/planning/exact/tight_parts.h"
#include "tests/support/brute_parts.h"
#include "tests/support/random_graphs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

/// Exact methods against a look at every partition of small graphs, and on graphs like counties that nothing was tuned for.
namespace wangge::planning {
namespace {

struct Case {
  WeightedGraph graph;
  PartRange range;
};

Case small_case(std::uint64_t seed) {
  WeightedGraph graph = testing::random_graph(seed, 4 + static_cast<std::uint32_t>(seed % 6), seed % 2 == 1);
  const auto parts = 1 + static_cast<std::uint32_t>(seed % 4);
  const std::int64_t mean = total_weight(graph) / parts;
  const auto slack = static_cast<std::int64_t>(seed % 7);
  return {std::move(graph), {parts, std::max<std::int64_t>(0, mean - slack), mean + 1 + slack}};
}

/// As brute force found: the least cut, or that there is no plan.
void expect_proven(const WeightedGraph& graph, const PartRange& range, const CutProof& proof,
                   const std::optional<std::int64_t>& least) {
  EXPECT_EQ(proof.status, least ? ProofStatus::proven : ProofStatus::infeasible);
  if (!least || proof.plan.empty()) return;
  EXPECT_EQ(proof.cut, *least);
  EXPECT_EQ(proof.lower_bound, *least);
  EXPECT_TRUE(is_plan(graph, proof.plan, range));
  EXPECT_EQ(cut_of(graph, proof.plan), proof.cut);
}

class EverySmallGraph : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(EverySmallGraph, IsCountedAndProvenAsByLookingAtEveryPartition) {
  const auto [graph, range] = small_case(GetParam());
  const testing::BruteParts all = testing::brute_parts(graph, range);
  EXPECT_EQ(count_plans(graph, range), (PlanCount{0, all.plans}));
  const CutProof proof = prove_cut(graph, range);
  expect_proven(graph, range, proof, all.least_cut);
}

/// Sizes with a range of their own beside the weights.
TEST_P(EverySmallGraph, IsCountedAndProvenInTwoMeasures) {
  auto [graph, range] = small_case(GetParam());
  core::Stream luck(core::Seed(GetParam()), 2, "sizes", 0);
  for (std::size_t node = 0; node < graph.size(); ++node)
    graph.node_sizes.push_back(GetParam() % 3 == 0 ? luck.below(12) : graph.node_weights[node] + luck.below(4));
  const std::int64_t mean = total_size(graph) / range.parts;
  const auto slack = static_cast<std::int64_t>(GetParam() % 5);
  range.min_size = std::max<std::int64_t>(0, mean - slack);
  range.max_size = mean + 1 + slack;
  if (GetParam() % 4 == 0) range.min = 0, range.max = total_weight(graph);
  const testing::BruteParts all = testing::brute_parts(graph, range);
  EXPECT_EQ(count_plans(graph, range), (PlanCount{0, all.plans}));
  EXPECT_FALSE(heavy_groups(graph, range).none && all.plans > 0);
  const CutProof proof = prove_cut(graph, range);
  expect_proven(graph, range, proof, all.least_cut);
}

/// Every plan has one of the tight parts, and a plan of each piece of the rest: counts multiply, least cuts add up.
TEST_P(EverySmallGraph, IsCountedThroughTheWaysOfATightPart) {
  auto [graph, range] = small_case(GetParam());
  if (GetParam() % 2 == 0) graph.node_weights[graph.size() / 2] = range.max - static_cast<std::int64_t>(GetParam() % 4);
  const testing::BruteParts all = testing::brute_parts(graph, range);
  const auto ways = tight_parts(graph, range, {.ways = 1'000});
  ASSERT_TRUE(ways.has_value());
  std::uint64_t plans = 0;
  std::optional<std::int64_t> least;
  for (const TightPart& way : *ways) {
    std::uint64_t product = 1;
    std::vector<std::uint32_t> side(graph.size(), 0);
    std::int64_t cut = 0;
    for (std::size_t i = 0; i < way.rest.size(); ++i) {
      for (const WeightedGraph::Node node : way.rest[i].nodes) side[node] = static_cast<std::uint32_t>(i + 1);
      PartRange own = range;
      own.parts = way.rest[i].parts;
      const testing::BruteParts rest = testing::brute_parts(graph_of(graph, way.rest[i].nodes), own);
      product *= rest.plans;
      cut += rest.least_cut.value_or(0);
    }
    plans += product;
    cut += cut_of(graph, side);
    if (product > 0) least = std::min(least.value_or(cut), cut);
  }
  EXPECT_EQ(plans, all.plans);
  EXPECT_EQ(least, all.least_cut);
}

INSTANTIATE_TEST_SUITE_P(Seeds, EverySmallGraph, ::testing::Range<std::uint64_t>(0, 200));

TEST(TwoMeasures, RefuseAnIncumbentOutOfTheRangeOfSizes) {
  WeightedGraph graph = make_weighted_graph({1, 1, 1, 1}, std::vector<WeightedEdge>{{0, 1}, {1, 2}, {2, 3}});
  graph.node_sizes = {5, 1, 1, 1};
  const PartRange range{.parts = 2, .min = 0, .max = 4, .min_size = 2, .max_size = 6};
  EXPECT_THROW((void)prove_cut(graph, range, std::vector<std::uint32_t>{0, 0, 0, 1}), core::Error);
  EXPECT_EQ(prove_cut(graph, range, std::vector<std::uint32_t>{0, 0, 1, 1}).status, ProofStatus::proven);
}

TEST(TwoMeasures, AskForSizesWhereTheyAreLimited) {
  const WeightedGraph graph = testing::random_graph(1, 5, false);
  EXPECT_THROW((void)prove_cut(graph, {.parts = 2, .min = 0, .max = 100, .min_size = 1, .max_size = 9}), core::Error);
}

struct Counties {
  std::uint64_t seed;
  std::uint32_t nodes;
  std::uint32_t parts;
};

class RandomCounties : public ::testing::TestWithParam<Counties> {};

TEST_P(RandomCounties, AreProven) {
  const auto [seed, nodes, parts] = GetParam();
  const WeightedGraph graph = testing::county_graph(seed, nodes);
  const std::int64_t mean = total_weight(graph) / parts;
  const PartRange range{parts, mean - mean / 200, mean + mean / 200};
  const CutProof proof = prove_cut(graph, range);
  ASSERT_EQ(proof.status, ProofStatus::proven);
  EXPECT_EQ(proof.lower_bound, proof.cut);
  EXPECT_TRUE(is_plan(graph, proof.plan, range.parts, range.min, range.max));
  EXPECT_EQ(cut_of(graph, proof.plan), proof.cut);
  // Told the optimum, it keeps it; the plan and the work repeat.
  const CutProof again = prove_cut(graph, range, proof.plan);
  EXPECT_EQ(again.status, ProofStatus::proven);
  EXPECT_EQ(again.plan, proof.plan);
  EXPECT_EQ(prove_cut(graph, range).work, proof.work);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomCounties,
                         ::testing::Values(Counties{1, 20, 2}, Counties{2, 30, 3}, Counties{3, 40, 2}, Counties{4, 50, 4},
                                           Counties{5, 60, 3}, Counties{6, 70, 4}, Counties{7, 80, 2}, Counties{17, 82, 5},
                                           Counties{9, 90, 3}, Counties{10, 100, 4}));

}  // namespace
}  // namespace wangge::planning
