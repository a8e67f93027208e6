#include "engine/planning/sampling/ensemble.h"

#include "tests/support/small_plans.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace wangge::planning {
namespace {

std::vector<double> cut_and_corner(const WeightedGraph& graph, std::span<const std::uint32_t> part) {
  double corner = 0;
  for (const std::uint32_t other : part) corner += other == part[0] ? 1 : 0;
  return {static_cast<double>(cut_of(graph, part)), corner, 1};
}

/// Of the reversible chain on 4 x 4: the mean cut is that of the law over all 1,953 plans.
TEST(Ensemble, HasTheMeanOfTheLaw) {
  const WeightedGraph graph = grid_graph(4, 4);
  double expected = 0;
  for (const auto& [plan, chance] : test::tree_law(graph, 4, 3, 5)) expected += chance * test::cut_edges(graph, plan);
  const auto drawn = draw_ensemble(graph, {.parts = 4, .min = 3, .max = 5, .reversible = true}, {.chains = 4, .plans = 4000},
                                   [&](std::span<const std::uint32_t> part) { return cut_and_corner(graph, part); });
  ASSERT_TRUE(drawn);
  ASSERT_EQ(drawn->figures.size(), 3U);
  const EnsembleFigure& cut = drawn->figures[0];
  ASSERT_TRUE(cut.convergence);
  EXPECT_LT(cut.convergence->r_hat, 1.01);
  EXPECT_GT(cut.convergence->effective, 1000);
  double sum = 0;
  double squares = 0;
  for (const auto& chain : cut.draws) {
    for (const double draw : chain) {
      sum += draw;
      squares += draw * draw;
    }
  }
  const double mean = sum / 16'000;
  EXPECT_NEAR(mean, expected, 4 * std::sqrt((squares / 16'000 - mean * mean) / effective_draws(cut.draws).value()));
  EXPECT_FALSE(drawn->figures[2].convergence) << "the same for all plans";
}

TEST(Ensemble, IsTheSameForAnyNumberOfThreads) {
  const WeightedGraph graph = grid_graph(10, 9);
  const auto draw = [&](int threads) {
    EnsembleSettings settings{.chains = 3, .plans = 50, .proposals = 5, .warm_up = 100, .seed = core::Seed(9)};
    settings.threads = core::Threads(threads);
    return draw_ensemble(graph, {.parts = 5, .min = 16, .max = 20}, settings,
                         [&](std::span<const std::uint32_t> part) { return cut_and_corner(graph, part); });
  };
  const auto one = draw(1);
  ASSERT_TRUE(one);
  EXPECT_NE(one->figures[0].draws[0], one->figures[0].draws[1]);
  for (const int threads : {2, 3, 8}) {
    const auto more = draw(threads);
    ASSERT_TRUE(more);
    for (std::size_t i = 0; i < one->figures.size(); ++i) EXPECT_EQ(more->figures[i].draws, one->figures[i].draws);
  }
}

TEST(Ensemble, SaysWhereThereIsNoPlan) {
  WeightedGraph graph = grid_graph(2, 2);
  graph.node_weights = {1, 1, 1, 10};
  EXPECT_FALSE(draw_ensemble(graph, {.parts = 2, .min = 6, .max = 7}, {.chains = 1, .plans = 1},
                             [](std::span<const std::uint32_t>) { return std::vector<double>{0}; }));
}

TEST(Ensemble, TellsWhereAValueStands) {
  const EnsembleFigure figure{{{1, 2, 2, 3}, {2, 4, 5, 0}}, std::nullopt};
  const Standing found = standing(figure, 2);
  EXPECT_DOUBLE_EQ(found.below, 0.25);
  EXPECT_DOUBLE_EQ(found.equal, 0.375);
  EXPECT_DOUBLE_EQ(found.above, 0.375);
}

}  // namespace
}  // namespace wangge::planning
