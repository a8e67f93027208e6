#include "engine/planning/sampling/recom_chain.h"

#include "engine/planning/sampling/convergence.h"
#include "engine/planning/sampling/pair_tree.h"
#include "tests/support/small_plans.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>
#include <set>
#include <vector>

namespace wangge::planning {
namespace {

using test::Mask;

core::Stream luck_of(std::uint64_t seed) { return core::Stream(core::Seed(seed), 0, "test", 0); }

/// (chi-square - degrees) / sqrt(2 degrees): a normal score where there are many degrees.
double score(double chi_square, double degrees) { return (chi_square - degrees) / std::sqrt(2 * degrees); }

/// How far draws of trees are from even.
double evenness(const WeightedGraph& graph, std::size_t trees) {
  std::vector<WeightedGraph::Node> all(graph.size());
  std::iota(all.begin(), all.end(), 0U);
  PairTree tree(graph);
  tree.load(all, {}, {0, 1000});
  BitStream bits(luck_of(11));
  std::map<std::set<std::pair<std::uint32_t, std::uint32_t>>, int> met;
  const int draws = 400 * static_cast<int>(trees);
  for (int i = 0; i < draws; ++i) {
    const PairTree::Local root = bits.luck().below(static_cast<std::uint32_t>(graph.size()));
    tree.grow(root, bits);
    std::set<std::pair<std::uint32_t, std::uint32_t>> edges;
    for (PairTree::Local node = 0; node < graph.size(); ++node) {
      if (node != root) edges.insert(std::minmax(node, tree.above(node)));
    }
    EXPECT_EQ(edges.size(), graph.size() - 1);
    ++met[edges];
  }
  EXPECT_EQ(met.size(), trees);
  double chi_square = 0;
  for (const auto& [edges, count] : met) chi_square += (count - 400.0) * (count - 400.0) / 400;
  return score(chi_square, static_cast<double>(trees - 1));
}

TEST(PairTree, DrawsEverySpanningTreeOfAGridAlike) {
  const WeightedGraph graph = grid_graph(3, 3);
  EXPECT_EQ(test::spanning_trees(graph, 0x1FF), 192);
  EXPECT_LT(std::abs(evenness(graph, 192)), 3);
}

/// A hub with five neighbours: more than the four slots of a grid.
TEST(PairTree, DrawsEverySpanningTreeOfAWheelAlike) {
  const std::vector<WeightedEdge> edges{{0, 1}, {0, 2}, {0, 3}, {0, 4}, {0, 5}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {1, 5}};
  const WeightedGraph graph = make_weighted_graph(std::vector<std::int64_t>(6, 1), edges);
  EXPECT_EQ(test::spanning_trees(graph, 0x3F), 121);
  EXPECT_LT(std::abs(evenness(graph, 121)), 3);
}

TEST(PairTree, FindsTheEdgesThatLeaveBothSidesInRange) {
  WeightedGraph graph = grid_graph(6, 7);
  for (std::size_t i = 0; i < graph.size(); ++i) graph.node_weights[i] = 1 + static_cast<std::int64_t>(i * 7 % 5);
  std::vector<WeightedGraph::Node> first, second;
  for (WeightedGraph::Node node = 0; node < graph.size(); ++node) (node < 20 ? first : second).push_back(node);
  PairTree tree(graph);
  const SideRange range{55, 75};
  tree.load(first, second, range);
  EXPECT_EQ(tree.weight(), total_weight(graph));
  BitStream bits(luck_of(12));
  std::size_t most = 0;
  for (int i = 0; i < 200; ++i) {
    tree.grow(5, bits);
    std::set<PairTree::Local> expected;
    for (PairTree::Local cut = 0; cut < tree.size(); ++cut) {
      std::int64_t beyond = 0;
      for (PairTree::Local node = 0; node < tree.size(); ++node) {
        PairTree::Local at = node;
        while (at != cut && at != tree.above(at)) at = tree.above(at);
        if (at == cut) beyond += graph.node_weights[tree.members()[node]];
      }
      const std::int64_t rest = tree.weight() - beyond;
      if (cut != 5 && beyond >= range.min && beyond <= range.max && rest >= range.min && rest <= range.max) expected.insert(cut);
    }
    EXPECT_EQ(std::set<PairTree::Local>(tree.edges().begin(), tree.edges().end()), expected);
    most = std::max(most, tree.edges().size());
    for (const PairTree::Local edge : tree.edges()) {
      const auto side = tree.side_beyond(edge);
      std::int64_t beyond = 0;
      for (std::size_t node = 0; node < side.size(); ++node) beyond += side[node] * graph.node_weights[tree.members()[node]];
      EXPECT_EQ(beyond, tree.weight_beyond(edge));
    }
  }
  EXPECT_GT(most, 2U);
  EXPECT_LE(most, tree.most_edges());
}

TEST(RecomChain, KeepsEveryPlanValidAndMixes) {
  const WeightedGraph graph = grid_graph(20, 20);
  RecomChain chain(graph, column_stripes(20, 20, 8), {.parts = 8, .min = 45, .max = 55}, luck_of(1));
  while (chain.tally().steps < 500) {
    chain.propose();
    ASSERT_TRUE(is_plan(graph, chain.plan(), 8, 45, 55)) << chain.tally().proposals;
  }
  EXPECT_EQ(chain.cut_edges(), cut_of(graph, chain.plan()));
  EXPECT_GT(chain.cut_edges(), 100);
}

TEST(RecomChain, TheReversibleChainKeepsCountOfItsCut) {
  const WeightedGraph graph = grid_graph(12, 12);
  RecomChain chain(graph, column_stripes(12, 12, 6), {.parts = 6, .min = 20, .max = 28, .reversible = true}, luck_of(1));
  while (chain.tally().steps < 200) chain.propose();
  EXPECT_TRUE(is_plan(graph, chain.plan(), 6, 20, 28));
  EXPECT_EQ(chain.cut_edges(), cut_of(graph, chain.plan()));
  EXPECT_EQ(chain.tally().clipped, 0U);
}

TEST(RecomChain, StripesAreConnectedForAnyNumbers) {
  for (std::uint32_t rows = 1; rows <= 7; ++rows) {
    for (std::uint32_t parts = 1; parts <= rows * 7; ++parts) {
      const std::int64_t least = rows * 7 / parts;
      EXPECT_TRUE(is_plan(grid_graph(rows, 7), column_stripes(rows, 7, parts), parts, least, least + 1)) << rows << " " << parts;
    }
  }
}

struct Law {
  std::uint32_t side, parts;
  std::int64_t min, max;
  std::size_t plans;
  std::uint64_t draws, stride;
  std::optional<std::uint32_t> reckoned;
};

/// Pearson's chi-square of a thinned chain against the law over all plans, as a normal score.
double misfit(const Law& law) {
  const WeightedGraph graph = grid_graph(law.side, law.side);
  const auto chances = test::tree_law(graph, law.parts, law.min, law.max);
  EXPECT_EQ(chances.size(), law.plans);
  RecomRules rules{.parts = law.parts, .min = law.min, .max = law.max, .reversible = true, .reckoned_edges = law.reckoned};
  RecomChain chain(graph, column_stripes(law.side, law.side, law.parts), rules, luck_of(3));
  std::map<std::vector<Mask>, std::uint64_t> met;
  for (std::uint64_t draw = 0; draw < law.draws; ++draw) {
    for (std::uint64_t i = 0; i < law.stride; ++i) chain.propose();
    ++met[test::masks_of(chain.plan())];
  }
  double chi_square = 0;
  for (const auto& [plan, chance] : chances) {
    const double expected = chance * static_cast<double>(law.draws);
    const auto found = met.find(plan);
    const double seen = found == met.end() ? 0.0 : static_cast<double>(found->second);
    chi_square += (seen - expected) * (seen - expected) / expected;
  }
  std::printf("%u x %u into %u: chi-square %.0f on %zu degrees of freedom\n", law.side, law.side, law.parts, chi_square,
              law.plans - 1);
  return score(chi_square, static_cast<double>(law.plans - 1));
}

TEST(RecomChain, ReversibleOnFourByFourEqualPartsFitsItsLaw) {
  EXPECT_LT(std::abs(misfit({4, 4, 4, 4, 117, 20'000, 40, std::nullopt})), 3);
}

TEST(RecomChain, ReversibleOnFourByFourFitsItsLaw) {
  EXPECT_LT(std::abs(misfit({4, 4, 3, 5, 1953, 60'000, 30, std::nullopt})), 3);
}

TEST(RecomChain, MoreReckonedEdgesGiveTheSameLaw) { EXPECT_LT(std::abs(misfit({4, 4, 3, 5, 1953, 15'000, 200, 30U})), 3); }

TEST(RecomChain, TooFewReckonedEdgesBendTheLaw) { EXPECT_GT(misfit({4, 4, 3, 5, 1953, 40'000, 20, 1U}), 10); }

/// Every number of cut edges in 6 x 6 with six parts of six: its share of four long chains against its chance under the law.
TEST(RecomChain, ReversibleOnSixBySixHasTheCutEdgesOfItsLaw) {
  const WeightedGraph graph = grid_graph(6, 6);
  const auto law = test::tree_law(graph, 6, 6, 6);
  EXPECT_EQ(law.size(), 451'206U);
  std::map<int, double> chances;
  for (const auto& [plan, chance] : law) chances[test::cut_edges(graph, plan)] += chance;
  std::vector<std::vector<double>> cuts(4);
  for (std::uint64_t c = 0; c < cuts.size(); ++c) {
    RecomChain chain(graph, column_stripes(6, 6, 6), {.parts = 6, .min = 6, .max = 6, .reversible = true}, luck_of(100 + c));
    for (int draw = 0; draw < 20'000; ++draw) {
      for (int i = 0; i < 20; ++i) chain.propose();
      cuts[c].push_back(static_cast<double>(chain.cut_edges()));
    }
  }
  EXPECT_LT(convergence(cuts)->r_hat, 1.01);
  int compared = 0;
  for (const auto& [cut, chance] : chances) {
    std::vector<std::vector<double>> marks(cuts.size());
    double sum = 0;
    for (std::size_t c = 0; c < cuts.size(); ++c) {
      for (const double drawn : cuts[c]) marks[c].push_back(drawn > cut - 0.5 && drawn < cut + 0.5 ? 1.0 : 0.0);
      sum += std::accumulate(marks[c].begin(), marks[c].end(), 0.0);
    }
    if (chance < 1e-4) continue;
    const double share = sum / (4 * 20'000.0);
    const double error = std::sqrt(chance * (1 - chance) / effective_draws(marks).value());
    std::printf("%d cut edges: chance %.5f, share %.5f, %+.1f standard errors\n", cut, chance, share, (share - chance) / error);
    EXPECT_NEAR(share, chance, 3.5 * error) << cut;
    ++compared;
  }
  EXPECT_GT(compared, 8);
}

}  // namespace
}  // namespace wangge::planning
