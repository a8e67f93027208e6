#include "scenarios/steps/post_ways_step.h"

#include "engine/planning/aims/plan_aims.h"
#include "scenarios/steps/circle_step.h"
#include "scenarios/steps/planning_step.h"
#include "tests/unit/network/street.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wangge::scenarios {
namespace {

/// Row of six houses 100 m apart, a minute each; the street's first responder starts from stations.
TEST(PostWays, LeadFromGivenPointsAsTheCircleDoes) {
  Street street;
  const TravelBuild built = build_travel(street.scenario, street.layers, street.territory, core::Threads(1));
  const auto ways = [&] { return post_ways(street.scenario, street.layers, built, street.territory, core::Threads(2)); };
  EXPECT_EQ(ways(), nullptr) << "a table that puts a post into each grid: its place follows from the grid";
  street.scenario.posts[0].at = LayerRef{};
  EXPECT_EQ(ways(), nullptr) << "no point is known";
  const auto station = [&](double x) {
    gis::PlaceFeature place;
    place.kind = "station";
    place.position = {x, -50};
    street.layers.places.push_back(place);
  };
  station(50);
  station(550);
  const auto made = ways();
  ASSERT_NE(made, nullptr);
  ASSERT_EQ(made->of_grids.size(), 2U);
  EXPECT_EQ(made->of_grids[0].cell, territory::CellId(0));
  EXPECT_EQ(made->of_grids[1].cell, territory::CellId(5));
  const std::vector<double> expected{0, 1, 2, 2, 1, 0};
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_NEAR(made->nearest[territory::CellId(i)], expected[i], 1e-3);
    EXPECT_NEAR(made->of_grids[0].minutes[i], static_cast<double>(i), 1e-3);
  }
  // The same as the static circle of any plan.
  const auto in_circle = [&](const planning::Plan& plan) {
    const ServiceZones zones = service_zones(plan);
    const auto posts = place_posts(street.scenario, street.layers, built, street.territory, zones, core::Threads(1)).posts;
    const auto covered = cover(street.scenario, built.travel, street.territory, zones, posts, core::Threads(1));
    return *covered.total.minutes_mean;
  };
  for (const testing::Rows& grids : {testing::Rows{"aaabbb"}, testing::Rows{"aaaaab"}, testing::Rows{"abbbbb"}}) {
    const planning::Plan plan(street.territory, {}, {{"A001", "", {}, {}}, {"A002", "", {}, {}}},
                              testing::ascii_ids<planning::GridId>(grids));
    const auto travel = planning::measure_aims(plan, {.posts = made.get()}).values[planning::AimFigure::travel];
    EXPECT_NEAR(*travel, in_circle(plan), 1e-6) << grids.front();
  }
}

TEST(PostWays, LeadFromThePostOfAnAreaWhateverTheGrids) {
  Street street;
  street.scenario.posts[0].level = "community";
  const TravelBuild built = build_travel(street.scenario, street.layers, street.territory, core::Threads(1));
  const auto made = post_ways(street.scenario, street.layers, built, street.territory, core::Threads(1));
  ASSERT_NE(made, nullptr);
  EXPECT_TRUE(made->of_grids.empty());
  EXPECT_NEAR(made->served[territory::CellId(0)], 2, 1e-3) << "the median house of the community is the third";
  EXPECT_NEAR(made->served[territory::CellId(5)], 3, 1e-3);
}

/// The grids that a run draws by itself: stations at the first and the fourth of six houses, ways alone weigh.
TEST(PostWays, AreWhatARunDrawsItsGridsBy) {
  Street street;
  street.scenario.posts[0].at = LayerRef{};
  for (const double x : {50.0, 350.0}) {
    gis::PlaceFeature place;
    place.kind = "station";
    place.position = {x, -50};
    street.layers.places.push_back(place);
  }
  PlanningSpec& planning = street.scenario.planning;
  planning.households_min = 20;
  planning.households_max = 40;
  planning.weight_work = planning.weight_compact = planning.weight_barriers = planning.weight_compounds = 0;
  planning.weight_travel = 1;
  const TravelBuild built = build_travel(street.scenario, street.layers, street.territory, core::Threads(1));
  core::SilentProgress silent;
  const auto drawn = [&](const TravelBuild* travel) {
    return build_plan(street.scenario, street.layers, street.territory,
                      {.shape = [](territory::CellId) { return gis::MultiPolygon(); }, .at = {}}, travel, core::Threads(1),
                      silent);
  };
  const PlanBuild made = drawn(&built);
  ASSERT_NE(made.posts, nullptr);
  EXPECT_EQ(made.plan.grid_of(territory::CellId(0)), made.plan.grid_of(territory::CellId(1)));
  EXPECT_NE(made.plan.grid_of(territory::CellId(1)), made.plan.grid_of(territory::CellId(2))) << "two houses and four";
  EXPECT_NE(drawn(nullptr).plan.grid_of(territory::CellId(2)), drawn(nullptr).plan.grid_of(territory::CellId(3))) << "halves";
}

}  // namespace
}  // namespace wangge::scenarios
