#include "drawn_town.h"
#include "engine/planning/make_plan.h"
#include "gis/build/build_territory.h"
#include "gis/cells/build_cells.h"
#include "tests/support/ascii_cells.h"

#include <algorithm>

#include <gtest/gtest.h>

/// Villages are single houses within a ring of streets; what lies between them is open land.
namespace wangge::gis {
namespace {

using territory::BarrierClass;
using territory::CellId;
using Map = std::vector<std::string>;

/// A street around every building but those named, 10 m from its walls.
Layers villages(const Map& drawing, const std::string& without_street = "") {
  Layers layers = town::drawn(drawing);
  for (const BuildingFeature& building : layers.buildings) {
    if (without_street.find(building.source_id) != std::string::npos) continue;
    const Ring& walls = building.footprint[0].outer;  // from the south-west corner, counter-clockwise
    layers.lines.push_back(town::line(town::rectangle(walls[0].x - 10, walls[0].y - 10, walls[2].x + 10, walls[2].y + 10)));
  }
  return layers;
}

CellBuild build(const Layers& layers, const CellRules& rules = {}) {
  core::SilentProgress progress;
  return build_cells(layers, rules, core::Threads(1), progress);
}

Map cells_of(const CellBuild& built, const Layers& layers, const Map& drawing) {
  return town::cell_map(built, layers, drawing.size(), drawing.front().size());
}

TEST(Pockets, ShareTheOpenLandBetweenThemByNearness) {
  const Map drawing{
      "............",  //
      "............",  //
      "..a......b..",  //
      "............",  //
      "............",  //
      "............",  //
      "............",  //
      "..c......d..",  //
      "............",  //
      "............",
  };
  const Layers layers = villages(drawing);
  const CellBuild built = build(layers);
  EXPECT_EQ(cells_of(built, layers, drawing), (Map{
                                                  "000000111111",  //
                                                  "0aaa0011bbb1",  //
                                                  "0aaa0011bbb1",  //
                                                  "0aaa0011bbb1",  //
                                                  "000000111111",  //
                                                  "222222333333",  //
                                                  "2ccc2233ddd3",  //
                                                  "2ccc2233ddd3",  //
                                                  "2ccc2233ddd3",  //
                                                  "222222333333",
                                              }));
  ASSERT_EQ(built.coverage.size(), 8U);
  EXPECT_DOUBLE_EQ(built.area[CellId(4)].value, 2100);
  for (const CellId piece : {CellId(4), CellId(5), CellId(6), CellId(7)}) {
    EXPECT_EQ(built.neighbours[piece].size(), 3U) << "its village and two of the other pieces, of which no four meet";
  }
}

/// Households of the grids of a plan with 4 to 9 households each.
std::vector<std::int64_t> grids_of(const territory::Territory& land) {
  core::SilentProgress progress;
  planning::PlanningInputs inputs;
  inputs.rules.households = {4, 9};
  const planning::Plan plan = planning::make_plan(land, inputs, core::Seed(1), core::Threads(1), progress);
  std::vector<std::int64_t> households;
  for (const planning::GridId grid : plan.grids()) households.push_back(plan.tally(grid).households);
  std::sort(households.begin(), households.end());
  return households;
}

TEST(Pockets, CanBeSharedOutAmongGridsOnceTheFieldIsCut) {
  // All twelve households hang on one field; whoever takes it leaves three behind that can join nobody.
  const std::vector<std::int64_t> around_one_field = grids_of(testing::ascii_territory({.households = {" 3 ",  //
                                                                                                       "303",  //
                                                                                                       " 3 "},
                                                                                        .parents = {},
                                                                                        .unit = 1,
                                                                                        .barriers = {}}));
  EXPECT_TRUE(around_one_field.front() < 4 || around_one_field.back() > 9);

  Layers layers = villages({
      "............",  //
      "............",  //
      "..a......b..",  //
      "............",  //
      "............",  //
      "............",  //
      "............",  //
      "..c......d..",  //
      "............",  //
      "............",
  });
  for (BuildingFeature& building : layers.buildings) building.households = 3;
  core::SilentProgress progress;
  BuildRules rules;
  rules.level_names = {"village"};
  const territory::Territory land = build_territory(layers, rules, core::Threads(1), progress).territory;
  EXPECT_EQ(grids_of(land), (std::vector<std::int64_t>{6, 6}));
}

TEST(Pockets, LeaveALandWholeThatTheyTouchTogether) {
  const Map drawing{
      "............",  //
      ".a..b..c..d.",  //
      "............",  //
      "............",  //
      "............",  //
      "............",
  };
  Layers layers = town::drawn(drawing);
  layers.lines.push_back(town::line({{0, 30}, {120, 30}}));
  const CellBuild built = build(layers);
  EXPECT_EQ(cells_of(built, layers, drawing), (Map{
                                                  "aaabbbcccddd",  //
                                                  "aaabbbcccddd",  //
                                                  "aaabbbcccddd",  //
                                                  "000000000000",  //
                                                  "000000000000",  //
                                                  "000000000000",
                                              }));
}

TEST(Pockets, LeaveANarrowStripWhole) {
  const Map drawing{
      "..a..b..",  //
      "........",  //
      "..c..d..",
  };
  Layers layers = town::drawn(drawing);
  layers.lines.push_back(town::line({{0, 20}, {80, 20}}));
  layers.lines.push_back(town::line({{0, 10}, {80, 10}}));
  const CellBuild built = build(layers);
  EXPECT_EQ(cells_of(built, layers, drawing), (Map{
                                                  "aaaabbbb",  //
                                                  "00000000",  //
                                                  "ccccdddd",
                                              }));
}

TEST(Pockets, TakeTheirShareOfAFieldThatAFarmStandsIn) {
  const Map drawing{
      "...............",  //
      "...............",  //
      ".a...........b.",  //
      ".......f.......",  //
      "...............",  //
      "...............",  //
      "...............",
  };
  const Layers layers = villages(drawing, "f");
  const Map one_hectare_is_the_farms_alone{
      "fffffffffffffff",  //
      "aaafffffffffbbb",  //
      "aaafffffffffbbb",  //
      "aaafffffffffbbb",  //
      "fffffffffffffff",  //
      "fffffffffffffff",  //
      "fffffffffffffff",
  };
  EXPECT_EQ(cells_of(build(layers), layers, drawing), one_hectare_is_the_farms_alone);
  CellRules rules;
  rules.open_land_above = core::SquareMetres(5000);
  const Map a_field_is_shared{
      "000000fff111111",  //
      "aaa00fffff11bbb",  //
      "aaa00fffff11bbb",  //
      "aaa00fffff11bbb",  //
      "00000fffff11111",  //
      "00000fffff11111",  //
      "00000fffff11111",
  };
  EXPECT_EQ(cells_of(build(layers, rules), layers, drawing), a_field_is_shared);
}

TEST(Pockets, AreNotFoundedByAShed) {
  const Map drawing{
      "............",  //
      "............",  //
      "..a..s...b..",  //
      "............",  //
      "............",
  };
  Layers layers = villages(drawing, "s");
  const auto shed = std::find_if(layers.buildings.begin(), layers.buildings.end(),
                                 [](const BuildingFeature& building) { return building.source_id == "s"; });
  shed->use = territory::BuildingUse::minor;
  const CellBuild built = build(layers);
  EXPECT_EQ(built.coverage.size(), 4U);
  const CellId home = built.cell_of_building[2];
  ASSERT_TRUE(home.valid());
  for (const Position corner : {Position{50.1, 20.1}, {59.9, 20.1}, {59.9, 29.9}, {50.1, 29.9}}) {
    EXPECT_EQ(built.coverage.cell_at(corner), home);
  }
}

TEST(Pockets, OfDifferentAreasShareNothing) {
  const Map drawing{
      "............",  //
      "............",  //
      "..a......b..",  //
      "............",  //
      "............",
  };
  Layers layers = villages(drawing);
  layers.levels[0] = {town::area("west", {{town::rectangle(0, 0, 70, 50), {}}}),
                      town::area("east", {{town::rectangle(70, 0, 120, 50), {}}})};
  const CellBuild built = build(layers);
  EXPECT_EQ(cells_of(built, layers, drawing), (Map{
                                                  "000000011111",  //
                                                  "0aaa0001bbb1",  //
                                                  "0aaa0001bbb1",  //
                                                  "0aaa0001bbb1",  //
                                                  "000000011111",
                                              }));
}

TEST(Pockets, DivideARiverBetweenItsBanks) {
  const Map drawing{
      "........",  //
      "a......b",  //
      "........",
  };
  Layers layers = town::drawn(drawing);
  layers.waters.push_back({"river", "river", {{town::rectangle(20, -20, 60, 60), {}}}});
  const CellBuild built = build(layers);
  EXPECT_EQ(cells_of(built, layers, drawing), (Map{
                                                  "aa0011bb",  //
                                                  "aa0011bb",  //
                                                  "aa0011bb",
                                              }));
  for (const CellId cell : core::ids<CellId>(built.coverage.size())) {
    for (const territory::Neighbour& other : built.neighbours[cell]) EXPECT_EQ(other.barrier, BarrierClass::river);
  }
}

}  // namespace
}  // namespace wangge::gis
