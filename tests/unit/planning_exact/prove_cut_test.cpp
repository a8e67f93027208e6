#include "engine/planning/exact/prove_cut.h"

#include "engine/core/error.h"
#include "engine/planning/exact/graph_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace wangge::planning {
namespace {

/// Of Validi and Buchanan 2022, "Political districting to minimize cut edges".
struct County {
  const char* name;
  PartRange range;
  std::int64_t least_cut;
};

const std::vector<County> counties = {{"ME", {2, 660860, 667501}, 16}, {"NM", {3, 682962, 689824}, 17},
                                      {"ID", {2, 779873, 787709}, 10}, {"LA", {6, 751785, 759339}, 49},
                                      {"OK", {5, 746519, 754021}, 40}, {"NE", {3, 605737, 611824}, 19},
                                      {"IA", {4, 757781, 765396}, 33}, {"KS", {4, 709714, 716845}, 32}};

void expect_proven(const WeightedGraph& graph, const PartRange& range, const CutProof& proof, std::int64_t cut) {
  EXPECT_EQ(proof.status, ProofStatus::proven);
  EXPECT_EQ(proof.cut, cut);
  EXPECT_EQ(proof.lower_bound, cut);
  EXPECT_TRUE(is_plan(graph, proof.plan, range.parts, range.min, range.max));
  EXPECT_EQ(cut_of(graph, proof.plan), cut);
}

TEST(ProveCut, CutsAGridAcrossItsShortSide) {
  const WeightedGraph grid = grid_graph(3, 8);
  const PartRange range{.parts = 2, .min = 12, .max = 12};
  expect_proven(grid, range, prove_cut(grid, range), 3);
}

TEST(ProveCut, WeighsEdges) {
  // 0-1
  // | |  the edge 0-1 is dear, so the square is cut between the rows
  // 2-3
  const WeightedGraph square =
      make_weighted_graph({1, 1, 1, 1}, std::vector<WeightedEdge>{{0, 1, 1'000'000}, {0, 2, 30}, {1, 3, 50}, {2, 3, 900}});
  const PartRange range{.parts = 2, .min = 2, .max = 2};
  expect_proven(square, range, prove_cut(square, range), 80);
}

TEST(ProveCut, ProvesThatThereIsNoPlan) {
  // A star: every part but one is a leaf.
  const WeightedGraph star = make_weighted_graph({1, 1, 1, 1, 1}, std::vector<WeightedEdge>{{0, 1}, {0, 2}, {0, 3}, {0, 4}});
  EXPECT_EQ(prove_cut(star, {.parts = 2, .min = 2, .max = 3}).status, ProofStatus::infeasible);
  EXPECT_EQ(prove_cut(star, {.parts = 6, .min = 0, .max = 5}).status, ProofStatus::infeasible);
  EXPECT_EQ(prove_cut(grid_graph(2, 2), {.parts = 2, .min = 0, .max = 0}).status, ProofStatus::infeasible) << "too heavy";
}

TEST(ProveCut, KeepsAnIncumbentThatIsOptimalAndBeatsOneThatIsNot) {
  const WeightedGraph grid = grid_graph(2, 4);
  const PartRange range{.parts = 2, .min = 4, .max = 4};
  const std::vector<std::uint32_t> rows{0, 0, 0, 0, 1, 1, 1, 1};
  const std::vector<std::uint32_t> columns{1, 1, 0, 0, 1, 1, 0, 0};
  expect_proven(grid, range, prove_cut(grid, range, rows), 2);
  const CutProof kept = prove_cut(grid, range, columns);
  expect_proven(grid, range, kept, 2);
  EXPECT_EQ(kept.plan, (std::vector<std::uint32_t>{0, 0, 1, 1, 0, 0, 1, 1})) << "named by first node";
  EXPECT_THROW(static_cast<void>(prove_cut(grid, range, std::vector<std::uint32_t>{0, 1, 0, 1, 0, 1, 0, 1})), core::Error);
}

TEST(ProveCut, SaysWhenALimitStopsItAndKeepsAValidBound) {
  const WeightedGraph grid = grid_graph(7, 7);
  const CutProof proof = prove_cut(grid, {.parts = 7, .min = 7, .max = 7}, {}, {.states = 3000});
  EXPECT_EQ(proof.status, ProofStatus::limit);
  EXPECT_GE(proof.work, 3000U);
  EXPECT_TRUE(proof.plan.empty());
  EXPECT_GT(proof.lower_bound, 10);
  EXPECT_LE(proof.lower_bound, prove_cut(grid, {.parts = 7, .min = 7, .max = 7}).cut);
  const CutProof wide = prove_cut(grid_graph(30, 30), {.parts = 9, .min = 100, .max = 100});
  EXPECT_EQ(wide.status, ProofStatus::limit);
  EXPECT_EQ(wide.work, 0U);
}

class ProveCounties : public ::testing::TestWithParam<County> {};

TEST_P(ProveCounties, FindsThePublishedOptimumFromNothing) {
  const County& county = GetParam();
  const std::filesystem::path file =
      std::filesystem::path(WANGGE_VALIDATION) / "cut_edges" / (std::string(county.name) + "_county.graph");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << file;
  const WeightedGraph graph = read_graph_file(file);
  const CutProof proof = prove_cut(graph, county.range);
  expect_proven(graph, county.range, proof, county.least_cut);
  RecordProperty("states", static_cast<int>(proof.work));
}

INSTANTIATE_TEST_SUITE_P(CensusOf2010, ProveCounties, ::testing::ValuesIn(counties),
                         [](const auto& county) { return county.param.name; });

}  // namespace
}  // namespace wangge::planning
