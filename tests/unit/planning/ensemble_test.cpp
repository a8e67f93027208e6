#include "engine/planning/sampling/ensemble.h"

#include "engine/planning/sampling/convergence.h"
#include "engine/planning/sampling/draws.h"
#include "tests/support/small_plans.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace wangge::planning {
namespace {

EnsemblePiece piece_of(WeightedGraph graph, const RecomRules& rules) {
  EnsemblePiece piece{.graph = std::move(graph), .rules = rules, .number = 3, .start = {}};
  piece.start = find_start(piece.graph, piece.rules, core::Seed(1), 0, piece.number);
  return piece;
}

/// The cut of each plan drawn, by chain.
Draws cuts_of(const EnsemblePiece& piece, std::uint32_t chains, const ChainSettings& settings) {
  Draws draws(chains);
  for (std::uint32_t chain = 0; chain < chains; ++chain) {
    draw_chain({&piece, 1}, settings, chain, [&](std::uint32_t plan, const auto& parts) {
      EXPECT_EQ(plan, draws[chain].size());
      draws[chain].push_back(static_cast<double>(cut_of(piece.graph, parts.front())));
    });
  }
  return draws;
}

/// Of the reversible chain on 4 x 4: shares, quantiles and standings of the cut are those of the law over all 1,953 plans.
TEST(DrawChain, HasTheDistributionOfTheLaw) {
  const EnsemblePiece piece = piece_of(grid_graph(4, 4), {.parts = 4, .min = 3, .max = 5, .reversible = true});
  std::map<int, double> law;
  for (const auto& [plan, chance] : test::tree_law(piece.graph, 4, 3, 5)) law[test::cut_edges(piece.graph, plan)] += chance;
  const Draws draws = cuts_of(piece, 4, {.plans = 4000, .thin = 5, .burn_in = 500});
  const auto agreed = convergence(draws);
  ASSERT_TRUE(agreed);
  EXPECT_LT(agreed->r_hat, 1.01);
  EXPECT_GT(agreed->effective, 1000);
  EXPECT_GT(agreed->effective_tail, 1000);
  const std::vector<double> rising = sorted_draws(draws);
  double below = 0;
  for (const auto& [cut, chance] : law) {
    const Standing found = standing(rising, cut);
    const double error = 4 * std::sqrt(0.25 / agreed->effective_tail);
    EXPECT_NEAR(found.below, below, error) << cut;
    EXPECT_NEAR(found.equal, chance, error) << cut;
    EXPECT_NEAR(found.below + found.equal + found.above, 1, 1e-12);
    below += chance;
  }
  for (const double share : {0.025, 0.25, 0.5, 0.75, 0.975}) {
    double sum = 0;
    int expected = law.begin()->first;
    for (const auto& [cut, chance] : law) {
      expected = cut;
      sum += chance;
      if (sum >= share) break;
    }
    EXPECT_NEAR(quantile(rising, share), expected, 1) << share;
  }
}

TEST(DrawChain, GivesEveryChainAStartAndLuckOfItsOwn) {
  const EnsemblePiece piece = piece_of(grid_graph(10, 9), {.parts = 5, .min = 16, .max = 20});
  const ChainSettings settings{.plans = 50, .thin = 1, .burn_in = 20, .seed = core::Seed(9)};
  const Draws draws = cuts_of(piece, 3, settings);
  EXPECT_NE(draws[0], draws[1]);
  EXPECT_NE(draws[1], draws[2]);
  EXPECT_EQ(cuts_of(piece, 3, settings), draws);
  const ChainTally first = draw_chain({&piece, 1}, settings, 0, [](std::uint32_t, const auto&) {});
  EXPECT_EQ(first.given_starts, 1U);
  EXPECT_EQ(first.recom.proposals, (20U + 50U) * 5U) << "trees a part";
  EXPECT_EQ(draw_chain({&piece, 1}, settings, 1, [](std::uint32_t, const auto&) {}).given_starts, 0U);
}

/// A strip of eight cells has one plan into halves: nothing can be drawn, and the tally says so.
TEST(DrawChain, SaysThatNothingMoved) {
  const EnsemblePiece piece = piece_of(grid_graph(1, 8), {.parts = 2, .min = 4, .max = 4});
  ASSERT_FALSE(piece.start.empty());
  const ChainTally tally = draw_chain(
      {&piece, 1}, {.plans = 5}, 1, [&](std::uint32_t, const auto& parts) { EXPECT_EQ(cut_of(piece.graph, parts.front()), 1); });
  EXPECT_EQ(tally.still, 1U);
}

TEST(DrawChain, FindsNoStartWhereThereIsNoPlan) {
  WeightedGraph graph = grid_graph(2, 2);
  graph.node_weights = {1, 1, 1, 10};
  EXPECT_TRUE(find_start(graph, {.parts = 2, .min = 6, .max = 7}, core::Seed(1), 0, 0).empty());
}

TEST(DrawChain, EndsWithWhatIsThrownBetweenTrees) {
  const EnsemblePiece piece = piece_of(grid_graph(4, 4), {.parts = 4, .min = 3, .max = 5});
  int calls = 0;
  const ChainSettings settings{.burn_in = 1'000'000, .between = [&calls] {
                                 if (++calls == 3) throw calls;
                               }};
  EXPECT_THROW(draw_chain({&piece, 1}, settings, 0, [](std::uint32_t, const auto&) {}), int);
}

TEST(Draws, TellWhereAValueStands) {
  const std::vector<double> rising = sorted_draws({{1, 2, 2, 3}, {2, 4, 5, 0}});
  const Standing found = standing(rising, 2);
  EXPECT_DOUBLE_EQ(found.below, 0.25);
  EXPECT_DOUBLE_EQ(found.equal, 0.375);
  EXPECT_DOUBLE_EQ(found.above, 0.375);
  EXPECT_DOUBLE_EQ(standing(rising, 2 + 1e-12).equal, 0.375) << "rounding is no difference";
  EXPECT_DOUBLE_EQ(standing(rising, -1).above, 1);
}

TEST(Draws, TellQuantilesAndBins) {
  const std::vector<double> rising = {0, 10, 20, 30, 40};
  EXPECT_DOUBLE_EQ(quantile(rising, 0), 0);
  EXPECT_DOUBLE_EQ(quantile(rising, 0.5), 20);
  EXPECT_DOUBLE_EQ(quantile(rising, 0.9), 36);
  EXPECT_DOUBLE_EQ(quantile(rising, 1), 40);
  EXPECT_EQ(binned(rising, 0, 40, 4), (std::vector<std::uint32_t>{1, 1, 1, 2}));
}

}  // namespace
}  // namespace wangge::planning
