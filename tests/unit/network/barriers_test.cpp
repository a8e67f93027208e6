#include "engine/core/random.h"
#include "engine/network/hierarchy/router.h"
#include "engine/network/passages.h"
#include "engine/network/travel.h"
#include "tests/support/ascii_map.h"
#include "tests/support/random_streets.h"

#include <gtest/gtest.h>

#include <queue>
#include <string>
#include <utility>
#include <vector>

namespace wangge::network {
namespace {

using testing::easy_speeds;
using testing::RandomStreets;
using testing::RoadMap;

NodeBarrier stopping(char node, std::array<bool, mode_count> stops) { return {std::string("node/") + node, node, stops}; }

constexpr std::array cars = {false, false, true};
constexpr std::array wheels = {false, true, true};
constexpr std::array everybody = {true, true, true};

struct Town {
  Travel travel;

  Town(const std::vector<RoadLine>& lines, const std::vector<NodeBarrier>& barriers,
       const std::vector<TurnRestriction>& turns = {})
      : travel(build_road_graph(lines, easy_speeds(), turns, barriers), easy_speeds(), {}, Metres(150), Threads(1)) {}

  /// -1: no way.
  [[nodiscard]] std::int64_t seconds(Mode mode, Position from, Position to) const {
    const auto time = travel.time(mode, travel.access(mode, from), travel.access(mode, to));
    return time ? (time->value + 500) / 1000 : -1;
  }
};

// G is a barrier in mid-road; the long way round leads over E and F. a and c stand beside it.
constexpr const char* around = R"(
      a   c
    A---G---B
    |       |
    |       |
    E-------F
)";

TEST(Barriers, PartTheRoadForWhomTheyStop) {
  const RoadMap map(around);
  const auto roads = map.roads({{"AGB", {}}, {"AEFB", {}}});
  const Position a{map['a'].x, map['A'].y};
  const Position c{map['c'].x, map['A'].y};
  const Town free(roads, {});
  EXPECT_EQ(free.seconds(Mode::car, a, c), 40);
  const Town bollard(roads, {stopping('G', cars)});
  EXPECT_EQ(bollard.seconds(Mode::car, a, c), 20 + 30 + 80 + 30 + 20);  // 200 m back to A, round, 200 m from B
  EXPECT_EQ(bollard.seconds(Mode::car, c, a), 180);
  EXPECT_EQ(bollard.seconds(Mode::ebike, a, c), 80);
  EXPECT_EQ(bollard.seconds(Mode::walk, a, c), 400);  // it costs walkers no time
  const Town stile(roads, {stopping('G', wheels)});
  EXPECT_EQ(stile.seconds(Mode::ebike, a, c), 360);
  EXPECT_EQ(stile.seconds(Mode::walk, a, c), 400);
  const Town wall(roads, {stopping('G', everybody)});
  EXPECT_EQ(wall.seconds(Mode::walk, a, c), 1800);
  const Town open(roads, {stopping('G', {false, false, false})});
  EXPECT_EQ(open.seconds(Mode::car, a, c), 40);
  EXPECT_EQ(open.travel.graph().edge_count(), free.travel.graph().edge_count());
}

TEST(Barriers, CutACompoundOffWhoseOnlyGateIsClosed) {
  const RoadMap map(R"(
    A---B---C
        |
        G
        |
    D---E---F
      h
  )");
  const Town town(map.roads({{"ABC", {}}, {"BG", {}}, {"GE", {}}, {"DEF", {}}}), {stopping('G', cars)});
  const RoadGraph& graph = town.travel.graph();
  // By car the larger part is what lies inside or outside: the same number of nodes on both sides but for the gate itself.
  EXPECT_EQ(graph.components[2].count, 2U);
  EXPECT_EQ(graph.components[0].count, 1U);
  EXPECT_GT(graph.components[2].edges_outside, 0U);
  EXPECT_EQ(graph.components[2].edges, 6U) << "a passage is no piece of road";
  EXPECT_EQ(town.seconds(Mode::car, map['A'], map['F']), -1);
  EXPECT_EQ(town.seconds(Mode::walk, map['A'], map['F']), 1200);
}

TEST(Barriers, AtAJunctionPartAllItsRoads) {
  const RoadMap map(R"(
        D
        |
    A---G---B
        |
        C
  )");
  const auto roads = map.roads({{"AGB", {}}, {"CG", {}}, {"GD", {{"oneway", "yes"}}}});
  const RoadGraph graph = build_road_graph(roads, easy_speeds(), {}, std::vector{stopping('G', cars)});
  const Skeleton skeleton(graph);
  const Metric metric(skeleton, Mode::car, graph.time[2]);
  const Router router(metric);
  const Metric on_foot(skeleton, Mode::walk, graph.time[0]);
  const Router walkers(on_foot);
  const auto node = [&](char letter) {
    for (const NodeId id : core::ids<NodeId>(graph.node_count())) {
      if (graph.node_source[id] == letter) return id;
    }
    return NodeId();
  };
  const auto ends = [&](char letter) {
    Ends at;
    at[0].node = node(letter);
    return at;
  };
  for (const char from : {'A', 'B', 'C', 'D'}) {
    for (const char to : {'A', 'B', 'C', 'D'}) {
      if (from == to) continue;
      EXPECT_FALSE(router.time(ends(from), ends(to)).reachable()) << from << to;
      EXPECT_TRUE(walkers.time(ends(from), ends(to)).reachable()) << from << to;
    }
  }
  EXPECT_EQ(graph.edge_count(), 4U + 4U);
}

TEST(Barriers, AtTheEndOfARoadPartNothing) {
  const RoadMap map("A---B---G");
  const Town town(map.roads({{"AB", {}}, {"BG", {}}}), {stopping('G', everybody), stopping('Z', everybody)});
  EXPECT_EQ(town.travel.graph().edge_count(), 2U);
  EXPECT_EQ(town.seconds(Mode::walk, map['A'], map['G']), 800);
}

TEST(Barriers, LetFerriesLand) {
  const RoadMap map("A---G=======B---C");
  auto lines = map.roads({{"AG", {}}, {"GB", {{"class", "footway"}}}, {"BC", {}}});
  lines[1].crossing = core::minutes(10);
  const Town town(lines, {stopping('G', cars)});
  EXPECT_EQ(town.seconds(Mode::ebike, map['A'], map['C']), 80 + 600 + 80);
  EXPECT_EQ(town.seconds(Mode::car, map['A'], map['C']), -1);
}

TEST(Barriers, AreWhereADriverMayTurnRound) {
  const RoadMap map(R"(
    A---B---G---C
        |
        D
  )");
  TurnRestriction no_right;
  no_right.from = "AB";
  no_right.to = "BD";
  no_right.via_node = 'B';
  no_right.binds = {false, true, true};
  const auto roads = map.roads({{"AB", {}}, {"BGC", {}}, {"BD", {}}});
  const Town free(roads, {}, {no_right});
  EXPECT_EQ(free.seconds(Mode::car, map['A'], map['D']), 40 + 160 + 20);  // the end of the road is C
  const Town barred(roads, {stopping('G', cars)}, {no_right});
  EXPECT_EQ(barred.seconds(Mode::car, map['A'], map['D']), 40 + 80 + 20);  // for a car it is G
  EXPECT_EQ(barred.seconds(Mode::ebike, map['A'], map['D']), 2 * 220);
}

/// What can be reached where nobody crosses a barrier, by walking from edge to edge.
std::vector<std::uint64_t> brute_from(const std::vector<RoadLine>& lines, const Speeds& speeds,
                                      const std::vector<NodeBarrier>& barriers, Mode mode, std::size_t from) {
  const RoadGraph graph = build_road_graph(lines, speeds);
  const auto m = static_cast<std::size_t>(mode);
  const auto stops = [&](NodeId node) {
    for (const NodeBarrier& barrier : barriers) {
      if (barrier.node == graph.node_source[node] && barrier.stops[m]) return true;
    }
    return false;
  };
  std::vector<std::uint64_t> label(graph.node_count(), Metric::none);
  using Entry = std::pair<std::uint64_t, std::size_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  open.push({0, from});
  while (!open.empty()) {
    const auto [time, at] = open.top();
    open.pop();
    if (label[at] != Metric::none) continue;
    label[at] = time;
    if (at != from && stops(NodeId(at))) continue;
    for (const Arc& arc : graph.out[m][NodeId(at)]) open.push({time + arc.time, arc.head.value()});
  }
  return label;
}

TEST(Barriers, AgreeWithBruteForceOnRandomStreets) {
  std::size_t compared = 0;
  std::size_t barred = 0;
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    RandomStreets town(seed, 6, 0);
    core::Stream luck(core::Seed(seed), 0, "barriers", 0);
    std::vector<NodeBarrier> barriers;
    for (std::int64_t node = 0; node < 36; ++node) {
      if (luck.below(4) == 0) barriers.push_back({"", node, {luck.below(2) == 0, luck.below(2) == 0, luck.below(2) == 0}});
    }
    const RoadGraph plain = build_road_graph(town.lines, easy_speeds());
    const RoadGraph graph = build_road_graph(town.lines, easy_speeds(), {}, barriers);
    const Skeleton skeleton(graph);
    for (const Mode mode : {Mode::walk, Mode::ebike, Mode::car}) {
      const auto m = static_cast<std::size_t>(mode);
      const Metric metric(skeleton, mode, graph.time[m]);
      const Router router(metric);
      for (const NodeId from : core::ids<NodeId>(plain.node_count())) {
        const bool on_barrier = [&] {
          for (const NodeBarrier& barrier : barriers) {
            if (barrier.node == plain.node_source[from]) return true;
          }
          return false;
        }();
        if (on_barrier) continue;
        const auto expected = brute_from(town.lines, easy_speeds(), barriers, mode, from.value());
        const auto open = brute_from(town.lines, easy_speeds(), {}, mode, from.value());
        for (const NodeId to : core::ids<NodeId>(plain.node_count())) {
          Ends start;
          start[0].node = from;
          std::uint64_t best = Metric::none;  // any side of a barrier counts as being there
          for (const NodeId side : core::ids<NodeId>(graph.node_count())) {
            if (graph.node_source[side] != plain.node_source[to]) continue;
            Ends goal;
            goal[0].node = side;
            best = std::min<std::uint64_t>(best, router.time(start, goal).ms);
          }
          ASSERT_EQ(best, expected[to.value()]) << "seed " << seed << ' ' << name(mode);
          ++compared;
          barred += expected[to.value()] != open[to.value()] ? 1 : 0;
        }
      }
    }
  }
  EXPECT_GT(compared, 20000U);
  EXPECT_GT(barred, compared / 10);  // or the barriers say little
}

}  // namespace
}  // namespace wangge::network
