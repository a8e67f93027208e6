#include "gis/cells/build_cells.h"

#include "drawn_town.h"
#include "engine/core/error.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace wangge::gis {
namespace {

using territory::BarrierClass;
using territory::CellId;
using Map = std::vector<std::string>;

CellBuild build(const Layers& layers, CellRules rules = {}) {
  core::SilentProgress progress;
  return build_cells(layers, rules, core::Threads(1), progress);
}

Map cells_of(const CellBuild& built, const Layers& layers, const Map& drawing) {
  return town::cell_map(built, layers, drawing.size(), drawing.front().size());
}

double total_area(const CellBuild& built) {
  double sum = 0;
  for (const auto& area : built.area) sum += area.value;
  return sum;
}

TEST(BuildCells, DividesOpenLandByTheNearestWall) {
  const Map drawing{
      "..........",  //
      "..........",  //
      ".aa....bb.",  //
      ".aa....bb.",  //
      "..........",  //
      "..........",
  };
  const Layers layers = town::drawn(drawing);
  const CellBuild built = build(layers);
  EXPECT_EQ(cells_of(built, layers, drawing), (Map{
                                                  "aaaaabbbbb",  //
                                                  "aaaaabbbbb",  //
                                                  "aaaaabbbbb",  //
                                                  "aaaaabbbbb",  //
                                                  "aaaaabbbbb",  //
                                                  "aaaaabbbbb",
                                              }));
  ASSERT_EQ(built.coverage.size(), 2U);
  EXPECT_DOUBLE_EQ(built.area[CellId(0)].value, 3000);
  EXPECT_DOUBLE_EQ(built.perimeter[CellId(0)].value, 220);
  EXPECT_DOUBLE_EQ(built.outer_border[CellId(0)].value, 160);
  ASSERT_EQ(built.neighbours[CellId(0)].size(), 1U);
  EXPECT_DOUBLE_EQ(built.neighbours[CellId(0)][0].border.value, 60);
  EXPECT_EQ(built.neighbours[CellId(0)][0].barrier, BarrierClass::none);
  EXPECT_NEAR(built.place[CellId(0)].x, 20, 1e-9);
  EXPECT_NEAR(built.place[CellId(0)].y, 30, 1e-9);
}

TEST(BuildCells, LetsAStreetDivideWhereTheWallsWouldNot) {
  const Map drawing{
      "............",  //
      "aa........bb",  //
      "............",  //
  };
  Layers layers = town::drawn(drawing);
  layers.lines.push_back(town::line({{30, -5}, {30, 35}}, network::LineClass::primary));
  const CellBuild built = build(layers);
  EXPECT_EQ(cells_of(built, layers, drawing), (Map{
                                                  "aaabbbbbbbbb",  //
                                                  "aaabbbbbbbbb",  //
                                                  "aaabbbbbbbbb",
                                              }));
  EXPECT_EQ(built.neighbours[CellId(0)][0].barrier, BarrierClass::arterial);
}

TEST(BuildCells, IgnoresADeadEndAndATunnel) {
  const Map drawing{
      "............",  //
      "aa........bb",  //
      "............",  //
  };
  Layers layers = town::drawn(drawing);
  layers.lines.push_back(town::line({{40, 0}, {40, 20}}));
  layers.lines.push_back(town::line({{20, 0}, {20, 30}}));
  layers.lines.back().tunnel = true;
  const CellBuild built = build(layers);
  EXPECT_EQ(cells_of(built, layers, drawing), (Map{
                                                  "aaaaaabbbbbb",  //
                                                  "aaaaaabbbbbb",  //
                                                  "aaaaaabbbbbb",
                                              }));
}

TEST(BuildCells, KeepsABuildingWholeThatALineCrosses) {
  const Map drawing{
      "..........",  //
      "..aaaaa...",  //
      "..aaaaa...",  //
      "........b.",  //
  };
  Layers layers = town::drawn(drawing);
  layers.lines.push_back(town::line({{30, 0}, {30, 40}}));
  const CellBuild built = build(layers);
  const auto map = cells_of(built, layers, drawing);
  EXPECT_EQ(map[1].substr(2, 5), "aaaaa");
  EXPECT_EQ(map[2].substr(2, 5), "aaaaa");
  EXPECT_EQ(map[3].back(), 'b');
}

TEST(BuildCells, GivesLargeEmptyLandACellOfItsOwnAndSmallLandToANeighbour) {
  const Map drawing{
      "..........",  //
      ".aa.......",  //
      "..........",  //
  };
  Layers layers = town::drawn(drawing);
  layers.lines.push_back(town::line({{40, 0}, {40, 30}}));
  layers.lines.push_back(town::line({{90, 0}, {90, 30}}));
  const CellBuild built = build(layers);
  EXPECT_EQ(cells_of(built, layers, drawing), (Map{
                                                  "aaaa000000",  // 300 m2 east of the second street are too small
                                                  "aaaa000000",  //
                                                  "aaaa000000",
                                              }));
}

TEST(BuildCells, LetsALaneDivideOnlyInhabitedLand) {
  const Map drawing{
      "...............",  //
      "aa.....bb......",  //
      "...............",  //
  };
  Layers layers = town::drawn(drawing);
  layers.lines.push_back(town::line({{30, 0}, {30, 30}}, network::LineClass::service));  // between a and b
  layers.lines.push_back(town::line({{110, 0}, {110, 30}}, network::LineClass::track));  // between b and a field
  const CellBuild built = build(layers);
  EXPECT_EQ(cells_of(built, layers, drawing), (Map{
                                                  "aaabbbbbbbbbbbb",  //
                                                  "aaabbbbbbbbbbbb",  //
                                                  "aaabbbbbbbbbbbb",
                                              }));
  EXPECT_EQ(built.neighbours[CellId(0)][0].barrier, BarrierClass::lane);
}

TEST(BuildCells, JoinsASmallShedToTheCellAroundIt) {
  const Map drawing{
      "............",  //
      ".aa..s...bb.",  //
      "............",  //
  };
  Layers layers = town::drawn(drawing);
  layers.buildings.back().use = territory::BuildingUse::minor;  // s, 100 m2, lies across the middle line
  const CellBuild built = build(layers);
  EXPECT_EQ(built.coverage.size(), 2U);
  ASSERT_TRUE(built.cell_of_building[2].valid());
  const MultiPolygon home = built.coverage.polygon(built.cell_of_building[2]);
  // The shed is whole in one cell: its corners (nudged inwards) lie there.
  for (const Position corner : {Position{50.1, 10.1}, {59.9, 10.1}, {59.9, 19.9}, {50.1, 19.9}}) {
    EXPECT_EQ(built.coverage.cell_at(corner), built.cell_of_building[2]);
  }
  EXPECT_EQ(home.size(), 1U);
}

TEST(BuildCells, GroupsBuildingsThatOverlapMuchAndTrimsThoseThatOverlapLittle) {
  Layers layers = town::drawn({"..........", "..........", ".........."});
  layers.buildings.push_back(town::building("big", {{town::rectangle(10, 10, 30, 20), {}}}));
  layers.buildings.push_back(town::building("lapping", {{town::rectangle(25, 10, 40, 20), {}}}));
  layers.buildings.push_back(town::building("touching", {{town::rectangle(39.95, 10, 60, 20), {}}}));
  const CellBuild built = build(layers);
  EXPECT_EQ(built.coverage.size(), 2U);
  EXPECT_EQ(built.cell_of_building[0], built.cell_of_building[1]);
  EXPECT_NE(built.cell_of_building[0], built.cell_of_building[2]);
  EXPECT_EQ(built.findings.count("building.grouped"), 1U);
  EXPECT_EQ(built.findings.count("building.trimmed"), 1U);
}

TEST(BuildCells, GivesABuildingToTheSideOfTheBoundaryWithMoreOfIt) {
  Layers layers = town::drawn({"....aaa...", "....aaa..."});
  layers.levels[0] = {town::area("west", {{town::rectangle(0, 0, 60, 20), {}}}),
                      town::area("east", {{town::rectangle(60, 0, 100, 20), {}}})};
  const CellBuild built = build(layers);
  ASSERT_TRUE(built.cell_of_building[0].valid());
  EXPECT_EQ(built.area_feature[built.cell_of_building[0]], 0U);
  EXPECT_EQ(built.findings.count("building.cut_by_boundary"), 1U);
  EXPECT_DOUBLE_EQ(total_area(built), 2000);
  ASSERT_EQ(built.coverage.size(), 2U);
  EXPECT_EQ(built.area_feature[CellId(1)], 1U);
}

TEST(BuildCells, NeverLosesABuilding) {
  Layers layers = town::drawn({"aa........", ".........."});
  layers.buildings.push_back(town::building("far", {{town::rectangle(5000, 0, 5010, 10), {}}}));
  layers.buildings.push_back(town::building("beyond", {{town::rectangle(98, 0, 120, 10), {}}}));
  layers.buildings.push_back(town::building("broken", {}));
  layers.buildings.back().defect = {.zh = "环未闭合", .en = "its ring is not closed"};
  layers.buildings.push_back(town::building("nowhere", {}));
  layers.buildings.push_back(town::building("nan", {{town::rectangle(std::numeric_limits<double>::quiet_NaN(), 0, 20, 20), {}}}));
  layers.buildings.push_back(town::building("flat", {{town::rectangle(20, 5, 40, 5), {}}}));
  layers.buildings.push_back(town::building("point", {}));
  layers.buildings.back().point = Position{70, 10};
  layers.buildings.push_back(town::building("point outside", {}));
  layers.buildings.back().point = Position{-70, 10};
  CellRules rules;
  rules.lowest_level = {.zh = "市镇", .en = "municipality"};
  const CellBuild built = build(layers, rules);
  const std::vector<std::string> expected{"",
                                          "outside every municipality",
                                          "outside every municipality with 91 % of its footprint",
                                          "its ring is not closed",
                                          "it has neither a footprint nor a point",
                                          "its coordinates are not finite",
                                          "its footprint has no area",
                                          "",
                                          "outside every municipality"};
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(built.unassigned_reason[i].en, expected[i]) << i;
  EXPECT_EQ(built.unassigned_reason[2].zh, "位于所有市镇之外，占地的 91% 在外");
  for (const auto& finding : built.findings.all()) EXPECT_EQ(finding.message.zh.find(" every "), std::string::npos);
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(built.cell_of_building[i].valid(), expected[i].empty()) << i;
  EXPECT_EQ(built.findings.count("building.outside") + built.findings.count("building.defect"), 7U);
  EXPECT_EQ(built.buildings[CellId(0)], (std::vector<std::uint32_t>{0, 7}));
}

TEST(BuildCells, GivesAPointOnABorderToTheLowestCell) {
  const Map drawing{"aa......bb"};
  Layers layers = town::drawn(drawing);
  layers.buildings.push_back(town::building("point", {}));
  layers.buildings.back().point = Position{50, 5};
  const CellBuild built = build(layers);
  EXPECT_EQ(built.cell_of_building[2], CellId(0));
}

TEST(BuildCells, LetsTheFirstNamedAreaWinAnOverlap) {
  Layers layers = town::drawn({"..........", ".........."});
  layers.levels[0] = {town::area("", {{town::rectangle(0, 0, 100, 20), {}}}),
                      town::area("west", {{town::rectangle(0, 0, 60, 20), {}}}),
                      town::area("east", {{town::rectangle(50, 0, 100, 20), {}}}),
                      town::area("east again", {{town::rectangle(50, 0, 100, 20), {}}})};
  layers.levels[0][0].source_id = "unnamed";
  const CellBuild built = build(layers);
  EXPECT_DOUBLE_EQ(total_area(built), 2000);
  ASSERT_EQ(built.coverage.size(), 2U);
  EXPECT_EQ(built.area_feature[CellId(0)], 1U);
  EXPECT_DOUBLE_EQ(built.area[CellId(0)].value, 1200);
  EXPECT_EQ(built.area_feature[CellId(1)], 2U);
  EXPECT_EQ(built.findings.count("area.without_land"), 2U);
}

TEST(BuildCells, ClosesThinGapsAndLeavesWideOnes) {
  Layers layers = town::drawn({"..........", "..........", "..........", ".........."});
  layers.levels[0] = {town::area("west", {{town::rectangle(0, 0, 50, 40), {}}}),
                      town::area("east", {{{{50.2, 0},
                                            {100, 0},
                                            {100, 40},
                                            {50.2, 40},
                                            {50.2, 38},
                                            {50, 38},
                                            {50, 37},
                                            {50.2, 37},
                                            {50.2, 2},
                                            {50, 2},
                                            {50, 1},
                                            {50.2, 1},
                                            {50.2, 0}},
                                           {Ring{{70, 10}, {70, 30}, {90, 30}, {90, 10}, {70, 10}}}}})};
  const CellBuild built = build(layers);
  EXPECT_EQ(built.findings.count("area.gap_closed"), 1U);
  EXPECT_FALSE(built.coverage.cell_at({80, 20}).has_value());
  EXPECT_EQ(built.coverage.cell_at({50.1, 20}), built.coverage.cell_at({60, 20}));  // its jagged side is the longer
}

TEST(BuildCells, ClosesAThinGapThatRunsOutToTheBorder) {
  Layers layers = town::drawn({"..........", "..........", "..........", ".........."});
  const std::vector<AreaFeature> towns = {
      town::area("west", {{town::rectangle(0, 0, 50, 40), {}}}),
      town::area("east", {{Ring{{50, 0}, {100, 0}, {100, 40}, {51.5, 40}, {50, 0}}, {}}})};  // a wedge, open to the north
  layers.levels = {{town::area("district", {{town::rectangle(0, 0, 100, 40), {}}})}, towns};
  const CellBuild built = build(layers);
  EXPECT_EQ(built.findings.count("area.gap_closed"), 1U);
  EXPECT_TRUE(built.coverage.cell_at({50.5, 30}).has_value());

  layers.levels = {towns};  // nobody says where the land ends
  EXPECT_FALSE(build(layers).coverage.cell_at({50.5, 30}).has_value());
}

TEST(BuildCells, ReportsLowerAreasThatLeaveTheirParent) {
  Layers layers = town::drawn({"..........", ".........."});
  layers.levels = {
      {town::area("town west", {{town::rectangle(0, 0, 50, 20), {}}}),
       town::area("town east", {{town::rectangle(50, 0, 120, 20), {}}})},
      {town::area("west", {{town::rectangle(0, 0, 60, 20), {}}}), town::area("east", {{town::rectangle(60, 0, 100, 20), {}}})}};
  const CellBuild built = build(layers);
  EXPECT_EQ(built.findings.count("area.not_nested"), 1U);
  EXPECT_EQ(built.coverage.size(), 2U);
}

TEST(BuildCells, MakesWaterACellOfItsOwnAndBuildsOverIt) {
  const Map drawing{
      "..........",  //
      "aa..bb..cc",  //
      "..........",  //
      "..........",  //
  };
  Layers layers = town::drawn(drawing);
  layers.waters.push_back({"lake", "lake", {{town::rectangle(30, -20, 70, 60), {}}}});
  const CellBuild built = build(layers);
  EXPECT_EQ(cells_of(built, layers, drawing), (Map{
                                                  "aaa0000ccc",  //
                                                  "aaa0bb0ccc",  //
                                                  "aaa0000ccc",  //
                                                  "aaa0000ccc",
                                              }));
  EXPECT_EQ(built.neighbours[CellId(0)][0].barrier, BarrierClass::river);
}

TEST(BuildCells, JoinsThePartsOfOneBuildingWithTheCellsBetween) {
  const Map drawing{
      "...............",  //
      "aa...b.........",  //
      "...............",  //
  };
  Layers layers = town::drawn(drawing);
  layers.buildings[0].footprint.push_back({town::rectangle(90, 10, 100, 20), {}});
  const CellBuild built = build(layers);
  EXPECT_EQ(built.coverage.size(), 1U);
  EXPECT_EQ(built.cell_of_building[0], built.cell_of_building[1]);
}

TEST(BuildCells, OmitsShortBordersFromNeighboursButKeepsPartsConnected) {
  // Four squares meet almost in a point; the street is a little off, so that two of them share 1 m of border.
  Layers layers = town::drawn({"a...b", ".....", ".....", ".....", "c...d"});
  layers.lines.push_back(town::line({{0, 25}, {25, 25}, {26, 25}, {50, 25}}));
  layers.lines.push_back(town::line({{25, 0}, {25, 25}}));
  layers.lines.push_back(town::line({{26, 25}, {26, 50}}));
  const CellBuild built = build(layers);
  ASSERT_EQ(built.coverage.size(), 4U);
  for (const auto& neighbour : built.neighbours[CellId(0)]) EXPECT_GE(neighbour.border.value, 2);
  EXPECT_EQ(built.neighbours[CellId(0)].size(), 2U);

  // A strip that hangs on the rest by one metre only stays connected.
  Layers hanging = town::drawn({"aa......bb"});
  hanging.levels[0] = {
      town::area("A", {{{{0, 0}, {50, 0}, {50, 9}, {51, 9}, {51, 0}, {100, 0}, {100, 10}, {0, 10}, {0, 0}}, {}}})};
  const CellBuild held = build(hanging);
  ASSERT_EQ(held.coverage.size(), 2U);
  ASSERT_EQ(held.neighbours[CellId(0)].size(), 1U);
  EXPECT_LT(held.neighbours[CellId(0)][0].border.value, 2);
}

TEST(BuildCells, NumbersThePartsOfAnArea) {
  Layers layers = town::drawn({"aa....bb", "........"});
  layers.levels[0] = {town::area("A", {{town::rectangle(0, 0, 30, 20), {}}, {town::rectangle(50, 0, 80, 20), {}}})};
  const CellBuild built = build(layers);
  ASSERT_EQ(built.coverage.size(), 2U);
  EXPECT_EQ(built.part[CellId(0)], 0U);
  EXPECT_EQ(built.part[CellId(1)], 1U);
  EXPECT_TRUE(built.neighbours[CellId(0)].empty());
}

TEST(BuildCells, AcceptsSelfCrossingAndWronglyTurnedRings) {
  Layers layers = town::drawn({"..........", "..........", "..........", ".........."});
  layers.buildings.push_back(town::building("bow tie", {{{{10, 10}, {30, 30}, {30, 10}, {10, 30}, {10, 10}}, {}}}));
  layers.buildings.push_back(town::building("clockwise", {{{{60, 10}, {60, 30}, {80, 30}, {80, 10}, {60, 10}}, {}}}));
  const CellBuild built = build(layers);
  EXPECT_EQ(built.coverage.size(), 2U);
  EXPECT_TRUE(built.cell_of_building[0].valid());
  EXPECT_TRUE(built.cell_of_building[1].valid());
}

TEST(BuildCells, RefusesALowestLevelWithoutShapes) {
  Layers layers;
  EXPECT_THROW(build(layers), core::Error);
  layers.levels.push_back({town::area("A", {})});
  EXPECT_THROW(build(layers), core::Error);
  layers.levels[0][0].shape = {{town::rectangle(0, 0, 1e7, 1e7), {}}};
  EXPECT_THROW(build(layers), core::Error);
}

class ImpatientProgress final : public core::Progress {
 public:
  void begin(std::string_view /*stage*/, std::uint64_t /*total*/) override {}
  void advance(std::uint64_t /*by*/) override {}
  void end() override {}
  [[nodiscard]] bool interrupted() const override { return true; }
};

TEST(BuildCells, StopsWhenInterrupted) {
  const Layers layers = town::drawn({"aa..bb"});
  ImpatientProgress progress;
  EXPECT_THROW(static_cast<void>(build_cells(layers, {}, core::Threads(1), progress)), core::Error);
}

}  // namespace
}  // namespace wangge::gis
