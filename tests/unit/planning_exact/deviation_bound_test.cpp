#include "engine/planning/exact/deviation_bound.h"

#include "engine/planning/exact/cut_bound.h"
#include "engine/planning/exact/pockets.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <vector>

namespace wangge::planning {
namespace {

using Edges = std::vector<WeightedEdge>;

TEST(DeviationBound, SeesWhatCannotBeDividedEvenly) {
  EXPECT_EQ(deviation_bound(grid_graph(2, 2), 2), 0);
  EXPECT_EQ(deviation_bound(grid_graph(1, 5), 2), 1) << "2 and 3 around 2.5";
  // Weights of 10: 20 and 30 around 25.
  EXPECT_EQ(deviation_bound(make_weighted_graph({10, 10, 10, 10, 10}, Edges{{0, 1}, {1, 2}, {2, 3}, {3, 4}}), 2), 10);
  // No set of 7, 7, 1, 1 weighs 8 but 7 + 1.
  EXPECT_EQ(deviation_bound(make_weighted_graph({7, 7, 1, 1}, Edges{{0, 1}, {1, 2}, {2, 3}, {0, 3}}), 2), 0);
  // Sums of 6, 6, 6, 4 around 11: 10 and 12.
  EXPECT_EQ(deviation_bound(make_weighted_graph({6, 6, 6, 4}, Edges{{0, 1}, {1, 2}, {2, 3}, {0, 3}}), 2), 2);
}

TEST(DeviationBound, SeesHeavyNodes) {
  // Mean 8, one node of 20: 12 too many.
  EXPECT_EQ(deviation_bound(make_weighted_graph({20, 2, 1, 1}, Edges{{0, 1}, {1, 2}, {2, 3}}), 3), 3 * 12);
  // Four of 5 into three parts: two of them together weigh 10, the mean is 7.
  EXPECT_EQ(deviation_bound(make_weighted_graph({5, 5, 5, 5, 1}, Edges{{0, 1}, {1, 2}, {2, 3}, {3, 4}, {0, 4}}), 3), 3 * 3);
}

TEST(DeviationBound, SeesPocketsBehindOneNode) {
  // Four leaves of 3 around a node of 0: a part of one leaf and one of three, around 6.
  const WeightedGraph star = make_weighted_graph({0, 3, 3, 3, 3}, Edges{{0, 1}, {0, 2}, {0, 3}, {0, 4}});
  EXPECT_EQ(deviation_bound(star, 2), 2 * 3);
  // Two lands of 4 and 8: into two parts they are as they are.
  EXPECT_EQ(deviation_bound(make_weighted_graph({2, 2, 4, 4}, Edges{{0, 1}, {2, 3}}), 2), 2 * 2);
}

TEST(Pockets, AreThePiecesAroundEachNode) {
  // 0 - 1 - 2   5 - 6
  //     |   |
  //     3 - 4
  const PocketMap map =
      pocket_map(make_weighted_graph({1, 2, 4, 8, 16, 32, 64}, Edges{{0, 1}, {1, 2}, {1, 3}, {2, 4}, {3, 4}, {5, 6}}));
  EXPECT_EQ(map.lands, (std::vector<std::int64_t>{31, 96}));
  EXPECT_EQ(map.around[0].weights, (std::vector<std::int64_t>{30}));
  EXPECT_EQ(map.around[1].weights, (std::vector<std::int64_t>{28, 1}));
  EXPECT_EQ(map.around[4].weights, (std::vector<std::int64_t>{15}));
  EXPECT_EQ(map.around[6].weights, (std::vector<std::int64_t>{32}));
  EXPECT_EQ(map.around[6].land, 1U);
}

TEST(CutBound, IsHighOnGridsOfAnySize) {
  // 50 x 50 into 25: 400 edges at best.
  EXPECT_EQ(cut_bound(grid_graph(50, 50), {.parts = 25, .min = 100, .max = 100}).cut, 400);
  const std::int64_t loose = cut_bound(grid_graph(50, 50), {.parts = 25, .min = 90, .max = 110}).cut;
  EXPECT_GE(loose, 300);
  EXPECT_LE(loose, 400);
}

TEST(CutBound, EndsAtTheDeadlineWithWhatItHas) {
  const PartRange range{.parts = 25, .min = 100, .max = 100};
  const auto past = std::chrono::steady_clock::now() - std::chrono::seconds(1);
  EXPECT_EQ(cut_bound(grid_graph(50, 50), range, {.deadline = past}).cut, 0);
  const auto later = std::chrono::steady_clock::now() + std::chrono::hours(1);
  EXPECT_EQ(cut_bound(grid_graph(50, 50), range, {.deadline = later}).cut, cut_bound(grid_graph(50, 50), range).cut);
}

/// Nothing but single leaves can be cut off a star: what stays at its middle is heavy, whatever room the two large leaves have
/// left.
///   1 in the middle of 10, 10 and seven times 3, in three parts: 10, 10 and 22, the mean is 14; sums of nodes could be 14.
TEST(DeviationBound, GivesTheRoomOfOnePocketToNoOther) {
  std::vector<WeightedEdge> edges;
  for (WeightedGraph::Node leaf = 1; leaf < 10; ++leaf) edges.push_back({0, leaf});
  EXPECT_EQ(deviation_bound(make_weighted_graph({1, 10, 10, 3, 3, 3, 3, 3, 3, 3}, edges), 3), 3 * 8);
}

}  // namespace
}  // namespace wangge::planning
