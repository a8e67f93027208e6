#include "gis/map/theme.h"

#include "engine/core/error.h"
#include "gis/map/map_labels.h"

#include <gtest/gtest.h>

namespace wangge::gis::map {
namespace {

PlanFile three_grids() {
  PlanFile plan;
  for (const std::int64_t households : {300, 700, 1200}) {
    PlanFile::Grid grid;
    grid.code = "g" + std::to_string(households);
    grid.households = households;
    plan.grids.push_back(grid);
  }
  return plan;
}

ThemeInput input(const PlanFile& plan) {
  return {.plan = plan, .neighbours = {}, .target_minutes = 15, .households_min = 500, .households_max = 1000};
}

TEST(Theme, NamesTheKnownOnesWhenAskedForAnother) {
  EXPECT_EQ(themes().size(), 5U);
  try {
    static_cast<void>(theme("heat"));
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::usage);
    EXPECT_NE(error.message().en.find("grids, response, households, effective, responders"), std::string::npos);
  }
}

TEST(Theme, TellsGridsOutsideTheSizeRangeApart) {
  const PlanFile plan = three_grids();
  const ThemePaint paint = theme("households").paint(input(plan));
  ASSERT_EQ(paint.grid_fill.size(), 3U);
  EXPECT_EQ(paint.grid_fill[0], paint.legend.front().colours.front());
  EXPECT_EQ(paint.grid_fill[2], paint.legend.back().colours.front());
  EXPECT_NE(paint.grid_fill[1], paint.grid_fill[0]);
  EXPECT_EQ(paint.legend.front().words.en, "under 500 (below the norm)");
  EXPECT_EQ(paint.legend[1].words.en, "500–666");
}

TEST(Theme, DoesNotTellACountThatIsWithheld) {
  PlanFile plan = three_grids();
  plan.grids[0].counts_hidden = true;
  const ThemePaint paint = theme("households").paint(input(plan));
  EXPECT_EQ(paint.grid_fill[0], paint.legend.back().colours.front());
  EXPECT_EQ(paint.legend.back().words.en, "number withheld");
}

TEST(Theme, PaintsABuildingByItsMinutesAndAnUnreachableOneApart) {
  PlanFile plan = three_grids();
  const auto add = [&](std::optional<double> minutes) {
    PlanFile::Building building;
    building.grid = "g300";
    building.households = 10;
    building.minutes = minutes;
    plan.buildings.push_back(building);
  };
  add(4.0);
  add(15.0);
  add(15.1);
  add(std::nullopt);
  const ThemePaint paint = theme("response").paint(input(plan));
  const MinuteClasses classes = minute_classes(15);
  EXPECT_EQ(paint.building_fill,
            (std::vector<Colour>{classes.colours[0], classes.colours[2], classes.colours[3], classes.colours[6]}));
}

MultiPolygon square(double side) { return {{.outer = {{0, 0}, {side, 0}, {side, side}, {0, side}, {0, 0}}, .holes = {}}}; }

TEST(Theme, PaintsABuildingByTheChanceThatSomebodyComesInTime) {
  PlanFile plan = three_grids();
  for (const std::optional<double> in_time :
       {std::optional(0.97), std::optional(0.95), std::optional(0.6), std::optional(0.1), {}}) {
    PlanFile::Building building;
    building.in_time = in_time;
    plan.buildings.push_back(building);
  }
  plan.circles.push_back({"all", 15, "ebike", square(100), "grid worker"});
  plan.circles.push_back({"all", 20, "ebike", square(120), "grid worker"});
  plan.effective_circles.push_back({.share = 0.5, .minutes = 15, .shape = square(80)});
  plan.effective_circles.push_back({.share = 0.9, .minutes = 15, .shape = square(40)});
  const ThemePaint paint = theme("effective").paint(input(plan));
  ASSERT_EQ(paint.building_fill.size(), 5U);
  EXPECT_EQ(paint.building_fill[0], paint.building_fill[1]);
  EXPECT_NE(paint.building_fill[1], paint.building_fill[2]);
  EXPECT_NE(paint.building_fill[2], paint.building_fill[3]);
  EXPECT_NE(paint.building_fill[3], paint.building_fill[4]);
  ASSERT_EQ(paint.rings.size(), 3U);
  EXPECT_EQ(paint.rings[0].key, (RingKey{RingKey::Kind::effective, 0.9, {}})) << "on top";
  EXPECT_EQ(paint.rings[1].key, (RingKey{RingKey::Kind::effective, 0.5, {}}));
  EXPECT_NE(paint.rings[0].fill, paint.rings[1].fill);
  EXPECT_EQ(paint.rings[2].key, (RingKey{RingKey::Kind::response, 15, "grid worker"})) << "the static circle of the target alone";
  EXPECT_FALSE(paint.rings[2].fill.has_value());
  EXPECT_EQ(paint.legend.front().words.en, "95 % and more");
  EXPECT_EQ(paint.legend[4].words.en, "Land where it is at least 90, 50 %");
}

TEST(Theme, LaysTheSmallerCircleOfTwoKindsOverTheLarger) {
  PlanFile plan = three_grids();
  plan.circles.push_back({"p", 15, "ebike", square(10), "grid worker"});
  plan.circles.push_back({"all", 15, "ebike", square(100), "grid worker"});
  plan.circles.push_back({"all", 5, "ebike", square(30), "grid worker"});
  plan.circles.push_back({"all", 15, "walk", square(50), "doctor"});
  const ThemePaint paint = theme("responders").paint(input(plan));
  ASSERT_EQ(paint.rings.size(), 4U) << "land and outline of each";
  EXPECT_EQ(paint.rings[0].key.responder, "doctor");
  EXPECT_TRUE(paint.rings[0].fill.has_value());
  EXPECT_EQ(paint.rings[2].key.responder, "grid worker");
  ASSERT_EQ(paint.legend.size(), 2U);
  EXPECT_EQ(paint.legend[0].words.en, "grid worker (by e-bike)");
  EXPECT_EQ(paint.legend[1].words.zh, "doctor（步行）");
  EXPECT_EQ(first_rings(plan).size(), 2U) << "the other themes show the first kind alone";
  EXPECT_EQ(theme("response").paint(input(plan)).rings.size(), 2U);
}

TEST(Theme, HoldsInAnEmptyPlan) {
  const PlanFile plan;
  for (const Theme& each : themes())
    EXPECT_TRUE(each.paint({.plan = plan, .neighbours = {}, .households_min = {}, .households_max = {}}).grid_fill.empty());
}

TEST(MapLabels, ShortenAGridsCodeByItsParents) {
  PlanFile::Grid grid;
  grid.code = "7004-012";
  grid.parent = "7004";
  EXPECT_EQ(short_code(grid), "012");
  grid.parent = "9";
  EXPECT_EQ(short_code(grid), "7004-012");
}

TEST(MapLabels, KnowInsideFromHoleAndOutside) {
  const Path ring{{{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, true}, {{{3, 3}, {3, 7}, {7, 7}, {7, 3}}, true}};
  EXPECT_TRUE(inside(ring, {1, 1}));
  EXPECT_FALSE(inside(ring, {5, 5}));
  EXPECT_FALSE(inside(ring, {11, 5}));
}

}  // namespace
}  // namespace wangge::gis::map
