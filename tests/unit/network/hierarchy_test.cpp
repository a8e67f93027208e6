#include "engine/network/hierarchy/router.h"

#include "engine/network/dijkstra.h"
#include "engine/network/hierarchy/lanes.h"
#include "tests/support/ascii_map.h"
#include "tests/support/random_streets.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace wangge::network {
namespace {

using testing::easy_speeds;
using testing::RandomStreets;
using testing::RoadMap;

constexpr std::array modes = {Mode::walk, Mode::ebike, Mode::car};

Column<EdgeId, EdgeTime> times_of(const RoadGraph& graph, Mode mode) { return graph.time[static_cast<std::size_t>(mode)]; }

/// Every time from a node by relaxing all arcs until nothing changes (Bellman-Ford): nothing in common with what is tested.
std::vector<std::uint64_t> brute_times(const RoadGraph& graph, Mode mode, const Column<EdgeId, EdgeTime>& times, NodeId from) {
  std::vector<std::uint64_t> label(graph.state_count(), Metric::none);
  label[from.value()] = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (const NodeId node : core::ids<NodeId>(graph.state_count())) {
      if (label[node.value()] == Metric::none) continue;
      for (const Arc& arc : graph.out_of(mode, node)) {
        const std::uint64_t edge_time = arc.edge.valid() ? times[arc.edge].along(arc.forward) : 0;
        if (edge_time == Metric::none || label[node.value()] + edge_time >= label[arc.head.value()]) continue;
        label[arc.head.value()] = label[node.value()] + edge_time;
        changed = true;
      }
    }
  }
  return label;
}

std::vector<Ends> every_node(const RoadGraph& graph) {
  std::vector<Ends> ends(graph.state_count());
  for (std::size_t i = 0; i < ends.size(); ++i) ends[i][0].node = NodeId(i);
  return ends;
}

/// All ways of asking, between all nodes, on one metric.
void expect_brute_times(const RoadGraph& graph, const Metric& metric, const Column<EdgeId, EdgeTime>& times,
                        const std::string& what) {
  const Router router(metric);
  const std::vector<Ends> nodes = every_node(graph);
  const auto table = router.table(nodes, nodes, core::Threads(2));
  const auto one = router.one();
  const auto sixteen = router.sixteen();
  for (std::size_t from = 0; from < nodes.size(); ++from) {
    const auto expected = brute_times(graph, metric.mode(), times, NodeId(from));
    if (from % 16 == 0) sixteen->reach_all(std::span(nodes).subspan(from, std::min<std::size_t>(16, nodes.size() - from)));
    one->reach_all({&nodes[from], 1});
    const auto row = router.table({&nodes[from], 1}, nodes, core::Threads(1));
    for (std::size_t to = 0; to < nodes.size(); ++to) {
      const auto want = static_cast<std::uint32_t>(expected[to]);
      ASSERT_EQ(table[from * nodes.size() + to].ms, want) << what << ' ' << from << " -> " << to;
      ASSERT_EQ(row[to].ms, want) << what << ' ' << from << " -> " << to;
      ASSERT_EQ(one->label(0, NodeId(to)), want) << what << ' ' << from << " -> " << to;
      ASSERT_EQ(sixteen->label(from % 16, NodeId(to)), want) << what << ' ' << from << " -> " << to;
      ASSERT_EQ(router.time(nodes[from], nodes[to]).ms, want) << what << ' ' << from << " -> " << to;
    }
  }
}

TEST(Hierarchy, AgreesWithBruteForceOnRandomStreets) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const RandomStreets town(seed, 2 + static_cast<std::uint32_t>(seed % 9), 0);
    const RoadGraph graph = build_road_graph(town.lines, easy_speeds());
    const Skeleton skeleton(graph);
    for (const Mode mode : modes) {
      const Metric metric(skeleton, mode, times_of(graph, mode));
      expect_brute_times(graph, metric, times_of(graph, mode), "seed " + std::to_string(seed));
    }
  }
}

TEST(Hierarchy, TakesClosedEdgesAndOtherTimesOnTheSameOrder) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "closed", 0);
    const RandomStreets town(seed, 7, 0);
    const RoadGraph graph = build_road_graph(town.lines, easy_speeds());
    const Skeleton skeleton(graph);
    auto times = times_of(graph, Mode::car);
    for (EdgeTime& both : times) {
      const std::uint32_t kind = luck.below(6);
      if (kind == 0) both = closed_edge;
      if (kind == 1) both = {luck.below(3), luck.below(3)};                     // ties and no time at all
      if (kind == 2) both.forward = (std::uint32_t{1} << 31U) - luck.below(9);  // sums that do not fit
      if (kind == 3) both.backward = 2 * both.forward + 1;                      // uphill
    }
    expect_brute_times(graph, Metric(skeleton, Mode::car, times), times, "seed " + std::to_string(seed));
  }
}

TEST(Hierarchy, WaysHangTogetherAndTakeTheirTime) {
  std::size_t long_ways = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const RandomStreets town(seed, 9, 0);
    const RoadGraph graph = build_road_graph(town.lines, easy_speeds());
    const Skeleton skeleton(graph);
    for (const Mode mode : modes) {
      const Metric metric(skeleton, mode, times_of(graph, mode));
      const Router router(metric);
      const std::vector<Ends> nodes = every_node(graph);
      for (std::size_t from = 0; from < nodes.size(); from += 3) {
        for (std::size_t to = 0; to < nodes.size(); to += 5) {
          const NodePath path = router.path(graph, nodes[from], nodes[to]);
          ASSERT_EQ(path.time, router.time(nodes[from], nodes[to]).ms);
          if (path.time == Metric::none) continue;
          NodeId at(from);
          std::uint64_t time = 0;
          for (const Step& step : path.steps) {
            ASSERT_EQ(at, step.forward ? graph.tail[step.edge] : graph.head[step.edge]) << "seed " << seed;
            const Direction direction = graph.direction(mode, step.edge);
            ASSERT_TRUE(step.forward ? allows_forward(direction) : allows_backward(direction)) << "seed " << seed;
            time += static_cast<std::uint64_t>(graph.time_of(mode, step.edge, step.forward).value);
            at = step.forward ? graph.head[step.edge] : graph.tail[step.edge];
          }
          ASSERT_EQ(at, NodeId(to)) << "seed " << seed;
          ASSERT_EQ(time, path.time) << "seed " << seed;
          long_ways += path.steps.size() > 5 ? 1 : 0;
        }
      }
    }
  }
  EXPECT_GT(long_ways, 1000U);
}

TEST(Hierarchy, GivesTheWayRoundAClosedBridge) {
  const RoadMap map(R"(
    A----B----C
    |         |
    D----E----F
  )");
  const RoadGraph graph = build_road_graph(map.roads({{"AB", {}}, {"BC", {}}, {"ADEFC", {}}}), easy_speeds());
  const Skeleton skeleton(graph);
  const auto node = [&](char letter) {
    for (const NodeId id : core::ids<NodeId>(graph.node_count())) {
      if (graph.nodes[id] == map[letter]) return Ends{NodeTime{id, 0}, NodeTime{}};
    }
    return Ends{};
  };
  auto times = times_of(graph, Mode::car);
  const Metric open(skeleton, Mode::car, times);
  EXPECT_EQ(Router(open).time(node('A'), node('C')).ms, 100'000U);  // ten characters of 100 m at 10 m/s
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    if (graph.line[edge] == 1) times[edge] = closed_edge;
  }
  const Metric closed(skeleton, Mode::car, times);
  EXPECT_EQ(Router(closed).time(node('A'), node('C')).ms, 140'000U);
  EXPECT_EQ(Router(closed).path(graph, node('B'), node('C')).steps.size(), 2U);
}

TEST(Hierarchy, AddsTimesWithoutOverflow) {
  constexpr std::uint32_t none = Metric::none;
  EXPECT_EQ(sum(3, 4), 7U);
  EXPECT_EQ(sum(none, 0), none);
  EXPECT_EQ(sum(0, none), none);
  EXPECT_EQ(sum(none, none), none);
  EXPECT_EQ(sum(none - 1, 0), none - 1);
  EXPECT_EQ(sum(none - 1, 1), none);
  EXPECT_EQ(sum(none - 1, 2), none);
  EXPECT_EQ(sum(1U << 31U, 1U << 31U), none);
}

TEST(Hierarchy, StandsOnAnEmptyAndOnATinyGraph) {
  const RoadGraph empty = build_road_graph({}, easy_speeds());
  const Skeleton nothing(empty);
  const Metric metric(nothing, Mode::walk, {});
  const Ends nowhere;
  EXPECT_FALSE(Router(metric).time(nowhere, nowhere).reachable());
  EXPECT_EQ(Router(metric).table({&nowhere, 1}, {&nowhere, 1}, core::Threads(1)), std::vector<TravelTime>(1));
}

}  // namespace
}  // namespace wangge::network
