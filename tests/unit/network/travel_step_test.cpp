#include "scenarios/steps/travel_step.h"

#include "engine/core/error.h"
#include "tests/support/ascii_cells.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wangge::scenarios {
namespace {

using siting::PostId;
using siting::ZoneId;

/// Six houses of ten households in a row, 100 m apart on one street; the west half is grid A001, the east half A002.
struct Street {
  territory::Territory territory =
      testing::ascii_territory({.households = {"111111"}, .parents = {}, .unit = 10, .barriers = {}});
  gis::Layers layers;
  Scenario scenario;
  planning::Plan plan;

  Street()
      : plan(territory, {}, {{"A001", "west", {}, {}}, {"A002", "east", {}, {}}},
             testing::ascii_ids<planning::GridId>({"aaabbb"})) {
    gis::LineFeature street;
    street.source_id = "way/7";
    street.line_class = network::LineClass::residential;
    street.points = {{0, -50}, {600, -50}};
    street.access.fill(network::Direction::both);
    layers.lines = {street};
    for (auto& by_class : scenario.travel.speed_kmh) by_class.fill(6);  // 100 m a minute
    scenario.travel.stairs_per_floor = core::Millis(0);
    scenario.target_time = core::minutes(1);
    scenario.posts = {PostSpec{}};
    scenario.responders = {ResponderSpec{}};
  }
};

TEST(TravelStep, LeadsFromAScenarioToTheCircle) {
  const Street street;
  const TravelBuild built = build_travel(street.scenario, street.layers, street.territory, core::Threads(1));
  EXPECT_TRUE(built.findings.all().empty());
  const ServiceZones zones = service_zones(street.plan);
  ASSERT_EQ(zones.zones.size(), 4U);  // two grids, the district, the community
  EXPECT_EQ(zones.zones[zones.of_grid[planning::GridId(1)]].code, "A002");
  EXPECT_EQ(zones.zones[zones.of_area[territory::AreaId(1)]].buildings.size(), 6U);

  const auto placed = place_posts(street.scenario, street.layers, built.travel, street.territory, zones, core::Threads(1));
  ASSERT_EQ(placed.posts.size(), 2U);
  EXPECT_EQ(placed.posts[PostId(0)].home, territory::BuildingId(1));
  EXPECT_EQ(placed.posts[PostId(1)].home, territory::BuildingId(4));
  EXPECT_EQ(placed.posts[PostId(1)].parent, "A002");

  const auto covered = cover(street.scenario, built.travel, street.territory, zones, placed.posts, core::Threads(1));
  EXPECT_EQ(covered.total.households_share(), 1.0);
  EXPECT_DOUBLE_EQ(*covered.by_zone[ZoneId(0)].minutes_mean, 2.0 / 3);

  const auto circles = circle_rows(street.scenario, built.travel, placed.posts, core::Threads(1));
  ASSERT_EQ(circles.size(), 3U);
  EXPECT_EQ(circles[0].post, placed.posts[PostId(0)].name);
  EXPECT_EQ(circles[2].post, "all");
  EXPECT_EQ(circles[2].minutes, 1);
}

TEST(TravelStep, TakesOnlyThePostsOfTheFirstResponder) {
  Street street;
  street.scenario.posts = {{.kind = "centre", .level = "district", .at = {}, .kind_field = {}, .label_field = "name"},
                           PostSpec{}};
  const TravelBuild built = build_travel(street.scenario, street.layers, street.territory, core::Threads(1));
  const ServiceZones zones = service_zones(street.plan);
  const auto placed = place_posts(street.scenario, street.layers, built.travel, street.territory, zones, core::Threads(1));
  ASSERT_EQ(placed.posts.size(), 3U);
  EXPECT_EQ(placed.posts[PostId(0)].parent, "D");
  const auto covered = cover(street.scenario, built.travel, street.territory, zones, placed.posts, core::Threads(1));
  for (const PostId post : covered.post) EXPECT_NE(post, PostId(0));
}

TEST(TravelStep, TakesGivenPointsFromThePlacesOfTheirKind) {
  Street street;
  street.scenario.posts[0].at = LayerRef{};
  street.layers.places = {{"node/1", "hamlet", "elsewhere", "", {0, 0}, {}}, {"node/2", "station", "hall", "", {510, -60}, {}}};
  const TravelBuild built = build_travel(street.scenario, street.layers, street.territory, core::Threads(1));
  const auto placed =
      place_posts(street.scenario, street.layers, built.travel, street.territory, service_zones(street.plan), core::Threads(1));
  ASSERT_EQ(placed.posts.size(), 1U);
  EXPECT_EQ(placed.posts[PostId(0)].name, "hall");
  EXPECT_EQ(placed.posts[PostId(0)].parent, "A002");
}

TEST(TravelStep, ReportsAClosedStreetAndPlacesNoPost) {
  Street street;
  street.scenario.roads.closed = {"way/7"};
  const TravelBuild built = build_travel(street.scenario, street.layers, street.territory, core::Threads(1));
  EXPECT_EQ(built.findings.count("road.none"), network::mode_count);
  const auto placed =
      place_posts(street.scenario, street.layers, built.travel, street.territory, service_zones(street.plan), core::Threads(1));
  EXPECT_TRUE(placed.posts.empty());
  EXPECT_EQ(placed.findings.count("post.unreachable"), 2U);
}

TEST(TravelStep, RefusesALevelThatDoesNotExist) {
  Street street;
  street.scenario.posts[0].level = "village";
  const TravelBuild built = build_travel(street.scenario, street.layers, street.territory, core::Threads(1));
  try {
    static_cast<void>(place_posts(street.scenario, street.layers, built.travel, street.territory, service_zones(street.plan),
                                  core::Threads(1)));
    FAIL() << "a post of no level was placed";
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::usage);
    EXPECT_NE(error.message().en.find("village"), std::string::npos);
  }
}

}  // namespace
}  // namespace wangge::scenarios
