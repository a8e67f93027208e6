#include "engine/planning/anneal.h"
#include "engine/planning/draft.h"
#include "engine/planning/hanging.h"
#include "engine/planning/recombine.h"
#include "engine/planning/search_graph.h"
#include "engine/planning/spanning_cut.h"
#include "tests/support/ascii_cells.h"
#include "tests/support/random_cells.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace wangge::planning {
namespace {

using Adjacent = std::vector<std::vector<std::uint32_t>>;

Adjacent random_graph(core::Stream& luck, std::uint32_t size, std::uint32_t extra) {
  Adjacent adjacent(size);
  const auto add = [&](std::uint32_t a, std::uint32_t b) {
    if (a == b || std::count(adjacent[a].begin(), adjacent[a].end(), b) > 0) return;
    adjacent[a].push_back(b);
    adjacent[b].push_back(a);
  };
  for (std::uint32_t node = 1; node < size; ++node) add(node, luck.below(node));
  for (std::uint32_t i = 0; i < extra; ++i) add(luck.below(size), luck.below(size));
  return adjacent;
}

/// Whether some connected set in [least, most] holds `in` but not `out`, over all subsets.
bool separable(const Adjacent& adjacent, const std::vector<std::int64_t>& weight, std::int64_t least, std::uint32_t in,
               std::uint32_t out) {
  const auto size = static_cast<std::uint32_t>(adjacent.size());
  for (std::uint32_t set = 0; set < (1U << size); ++set) {
    if ((set >> in & 1U) == 0 || (set >> out & 1U) != 0) continue;
    std::uint32_t reached = 1U << in;
    for (std::uint32_t turn = 0; turn < size; ++turn) {
      for (std::uint32_t node = 0; node < size; ++node) {
        if ((reached >> node & 1U) == 0) continue;
        for (const std::uint32_t other : adjacent[node]) reached |= set & (1U << other);
      }
    }
    std::int64_t sum = 0;
    for (std::uint32_t node = 0; node < size; ++node) sum += (set >> node & 1U) != 0 ? weight[node] : 0;
    if (reached == set && sum >= least) return true;
  }
  return false;
}

TEST(JoinHanging, JoinsOnlyWhatNoGridInRangeCouldSeparate) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "hanging", 0);
    const Adjacent adjacent = random_graph(luck, 9, luck.below(6));
    std::vector<std::int64_t> weight;
    for (int i = 0; i < 9; ++i) weight.push_back(luck.below(5));
    const auto stays = join_hanging(adjacent, weight, 6, 1000);
    for (std::uint32_t node = 0; node < 9; ++node) {
      EXPECT_EQ(stays[stays[node]], stays[node]);
      EXPECT_TRUE(stays[node] == node || !separable(adjacent, weight, 6, node, stays[node])) << "seed " << seed;
    }
  }
}

TEST(JoinHanging, JoinsATwigToItsFork) {
  //  0 - 1 - 2 - 3 - 0 a ring;  4 - 5 hang on 2
  const Adjacent adjacent = {{1, 3}, {0, 2}, {1, 3, 4}, {2, 0}, {2, 5}, {4}};
  EXPECT_EQ(join_hanging(adjacent, {9, 9, 9, 9, 1, 1}, 5, 20), (std::vector<std::uint32_t>{0, 1, 2, 3, 2, 2}));
  EXPECT_EQ(join_hanging(adjacent, {9, 9, 9, 9, 3, 3}, 5, 20), (std::vector<std::uint32_t>{0, 1, 2, 3, 4, 4}))
      << "the twig can stand alone";
  EXPECT_EQ(join_hanging(adjacent, {9, 9, 9, 9, 1, 1}, 5, 10), (std::vector<std::uint32_t>{0, 1, 2, 3, 4, 4}))
      << "the fork would be too large";
}

SearchGraph town_graph(const territory::Territory& land, const PlanningRules& rules) {
  const Lands lands = build_lands(land, rules.households);
  return search_graphs(land, lands, AreaId(1), rules, {}).front();
}

std::vector<std::uint32_t> pieces(const SearchGraph& graph, const std::vector<std::uint32_t>& labels, std::uint32_t parts) {
  std::vector<std::uint32_t> count(parts, 0);
  std::vector<std::uint8_t> seen(graph.size(), 0);
  for (std::uint32_t start = 0; start < graph.size(); ++start) {
    if (seen[start] != 0) continue;
    ++count[labels[start]];
    std::vector<std::uint32_t> open{start};
    seen[start] = 1;
    while (!open.empty()) {
      const std::uint32_t at = open.back();
      open.pop_back();
      for (const auto& arc : graph.out(at)) {
        if (!arc.connects || seen[arc.to] != 0 || labels[arc.to] != labels[start]) continue;
        seen[arc.to] = 1;
        open.push_back(arc.to);
      }
    }
  }
  return count;
}

TEST(SearchGraph, ArcsKnowTheirWayBack) {
  const auto land = testing::ascii_territory(testing::random_town({.areas_across = 1, .areas_down = 1, .side = 9}, 4));
  const SearchGraph graph = town_graph(land, {});
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    for (std::uint32_t arc = graph.first[node]; arc < graph.first[node + 1]; ++arc) {
      EXPECT_EQ(graph.arcs[graph.arcs[arc].back].to, node);
      EXPECT_EQ(graph.arcs[graph.arcs[arc].back].back, arc);
    }
  }
}

TEST(SpanningCut, SeedsAreConnectedAndNearTheMean) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto land = testing::ascii_territory(testing::random_town({.areas_across = 1, .areas_down = 1}, seed));
    const SearchGraph graph = town_graph(land, {});
    core::Stream luck(core::Seed(seed), 0, "cut", 0);
    for (const std::uint32_t parts : {1U, 2U, 5U, 7U}) {
      const auto labels = SpanningCut(graph).seed(parts, 0, 4, luck);
      EXPECT_EQ(pieces(graph, labels, parts), std::vector<std::uint32_t>(parts, 1)) << "seed " << seed;
      std::vector<std::int64_t> size(parts, 0);
      for (std::uint32_t node = 0; node < graph.size(); ++node) size[labels[node]] += graph.nodes[node].size;
      const double mean = static_cast<double>(graph.total) / parts;
      for (const std::int64_t own : size) EXPECT_NEAR(static_cast<double>(own), mean, 0.25 * mean);
    }
  }
}

TEST(SpanningCut, SeedsWithAsManyPartsAsNodes) {
  const auto land = testing::ascii_territory({.households = {"12", "90"}, .parents = {}, .unit = 1, .barriers = {}});
  PlanningRules rules;
  rules.households = {0, 9};
  const SearchGraph graph = town_graph(land, rules);
  core::Stream luck(core::Seed(1), 0, "cut", 0);
  auto labels = SpanningCut(graph).seed(4, 0, 3, luck);
  std::sort(labels.begin(), labels.end());
  EXPECT_EQ(labels, (std::vector<std::uint32_t>{0, 1, 2, 3}));
}

TEST(Draft, FlipCostIsTheDifferenceOfCosts) {
  const auto land = testing::ascii_territory(testing::random_town({.areas_across = 1, .areas_down = 1, .side = 10}, 7));
  PlanningRules rules;
  rules.households = {60, 80};
  const SearchGraph graph = town_graph(land, rules);
  core::Stream luck(core::Seed(7), 0, "draft", 0);
  Draft draft(graph, rules.households, 5, SpanningCut(graph).seed(5, 0, 2, luck));
  const Prices prices{.work = 20, .border = 0.003, .travel = 0.01, .size = 0.2};
  int flips = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::uint32_t arc = draft.cut_arcs()[luck.below(static_cast<std::uint32_t>(draft.cut_arcs().size()))];
    const std::uint32_t node = draft.tail(arc);
    const std::uint32_t to = draft.labels()[graph.arcs[arc].to];
    auto labels = draft.labels();
    labels[node] = to;
    const auto count = pieces(graph, labels, 5);
    ASSERT_EQ(draft.can_leave(node), count == std::vector<std::uint32_t>(5, 1)) << "by flood fill of the whole";
    if (!draft.can_leave(node)) continue;
    const double before = draft.cost(prices);
    const double change = draft.flip_cost(node, to, prices);
    draft.flip(node, to);
    ++flips;
    ASSERT_NEAR(draft.cost(prices) - before, change, 1e-9);
    ASSERT_EQ(draft.labels(), labels);
  }
  EXPECT_GT(flips, 500);
  const Draft fresh(graph, rules.households, 5, draft.labels());
  auto cut = draft.cut_arcs();
  std::sort(cut.begin(), cut.end());
  EXPECT_EQ(cut, fresh.cut_arcs()) << "the kept list equals a fresh one";
  EXPECT_EQ(draft.excess(), fresh.excess());
}

TEST(Recombine, KeepsPartsConnectedAndBetters) {
  const auto land = testing::ascii_territory(testing::random_town({.areas_across = 1, .areas_down = 1}, 2));
  PlanningRules rules;
  rules.households = {100, 140};
  const SearchGraph graph = town_graph(land, rules);
  core::Stream luck(core::Seed(2), 0, "recombine", 0);
  SpanningCut cutter(graph);
  Draft draft(graph, rules.households, 6, cutter.seed(6, 0, 1, luck));
  const Prices prices{.work = 20, .border = 0.0005, .travel = 0, .size = 0.1};
  const double before = draft.cost(prices);
  Best best;
  recombine(draft, cutter, prices, 100, 0.3, 0.01, luck, best);
  EXPECT_EQ(pieces(graph, best.labels, 6), std::vector<std::uint32_t>(6, 1));
  EXPECT_LT(best.cost, before);
}

}  // namespace
}  // namespace wangge::planning
