#include "engine/planning/parts/search_parts.h"

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/planning/parts/overlay.h"
#include "tests/support/small_plans.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <set>
#include <vector>

namespace wangge::planning {
namespace {

using Node = WeightedGraph::Node;

/// Shares no code with the search: parts found by flooding, edges counted one by one.
struct Checked {
  bool valid = true;
  std::int64_t cut = 0;
};

Checked check(const WeightedGraph& graph, const PartsTask& task, const std::vector<std::uint32_t>& part) {
  Checked found;
  std::set<std::uint32_t> met;
  std::vector<bool> seen(graph.size(), false);
  for (Node start = 0; start < graph.size(); ++start) {
    if (seen[start]) continue;
    found.valid = found.valid && part[start] < task.parts && met.insert(part[start]).second;
    std::vector<Node> open{start};
    seen[start] = true;
    std::int64_t weight = 0;
    while (!open.empty()) {
      const Node node = open.back();
      open.pop_back();
      weight += graph.node_weights[node];
      for (std::size_t arc = graph.first[node]; arc < graph.first[node + 1]; ++arc) {
        const Node other = graph.neighbours[arc];
        if (part[other] != part[node]) {
          found.cut += graph.edge_weight(arc);
        } else if (!seen[other]) {
          seen[other] = true;
          open.push_back(other);
        }
      }
    }
    found.valid = found.valid && weight >= task.min && weight <= task.max;
  }
  found.valid = found.valid && met.size() == task.parts;
  found.cut /= 2;
  return found;
}

/// A connected graph with some crossing edges and uneven weights.
WeightedGraph random_graph(std::uint64_t seed, std::uint32_t nodes) {
  core::Stream luck(core::Seed(seed), 0, "random graph", 0);
  std::set<std::pair<Node, Node>> met;
  std::vector<WeightedEdge> edges;
  const auto add = [&](Node a, Node b) {
    if (a != b && met.insert(std::minmax(a, b)).second) edges.push_back({a, b, 1 + luck.below(3)});
  };
  for (Node node = 1; node < nodes; ++node) add(luck.below(node), node);
  for (std::uint32_t i = 0; i < nodes; ++i) add(luck.below(nodes), luck.below(nodes));
  std::vector<std::int64_t> weights;
  for (Node node = 0; node < nodes; ++node) weights.push_back(1 + luck.below(8));
  return make_weighted_graph(std::move(weights), edges);
}

TEST(SearchParts, FindsTheLeastCutThatBruteForceFinds) {
  int possible = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const WeightedGraph graph = random_graph(seed, 8 + seed % 6);
    const std::uint32_t parts = 2 + seed % 3;
    const std::int64_t total = total_weight(graph);
    const PartsTask task{parts, total * 9 / (10 * parts), (total * 11 + 10 * parts - 1) / (10 * parts)};
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    test::AllPlans(graph, parts, task.min, task.max).visit([&](const std::vector<test::Mask>& plan) {
      std::vector<std::uint32_t> part(graph.size(), 0);
      for (std::uint32_t p = 0; p < parts; ++p) {
        for (Node node = 0; node < graph.size(); ++node) part[node] = (plan[p] >> node & 1U) != 0 ? p : part[node];
      }
      least = std::min(least, check(graph, task, part).cut);
    });
    const bool any = least < std::numeric_limits<std::int64_t>::max();
    const SearchAnswer answer =
        search_parts(graph, task, {.work = 3'000'000, .reach = any ? least : -1, .seed = core::Seed(seed)});
    EXPECT_EQ(answer.feasible, any) << seed;
    const Checked checked = check(graph, task, answer.part);
    EXPECT_EQ(checked.valid, any) << seed;
    EXPECT_EQ(checked.cut, answer.cut) << seed;
    if (any) {
      EXPECT_EQ(answer.cut, least) << seed;
    }
    possible += any ? 1 : 0;
  }
  EXPECT_GT(possible, 30);
  EXPECT_LT(possible, 60) << "some have no plan: those are answered too";
}

TEST(SearchParts, CutsASquareIntoSquares) {
  const WeightedGraph graph = grid_graph(50, 50);
  const PartsTask task{25, 100, 100};
  const SearchAnswer answer = search_parts(graph, task, {.work = 1, .reach = 400});
  EXPECT_TRUE(answer.feasible);
  EXPECT_EQ(answer.cut, 400);
  EXPECT_EQ(answer.stopped_by, StoppedBy::reach);
  EXPECT_TRUE(check(graph, task, answer.part).valid);
}

TEST(SearchParts, GivesTheSameAnswerForAnyNumberOfThreads) {
  const WeightedGraph graph = grid_graph(13, 11);
  const PartsTask task{7, 19, 22};
  for (const auto reach : {std::optional<std::int64_t>(), std::optional<std::int64_t>(48)}) {
    SearchLimits limits{.work = 8'000'000, .reach = reach, .seed = core::Seed(4)};
    const SearchAnswer one = search_parts(graph, task, limits);
    for (const int threads : {2, 3, 8}) {
      limits.threads = core::Threads(threads);
      const SearchAnswer more = search_parts(graph, task, limits);
      EXPECT_EQ(more.part, one.part) << threads;
      EXPECT_EQ(more.cut, one.cut);
      EXPECT_EQ(more.work, one.work);
      EXPECT_EQ(more.stopped_by, one.stopped_by);
    }
  }
}

TEST(SearchParts, StopsByTheClockAndSaysSo) {
  const WeightedGraph graph = grid_graph(30, 30);
  const SearchAnswer answer = search_parts(graph, {9, 95, 105}, {.work = 1'000'000'000'000, .seconds = 0.05});
  EXPECT_EQ(answer.stopped_by, StoppedBy::seconds);
  EXPECT_EQ(answer.part.size(), graph.size());
  EXPECT_EQ(answer.cut, cut_of(graph, answer.part));
}

TEST(SearchParts, AnswersTheSimplestTasks) {
  const WeightedGraph graph = grid_graph(3, 3);
  EXPECT_TRUE(search_parts(graph, {1, 9, 9}, {.work = 1}).feasible);
  EXPECT_FALSE(search_parts(graph, {1, 10, 12}, {.work = 1}).feasible);
  const SearchAnswer each = search_parts(graph, {9, 1, 1}, {.work = 1});
  EXPECT_TRUE(each.feasible);
  EXPECT_EQ(each.cut, 12);
}

TEST(SearchParts, RefusesAGraphInPieces) {
  const WeightedGraph graph = make_weighted_graph({1, 1, 1, 1}, std::vector<WeightedEdge>{{0, 1}, {2, 3}});
  EXPECT_THROW((void)search_parts(graph, {2, 2, 2}, {}), core::Error);
}

/// After many flips the figures kept up to date equal those of a state made anew.
TEST(PartsState, KeepsItsFigures) {
  const WeightedGraph graph = random_graph(99, 60);
  const PartsTask task{4, 55, 65};
  const ArcTable table(graph);
  PartsState state(table, task);
  state.assign(search_parts(graph, task, {.work = 1}).part);
  core::Stream luck(core::Seed(1), 0, "flips", 0);
  int flips = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::uint32_t arc = state.cut_arcs()[luck.below(static_cast<std::uint32_t>(state.cut_arcs().size()))];
    const Node node = state.tail(arc);
    const std::uint32_t to = state.part()[state.head(arc)];
    const PartsState::Change change = state.change_by(node, to);
    std::vector<std::uint32_t> then = state.part();
    then[node] = to;
    const bool connected = is_plan(graph, then, 4, 0, std::numeric_limits<std::int64_t>::max());
    ASSERT_EQ(state.can_leave(node), connected);
    if (!connected) continue;
    const std::int64_t cut = state.cut();
    const std::int64_t excess = state.excess();
    state.flip(node, to);
    ++flips;
    PartsState fresh(table, task);
    fresh.assign(then);
    ASSERT_EQ(state.cut(), fresh.cut());
    ASSERT_EQ(state.excess(), fresh.excess());
    ASSERT_EQ(state.cut(), cut + change.cut);
    ASSERT_EQ(state.excess(), excess + change.excess);
    std::set<std::uint32_t> kept(state.cut_arcs().begin(), state.cut_arcs().end());
    ASSERT_EQ(kept, std::set<std::uint32_t>(fresh.cut_arcs().begin(), fresh.cut_arcs().end()));
  }
  EXPECT_GT(flips, 500);
}

TEST(Overlay, JoinsWhatNeitherPlanSeparates) {
  const WeightedGraph graph = grid_graph(2, 4);
  const std::vector<std::uint32_t> halves{0, 0, 1, 1, 0, 0, 1, 1};
  const std::vector<std::uint32_t> rows{0, 0, 0, 0, 1, 1, 1, 1};
  const Overlay both = overlay(graph, halves, rows);
  EXPECT_EQ(both.graph.size(), 4U);
  EXPECT_EQ(both.graph.edges(), 4U);
  EXPECT_EQ(total_weight(both.graph), 8);
  EXPECT_EQ(both.spread(both.gathered(rows)), rows);
  EXPECT_EQ(cut_of(both.graph, both.gathered(halves)), cut_of(graph, halves));
}

TEST(PlacesBySteps, FindTheColumnsAndRowsOfAGrid) {
  const NodePlaces places = places_by_steps(grid_graph(5, 8));
  std::set<std::int64_t> columns;
  for (Node node = 0; node < 8; ++node) columns.insert(places.x[node] + places.y[node]);
  std::set<std::int64_t> rows;
  for (Node node = 0; node < 8; ++node) rows.insert(places.x[node] - places.y[node]);
  EXPECT_EQ(std::min(columns.size(), rows.size()), 1U) << "one of them is the same along a row";
  EXPECT_EQ(std::max(columns.size(), rows.size()), 8U);
}

}  // namespace
}  // namespace wangge::planning
