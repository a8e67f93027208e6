#include "engine/network/travel.h"

#include "tests/support/ascii_map.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

/// One rule of travel a test: the map, the roads, and right below what must come out.
namespace wangge::network {
namespace {

using testing::easy_speeds;
using testing::RoadMap;
using testing::Tags;

constexpr Metres limit{150};

/// Roads and places of one picture; places are asked for by their letter.
struct Town {
  RoadMap map;
  std::vector<RoadLine> lines;
  Travel travel;

  Town(std::string_view picture, const std::vector<std::pair<std::string, Tags>>& ways)
      : map(picture),
        lines(map.roads(ways)),
        travel(build_road_graph(lines, easy_speeds()), easy_speeds(), Column<BuildingId, Position>(), limit, Threads(1)) {}

  /// Seconds from place to place; -1: no way.
  [[nodiscard]] double seconds(Mode mode, char from, char to) const {
    const auto time = travel.time(mode, travel.access(mode, map[from]), travel.access(mode, map[to]));
    return time ? static_cast<double>(time->value) / 1000 : -1;
  }
};

TEST(Travel, GoesOnFootToTheRoadAlongItAndToTheDoor) {
  const Town town(R"(
    A-------B
      a   b
  )",
                  {{"AB", {}}});
  EXPECT_DOUBLE_EQ(town.seconds(Mode::walk, 'a', 'b'), 100 + 400 + 100);
  EXPECT_DOUBLE_EQ(town.seconds(Mode::ebike, 'a', 'b'), 100 + 80 + 100);
  EXPECT_DOUBLE_EQ(town.seconds(Mode::car, 'a', 'b'), 100 + 40 + 100);
}

TEST(Travel, LeadsByTheRoadEvenToTheSameDoor) {
  const Town town(R"(
    A-------B
      a
  )",
                  {{"AB", {}}});
  EXPECT_DOUBLE_EQ(town.seconds(Mode::walk, 'a', 'a'), 200);
}

TEST(Travel, KeepsToOneWayStreetsWhenDrivingNotOnFoot) {
  const Town town(R"(
     a    b
    A------B
    |      |
    D------C
  )",
                  {{"AB", {{"oneway", "yes"}}}, {"BCDA", {}}});
  EXPECT_DOUBLE_EQ(town.seconds(Mode::walk, 'b', 'a'), 100 + 500 + 100);
  EXPECT_DOUBLE_EQ(town.seconds(Mode::ebike, 'a', 'b'), 100 + 100 + 100);
  EXPECT_DOUBLE_EQ(town.seconds(Mode::ebike, 'b', 'a'), 100 + (100 + 200 + 700 + 200 + 100) / 5.0 + 100);
}

TEST(Travel, KeepsToOneWayStreetsDrawnAgainstTheirDirection) {
  const Town town(R"(
     a    b
    A------B
    |      |
    D------C
  )",
                  {{"BA", {{"oneway", "-1"}}}, {"BCDA", {}}});
  EXPECT_DOUBLE_EQ(town.seconds(Mode::ebike, 'a', 'b'), 300);
  EXPECT_DOUBLE_EQ(town.seconds(Mode::ebike, 'b', 'a'), 100 + 260 + 100);
}

TEST(Travel, TakesTheShorterWayRoundInEitherDirection) {
  const Town town(R"(
        a
    A---+---B
    |       |
    D-------C
      c   d
  )",
                  {{"ABCDA", {}}});
  EXPECT_DOUBLE_EQ(town.seconds(Mode::walk, 'a', 'c'), 100 + 400 + 200 + 200 + 100);
  EXPECT_DOUBLE_EQ(town.seconds(Mode::walk, 'a', 'd'), 100 + 400 + 200 + 200 + 100);
  EXPECT_DOUBLE_EQ(town.seconds(Mode::walk, 'd', 'c'), 100 + 400 + 100);
}

TEST(Travel, LeavesAnEdgeByTheNearerEnd) {
  const Town town(R"(
    A-a-----B
    |       |
    C-------D
     c     d
  )",
                  {{"AB", {}}, {"AC", {}}, {"BD", {}}, {"CD", {}}});
  EXPECT_DOUBLE_EQ(town.seconds(Mode::walk, 'a', 'c'), 200 + 200 + 100 + 100);
  EXPECT_DOUBLE_EQ(town.seconds(Mode::walk, 'a', 'd'), 600 + 200 + 100 + 100);
}

TEST(Travel, LeavesASharedEdgeWhereTheWayAroundIsFaster) {
  const Town town(R"(
     a      b
    A--------B
    C--------D
  )",
                  {{"AB", {{"class", "track"}}}, {"AC", {}}, {"BD", {}}, {"CD", {}}});
  Speeds speeds = easy_speeds();
  speeds.on[1][static_cast<std::size_t>(LineClass::track)] = core::KilometresPerHour(1.8);  // 0.5 m/s
  const Travel travel(build_road_graph(town.lines, speeds), speeds, {}, limit, Threads(1));
  const auto access = [&](char place) { return travel.access(Mode::ebike, town.map[place]); };
  EXPECT_EQ(travel.time(Mode::ebike, access('a'), access('b')),
            Millis(100000 + 200000 + (100 + 900 + 100) * 200 + 200000 + 100000));
}

TEST(Travel, DoesNotUseClosedRoads) {
  const std::string picture = R"(
     a       b
    A---B---C
        |   |
        D---E
  )";
  EXPECT_DOUBLE_EQ(Town(picture, {{"AB", {}}, {"BC", {}}, {"BDEC", {}}}).seconds(Mode::walk, 'a', 'b'), 100 + 700 + 141.421);
  const Town closed(picture, {{"AB", {}}, {"BC", {{"closed", "yes"}}}, {"BDEC", {}}});
  EXPECT_DOUBLE_EQ(closed.seconds(Mode::walk, 'a', 'b'), 100 + 300 + 200 + 400 + 200 + 141.421);
}

TEST(Travel, DrivesAroundWhatOnlyWalkersMayUse) {
  const Town town(R"(
    A--B
    |  |
    |  |
    D--C
    |  |
    E--F
  )",
                  {{"AB", {{"class", "footway"}}}, {"AD", {}}, {"BC", {}}, {"DC", {{"class", "cycleway"}}}, {"DEFC", {}}});
  EXPECT_DOUBLE_EQ(town.seconds(Mode::walk, 'A', 'B'), 300);
  EXPECT_DOUBLE_EQ(town.seconds(Mode::ebike, 'A', 'B'), (300 + 300 + 300) / 5.0);
  EXPECT_DOUBLE_EQ(town.seconds(Mode::car, 'A', 'B'), (300 + 200 + 300 + 200 + 300) / 10.0);
}

TEST(Travel, DoesNotReachPlacesBesideADisconnectedRoad) {
  const Town town(R"(
     a   b
    A--B--C     X-Y
                 x
  )",
                  {{"ABC", {}}, {"AB", {}}, {"XY", {}}});
  EXPECT_DOUBLE_EQ(town.seconds(Mode::walk, 'a', 'b'), 600);
  EXPECT_EQ(town.seconds(Mode::walk, 'a', 'x'), -1);
  EXPECT_FALSE(town.travel.access(Mode::walk, town.map['x']).valid());
}

TEST(Travel, UsesBothEndsOfALoop) {
  const Town town(R"(
    A---B---C
        |   |
        |   |
        E---D
             d
  )",
                  {{"AB", {}}, {"BCDEB", {}}});
  EXPECT_DOUBLE_EQ(town.seconds(Mode::walk, 'A', 'D'), 400 + 700);
  EXPECT_DOUBLE_EQ(town.seconds(Mode::walk, 'C', 'E'), 700);
}

TEST(Travel, ReachCutsEdgesWhereTheTimeIsUp) {
  const Town town(R"(
    A---a-----B---C
  )",
                  {{"AB", {}}, {"BC", {}}});
  const auto from = town.travel.access(Mode::walk, town.map['a']);
  const auto near = town.travel.reach(Mode::walk, from, Millis(250000));
  ASSERT_EQ(near.size(), 1U);
  EXPECT_DOUBLE_EQ(near[0].from.value, 150);
  EXPECT_DOUBLE_EQ(near[0].to.value, 650);
  const auto far = town.travel.reach(Mode::walk, from, Millis(700000));
  ASSERT_EQ(far.size(), 2U);
  EXPECT_DOUBLE_EQ(far[0].from.value, 0);
  EXPECT_DOUBLE_EQ(far[0].to.value, 1000);
  EXPECT_DOUBLE_EQ(far[1].to.value, 100);
}

TEST(Travel, ReachKeepsToOneWayStreets) {
  const Town town(R"(
    A---a-----B
    D---------C
  )",
                  {{"AB", {{"oneway", "yes"}}}, {"BCDA", {}}});
  const auto pieces = town.travel.reach(Mode::ebike, town.travel.access(Mode::ebike, town.map['a']), Millis(60000));
  ASSERT_EQ(pieces.size(), 1U);
  EXPECT_DOUBLE_EQ(pieces[0].from.value, 400);
  EXPECT_DOUBLE_EQ(pieces[0].to.value, 700);
}

TEST(Travel, CountsAndLocatesUnreachableBuildings) {
  const RoadMap map(R"(
    A--B--C
     a

     b
  )");
  const auto lines = map.roads({{"AB", {}}, {"BC", {{"class", "footway"}}}});
  territory::Buildings buildings;
  buildings.position = Column<BuildingId, Position>({map['a'], map['b'], map['C']});
  buildings.source_id = Column<BuildingId, std::string>({"way/1", "way/2", "way/3"});
  buildings.cell = Column<BuildingId, territory::CellId>(3);
  buildings.households = Column<BuildingId, std::int32_t>(3, 4);
  const Travel travel(build_road_graph(lines, easy_speeds()), easy_speeds(), buildings.position, limit, Threads(1));
  EXPECT_EQ(travel.unreachable(Mode::walk), (std::vector<BuildingId>{BuildingId(1)}));
  EXPECT_EQ(travel.unreachable(Mode::car), (std::vector<BuildingId>{BuildingId(1), BuildingId(2)}));
  const core::Findings findings = travel_findings(travel, lines, buildings, limit);
  ASSERT_EQ(findings.count("building.unreachable"), 2U);
  EXPECT_EQ(findings.all()[1].feature, "way/3");
  EXPECT_EQ(findings.all()[1].place, map['C']);
}

TEST(Travel, SaysSoWhereThereAreNoRoads) {
  territory::Buildings buildings;
  const Travel travel(build_road_graph({}, easy_speeds()), easy_speeds(), Column<BuildingId, Position>(2), limit, Threads(1));
  EXPECT_EQ(travel.unreachable(Mode::walk).size(), 2U);
  EXPECT_EQ(travel_findings(travel, {}, buildings, limit).count("road.none"), mode_count);
  EXPECT_FALSE(travel.time(Mode::walk, {}, {}).has_value());
  EXPECT_FALSE(travel.to_buildings(Mode::walk, {})[BuildingId(0)].reachable());
}

}  // namespace
}  // namespace wangge::network
