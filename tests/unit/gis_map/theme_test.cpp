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
  EXPECT_EQ(themes().size(), 3U);
  try {
    static_cast<void>(theme("heat"));
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::usage);
    EXPECT_NE(error.message().en.find("grids, response, households"), std::string::npos);
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
