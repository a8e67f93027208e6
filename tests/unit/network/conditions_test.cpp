#include "engine/network/conditions.h"

#include "engine/core/random.h"
#include "engine/network/travel.h"
#include "tests/support/ascii_map.h"
#include "tests/support/random_streets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace wangge::network {
namespace {

using testing::easy_speeds;
using testing::RandomStreets;
using testing::RoadMap;

constexpr std::array modes = {Mode::walk, Mode::ebike, Mode::car};

std::vector<EdgeId> edges_of(const RoadGraph& graph, std::uint32_t line) {
  std::vector<EdgeId> edges;
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) {
    if (graph.line[edge] == line) edges.push_back(edge);
  }
  return edges;
}

// The bridge BC is the short way from a to c; the long way leads over E and F.
constexpr const char* river = R"(
    a           c
  A--B=========C--D
     |         |
     |         |
     E---------F
)";

struct River {
  RoadMap map{river, 100};
  std::vector<RoadLine> lines = map.roads({{"AB", {}}, {"BC", {}}, {"CD", {}}, {"BEFC", {}}});
  Travel travel{build_road_graph(lines, easy_speeds()), easy_speeds(),
                Column<BuildingId, Position>(std::vector<Position>{{map['a'].x, map['B'].y}, {map['c'].x, map['B'].y}}),
                Metres(150), Threads(1)};

  [[nodiscard]] static std::optional<Millis> across(const Travel& travel, Mode mode) {
    return travel.time(mode, travel.access(mode, BuildingId(0)), travel.access(mode, BuildingId(1)));
  }
};

TEST(Conditions, AClosedBridgeSendsEverybodyRound) {
  const River town;
  // a lies 100 m before B, c 100 m behind C: 1,200 m over the bridge, 1,800 m without it; on foot 1 m/s, by car 10 m/s
  EXPECT_EQ(River::across(town.travel, Mode::walk), Millis(1200000));
  EXPECT_EQ(River::across(town.travel, Mode::car), Millis(120000));
  const Travel closed = town.travel.under({edges_of(town.travel.graph(), 1), {1, 1, 1}}, Threads(1));
  EXPECT_EQ(River::across(closed, Mode::walk), Millis(1800000));
  EXPECT_EQ(River::across(closed, Mode::car), Millis(180000));
  EXPECT_EQ(River::across(town.travel, Mode::walk), Millis(1200000)) << "the open town stays as it was";
}

TEST(Conditions, ARushHourSlowsCarsAlone) {
  const River town;
  const Travel rush = town.travel.under({{}, {1, 1, 0.5}}, Threads(1));
  EXPECT_EQ(River::across(rush, Mode::car), Millis(240000));
  EXPECT_EQ(River::across(rush, Mode::walk), Millis(1200000));
  EXPECT_EQ(River::across(rush.under({{}, {1, 1, 1}}, Threads(1)), Mode::car), Millis(120000)) << "conditions do not add up";
}

TEST(Conditions, ACutOffQuarterIsReachedFromWhatIsLeft) {
  const River town;
  const auto both = [&] {
    std::vector<EdgeId> edges = edges_of(town.travel.graph(), 1);
    for (const EdgeId edge : edges_of(town.travel.graph(), 3)) edges.push_back(edge);
    return edges;
  }();
  const Travel cut = town.travel.under({both, {1, 1, 1}}, Threads(1));
  // A-B is as long as C-D: the part with the lower node is the main one, and c looks for a road of it within 150 m
  EXPECT_TRUE(cut.access(Mode::walk, BuildingId(0)).valid());
  EXPECT_FALSE(cut.access(Mode::walk, BuildingId(1)).valid());
  EXPECT_EQ(cut.unreachable(Mode::walk), std::vector<BuildingId>{BuildingId(1)});
  EXPECT_FALSE(River::across(cut, Mode::walk));
}

TEST(Conditions, AFerryTakesItsTimeWhateverTheSpeed) {
  const RoadMap map(R"(
      A--B========C--D
             h
  )",
                    100);
  auto lines = map.roads({{"AB", {}}, {"BC", {{"class", "footway"}, {"car", "no"}}}, {"CD", {}}});
  lines[1].crossing = core::minutes(10);
  const Travel travel(build_road_graph(lines, easy_speeds()), easy_speeds(),
                      Column<BuildingId, Position>(std::vector<Position>{map['A'], map['D'], map['h']}), Metres(600), Threads(1));
  const auto across = [](const Travel& town, Mode mode) {
    return town.time(mode, town.access(mode, BuildingId(0)), town.access(mode, BuildingId(1)));
  };
  // 300 m to the pier, ten minutes over, 300 m on; the footway would be closed to an e-bike if it were one
  EXPECT_EQ(across(travel, Mode::walk), Millis(2 * 300000 + 600000));
  EXPECT_EQ(across(travel, Mode::ebike), Millis(2 * 60000 + 600000));
  EXPECT_FALSE(across(travel, Mode::car));
  EXPECT_EQ(across(travel.under({{}, {1, 0.5, 1}}, Threads(1)), Mode::ebike), Millis(2 * 120000 + 600000));
  const AccessPoint door = travel.access(Mode::walk, BuildingId(2));
  EXPECT_NE(travel.graph().line[door.edge], 1U) << "nobody boards from a door";
}

TEST(NamedRoads, AreFoundByTheirSourceAndTheRestIsNamed) {
  const River town;
  const std::vector<std::string> ids = {"BC", "XY", "BEFC"};
  const NamedRoads roads = named_roads(town.travel.graph(), town.lines, ids);
  EXPECT_EQ(roads.edges.size(), 2U);
  EXPECT_EQ(roads.length, Metres(2600));
  EXPECT_EQ(roads.unknown, std::vector<std::string>{"XY"});
}

TEST(Conditions, GiveWhatANetworkBuiltAnewGives) {
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    const RandomStreets town(seed, 9, 60);
    core::Stream luck(core::Seed(seed), 0, "conditions", 0);
    const Column<BuildingId, Position> doors(town.doors);
    const Travel open(build_road_graph(town.lines, easy_speeds()), easy_speeds(), doors, Metres(120), Threads(1));
    Conditions now;
    std::vector<RoadLine> lines = town.lines;
    for (std::uint32_t line = 0; line < lines.size(); ++line) {
      if (seed % 3 == 0 || luck.below(6) != 0) continue;
      lines[line].access = {};
      for (const EdgeId edge : edges_of(open.graph(), line)) now.closed.push_back(edge);
    }
    if (seed % 2 == 0) now.speed = {1, 0.25 + luck.uniform(), 0.1 + luck.uniform()};
    const Speeds speeds = changed(easy_speeds(), now.speed);
    const Travel anew(build_road_graph(lines, speeds), speeds, doors, Metres(120), Threads(1));
    const Travel under = open.under(now, Threads(2));
    for (const Mode mode : modes) {
      const auto m = static_cast<std::size_t>(mode);
      EXPECT_EQ(under.graph().time[m], anew.graph().time[m]) << "seed " << seed;
      EXPECT_EQ(under.graph().in_main[m], anew.graph().in_main[m]) << "seed " << seed;
      EXPECT_EQ(under.unreachable(mode), anew.unreachable(mode)) << "seed " << seed;
      std::vector<AccessPoint> points;
      for (const BuildingId building : core::ids<BuildingId>(doors.size())) {
        EXPECT_EQ(under.access(mode, building), anew.access(mode, building)) << "seed " << seed;
        points.push_back(anew.access(mode, building));
      }
      EXPECT_EQ(under.table(mode, points, points, Threads(1)), anew.table(mode, points, points, Threads(1))) << "seed " << seed;
      EXPECT_EQ(under.to_buildings(mode, points[0]), anew.to_buildings(mode, points[0])) << "seed " << seed;
    }
  }
}

TEST(Conditions, CloseRoadsToSomeInSomeHours) {
  River town;
  town.lines[1].closed_hours = {0, 0, (1U << 7U) | (1U << 8U)};  // the bridge, to cars, from seven to nine
  const RoadGraph& graph = town.travel.graph();
  EXPECT_TRUE(closed_in(graph, town.lines, 9).empty());
  EXPECT_TRUE(closed_in(graph, town.lines, std::nullopt).empty());
  Conditions morning;
  morning.closed_to = closed_in(graph, town.lines, 8);
  ASSERT_EQ(morning.closed_to.size(), edges_of(graph, 1).size());
  EXPECT_EQ(morning.closed_to[0].modes, 4);
  const Travel then = town.travel.under(morning, Threads(1));
  EXPECT_EQ(River::across(then, Mode::ebike), River::across(town.travel, Mode::ebike));
  Conditions closed;
  closed.closed = edges_of(graph, 1);
  EXPECT_EQ(River::across(then, Mode::car), River::across(town.travel.under(closed, Threads(1)), Mode::car));
  EXPECT_GT(*River::across(then, Mode::car), *River::across(town.travel, Mode::car));
  town.lines[1].closed_hours = {no_hour, 0, 0};  // open on foot in some hours only
  EXPECT_EQ(closed_in(graph, town.lines, std::nullopt).at(0).modes, 1);
  EXPECT_TRUE(closed_in(graph, town.lines, 3).empty());
}

}  // namespace
}  // namespace wangge::network
