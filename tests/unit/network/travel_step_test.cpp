#include "scenarios/steps/travel_step.h"

#include "engine/core/error.h"
#include "scenarios/steps/circle_step.h"
#include "scenarios/steps/effective_circles.h"
#include "scenarios/steps/post_ways_step.h"
#include "scenarios/steps/responder_circles.h"
#include "tests/unit/network/street.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace wangge::scenarios {
namespace {

using siting::PostId;
using siting::ZoneId;

TEST(TravelStep, LeadsFromAScenarioToTheCircle) {
  const Street street;
  const TravelBuild built = build_travel(street.scenario, street.layers, street.territory, core::Threads(1));
  EXPECT_TRUE(built.findings.all().empty());
  const ServiceZones zones = service_zones(street.plan);
  ASSERT_EQ(zones.zones.size(), 4U);  // two grids, the district, the community
  EXPECT_EQ(zones.zones[zones.of_grid[planning::GridId(1)]].code, "A002");
  EXPECT_EQ(zones.zones[zones.of_area[territory::AreaId(1)]].buildings.size(), 6U);

  const auto placed = place_posts(street.scenario, street.layers, built, street.territory, zones, core::Threads(1));
  ASSERT_EQ(placed.posts.size(), 2U);
  EXPECT_EQ(placed.posts[PostId(0)].home, territory::BuildingId(1));
  EXPECT_EQ(placed.posts[PostId(1)].home, territory::BuildingId(4));
  EXPECT_EQ(placed.posts[PostId(1)].parent, "A002");

  const auto covered = cover(street.scenario, built.travel, street.territory, zones, placed.posts, core::Threads(1));
  EXPECT_EQ(covered.total.households_share(), 1.0);
  EXPECT_DOUBLE_EQ(*covered.by_zone[ZoneId(0)].minutes_mean, 2.0 / 3);

  const auto circles = circle_rows(street.scenario, street.layers, street.built(), built.travel, placed.posts, core::Threads(1));
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
  const auto placed = place_posts(street.scenario, street.layers, built, street.territory, zones, core::Threads(1));
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
      place_posts(street.scenario, street.layers, built, street.territory, service_zones(street.plan), core::Threads(1));
  ASSERT_EQ(placed.posts.size(), 1U);
  EXPECT_EQ(placed.posts[PostId(0)].name, "hall");
  EXPECT_EQ(placed.posts[PostId(0)].parent, "A002");
}

TEST(CircleStep, TellsWhatAClosedRoadTakesAway) {
  //  1   2   3 | 4   5   6     posts at 2 and 5; way/7 ends, way/8 begins at the bar
  Street street;
  street.layers.lines[0].points[1].x = 300;
  street.layers.lines.push_back(street.layers.lines[0]);
  street.layers.lines[1].source_id = "way/8";
  street.layers.lines[1].points = {{300, -50}, {600, -50}};
  street.scenario.target_time = core::minutes(3.1);
  const TravelBuild open = build_travel(street.scenario, street.layers, street.territory, core::Threads(1));
  const siting::Posts posts = street.posts_at_medians(open);
  EXPECT_FALSE(open.open.has_value());
  const CircleBuild before = draw_circles(street.scenario, street.layers, street.built(), open, posts, core::Threads(1));
  EXPECT_TRUE(before.changes.empty());
  EXPECT_EQ(before.reach.any[0].households, 60);

  street.scenario.roads.closed = {"way/8", "way/99"};
  const TravelBuild closed = build_travel(street.scenario, street.layers, street.territory, core::Threads(1));
  EXPECT_EQ(closed.findings.count("road.closed_unknown"), 1U);
  ASSERT_TRUE(closed.open.has_value());
  siting::Posts west = street.posts_at_medians(closed);
  while (west.size() > 1) west.values().pop_back();
  const CircleBuild after = draw_circles(street.scenario, street.layers, street.built(), closed, west, core::Threads(1));
  ASSERT_EQ(after.changes.size(), 1U);
  EXPECT_EQ(after.changes[0].word, "closed roads");
  EXPECT_EQ(after.changes[0].gained, siting::ReachTally{});
  const auto reached = [&](const network::Travel& travel) {
    std::vector<bool> in_time;
    for (const auto building : core::ids<territory::BuildingId>(6)) {
      const auto from = travel.access(network::Mode::ebike, west[PostId(0)].position);
      const auto time = travel.time(network::Mode::ebike, from, travel.access(network::Mode::ebike, building));
      in_time.push_back(time && *time <= street.scenario.target_time);
    }
    return in_time;
  };
  const std::vector<bool> with = reached(*closed.open);
  const std::vector<bool> without = reached(closed.travel);
  std::int64_t lost = 0;
  for (std::size_t i = 0; i < 6; ++i) lost += with[i] && !without[i] ? 10 : 0;
  EXPECT_EQ(after.changes[0].lost.households, lost);
  EXPECT_EQ(after.reach.any[0].households, 10 * std::count(without.begin(), without.end(), true));
}

TEST(CircleStep, FollowsTheSpeedsOfTheDay) {
  Street street;
  std::array<double, 24> slow_morning{};
  slow_morning.fill(1);
  slow_morning[8] = 0.25;
  street.scenario.travel.speed_by_hour[static_cast<std::size_t>(network::Mode::ebike)] = slow_morning;
  street.scenario.target_time = core::minutes(2.2);
  TravelBuild travel = build_travel(street.scenario, street.layers, street.territory, core::Threads(1));
  siting::Posts posts = street.posts_at_medians(travel);
  while (posts.size() > 1) posts.values().pop_back();
  const CircleBuild day = draw_circles(street.scenario, street.layers, street.built(), travel, posts, core::Threads(1));
  ASSERT_EQ(day.by_hour.size(), 24U);
  EXPECT_EQ(day.by_hour[7].within, day.reach.any[0]);
  EXPECT_LT(day.by_hour[8].within.households, day.by_hour[7].within.households);
  EXPECT_EQ(day.by_hour[9].within, day.by_hour[7].within);

  street.scenario.coverage.hour = 8;
  travel = build_travel(street.scenario, street.layers, street.territory, core::Threads(1));
  const CircleBuild at_eight = draw_circles(street.scenario, street.layers, street.built(), travel, posts, core::Threads(1));
  EXPECT_EQ(at_eight.reach.any[0], day.by_hour[8].within);
}

TEST(CircleStep, HoldsPostsAgainstThoseOfAnotherKind) {
  Street street;
  street.scenario.posts = {PostSpec{},
                           {.kind = "centre", .level = "district", .at = {}, .kind_field = {}, .label_field = "name"}};
  street.scenario.coverage.instead_of = "centre";
  street.scenario.target_time = core::minutes(2.2);
  const TravelBuild travel = build_travel(street.scenario, street.layers, street.territory, core::Threads(1));
  const siting::Posts posts = street.posts_at_medians(travel);
  const CircleBuild circles = draw_circles(street.scenario, street.layers, street.built(), travel, posts, core::Threads(1));
  ASSERT_EQ(circles.changes.size(), 1U);
  EXPECT_EQ(circles.changes[0].word, "station instead of centre");
  EXPECT_GT(circles.changes[0].gained.households, 0);
  EXPECT_EQ(circles.changes[0].lost.households, 0);
  ASSERT_FALSE(circles.change_rows.empty());
  EXPECT_EQ(circles.change_rows[0].change, "gained");
  EXPECT_GT(circles.changes[0].gained_land.value, 1000);
}

TEST(CircleStep, TakesEachHoursOwnOneWayRoadsAndTurns) {
  //  1   2   3 | 4   5   6     from 8 to 9 way/7 leads west alone, from 9 to 10 nobody by car turns from way/7 into way/8
  Street street;
  street.layers.lines[0].points[1].x = 300;
  street.layers.lines.push_back(street.layers.lines[0]);
  street.layers.lines[1].source_id = "way/8";
  street.layers.lines[1].points = {{300, -50}, {600, -50}};
  street.scenario.target_time = core::minutes(3.1);
  gis::HourlyRoads hourly;
  hourly.uses["way/7"].assign(gis::HourlyRoads::moments, {street.layers.lines[0].access, {}, {}});
  hourly.uses["way/7"][8].access = {network::Direction::both, network::Direction::backward, network::Direction::backward};
  const network::TurnRestriction turn{.source_id = "turns/1",
                                      .from = "way/7",
                                      .via = {},
                                      .to = "way/8",
                                      .via_node = {},
                                      .via_place = core::Position{300, -50},
                                      .only = false,
                                      .binds = {false, false, true}};
  hourly.turns.resize(gis::HourlyRoads::moments);
  hourly.turns[9] = {turn};
  hourly.turn_ids.insert("turns/1");
  for (const network::Mode mode : {network::Mode::ebike, network::Mode::car}) {
    street.scenario.responders[0].mode = mode;
    const auto built_at = [&](std::optional<int> hour) {
      Street then = street;
      then.scenario.coverage.hour = hour;
      if (hour) {
        const std::size_t moment = gis::HourlyRoads::moment(hour);
        then.layers.lines[0].access = hourly.uses["way/7"][moment].access;
        then.layers.turns = hourly.turns[moment];
      }
      return build_travel(then.scenario, then.layers, then.territory, core::Threads(1), hourly);
    };
    const TravelBuild travel = built_at({});
    siting::Posts posts = street.posts_at_medians(travel);
    const siting::Posts all = posts;
    posts.values().resize(1);
    const CircleBuild day = draw_circles(street.scenario, street.layers, street.built(), travel, posts, core::Threads(1));
    EXPECT_TRUE(day.hour_matters);
    ASSERT_EQ(day.by_hour.size(), 24U);
    EXPECT_EQ(day.by_hour[7].within, day.reach.any[0]);
    EXPECT_LT(day.by_hour[8].within.households, day.by_hour[7].within.households);
    EXPECT_EQ(day.by_hour[9].within.households < day.by_hour[7].within.households, mode == network::Mode::car);
    for (const int hour : {8, 9}) {
      Street then = street;
      const TravelBuild now = built_at(then.scenario.coverage.hour = hour);
      siting::Posts stand =
          place_posts(then.scenario, then.layers, now, then.territory, service_zones(then.plan), core::Threads(1)).posts;
      for (const PostId post : core::ids<PostId>(all.size()))
        EXPECT_EQ(stand[post].home, all[post].home) << "no hour moves a post";
      stand.values().resize(1);
      const CircleBuild drawn = draw_circles(then.scenario, then.layers, then.built(), now, stand, core::Threads(1));
      EXPECT_EQ(drawn.reach.any[0], day.by_hour[static_cast<std::size_t>(hour)].within) << "as circles drawn for that hour";
      EXPECT_EQ(drawn.by_hour[7].within, day.by_hour[7].within);
    }
  }
  street.scenario.responders[0].mode = network::Mode::walk;
  const TravelBuild walk = build_travel(street.scenario, street.layers, street.territory, core::Threads(1), hourly);
  const CircleBuild walked =
      draw_circles(street.scenario, street.layers, street.built(), walk, street.posts_at_medians(walk), core::Threads(1));
  EXPECT_FALSE(walked.hour_matters) << "walkers do not care";
  EXPECT_TRUE(walked.by_hour.empty());
}

TEST(CircleStep, DrawsTheCirclesOfEveryKindOfResponder) {
  Street street;
  street.scenario.posts = {PostSpec{},
                           {.kind = "clinic", .level = "district", .at = {}, .kind_field = {}, .label_field = "name"}};
  street.scenario.responders = {ResponderSpec{}, ResponderSpec{}, ResponderSpec{}};
  street.scenario.responders[1].kind = "doctor";
  street.scenario.responders[1].post = "clinic";
  street.scenario.responders[1].mode = network::Mode::walk;
  street.scenario.responders[2].kind = "fire brigade";
  street.scenario.responders[2].post = "nowhere";
  street.scenario.coverage.rings = {core::minutes(1), core::minutes(2)};
  const TravelBuild travel = street.travel();
  const ServiceZones zones = service_zones(street.plan);
  const siting::Posts posts = street.posts_at_medians(travel);
  const auto covered = cover(street.scenario, travel.travel, street.territory, zones, posts, core::Threads(1));
  const gis::TerritoryBuild built = street.built();
  const CircleBuild first = draw_circles(street.scenario, street.layers, built, travel, posts, core::Threads(1));
  const auto circles = [&] {
    return responder_circles(street.scenario, street.layers, built, travel, street.plan, zones, posts, covered, first,
                             core::Threads(1));
  };
  EXPECT_TRUE(circles().all.empty()) << "not asked for";
  street.scenario.coverage.by_responder = true;
  const ResponderCircles made = circles();
  ASSERT_EQ(made.all.size(), 3U);
  EXPECT_EQ(made.all[0].responder, "grid worker");
  EXPECT_EQ(made.all[0].posts, 2U);
  EXPECT_EQ(made.all[0].served.households_within, 60);
  EXPECT_EQ(made.all[0].reached, first.reach.any);
  EXPECT_EQ(made.all[1].responder, "doctor");
  EXPECT_EQ(made.all[1].posts, 1U);
  EXPECT_EQ(made.all[1].served.households_within, 30) << "the third house, a neighbour on either side";
  ASSERT_EQ(made.all[1].reached.size(), 2U);
  EXPECT_EQ(made.all[1].reached[1].households, 50);
  EXPECT_EQ(made.all[2].posts, 0U);
  EXPECT_EQ(made.all[2].served.households_unreachable, 60);
  ASSERT_EQ(made.further.size(), 3U) << "the clinic's, and two rings of all";
  for (const auto& row : made.further) {
    EXPECT_EQ(row.responder, "doctor");
    EXPECT_EQ(row.mode, "walk");
  }
  for (const auto& row : first.rows) EXPECT_EQ(row.responder, "grid worker");
}

TEST(EffectiveCircles, AreTheLandOfTheBuildingsThatAreLikelyServedInTime) {
  Street street;
  street.scenario.coverage.effective = {0.5, 0.9, 0.99};
  const TravelBuild travel = street.travel();
  const gis::TerritoryBuild built = street.built();
  const gis::CircleLand land =
      circle_land(travel.travel, network::Mode::ebike, {core::Millis(0), core::Millis(0)}, street.layers, built);
  evaluation::EffectiveCircle circle;
  for (const std::optional<double> chance :
       {std::optional(0.95), std::optional(0.9), std::optional(0.6), std::optional(0.4), {}, {}}) {
    circle.on_shift.push_back(chance);
    circle.any_time.push_back(chance.value_or(0));
  }
  const auto rows = effective_circles(street.scenario, street.territory.buildings, travel.travel.graph(), land, circle);
  ASSERT_EQ(rows.size(), 2U) << "no building has 99 %";
  EXPECT_EQ(rows[0].share, 0.5);
  EXPECT_EQ(rows[0].buildings, 3);
  EXPECT_EQ(rows[0].households, 30);
  EXPECT_EQ(rows[1].households, 20) << "0.9 is at least 0.9";
  const auto eastmost = [](const gis::MultiPolygon& shape) {
    double east = 0;
    for (const auto& polygon : shape) {
      for (const auto& at : polygon.outer) east = std::max(east, at.x);
    }
    return east;
  };
  EXPECT_NEAR(eastmost(rows[0].shape), 300, 16) << "half-way from the third house to the fourth";
  EXPECT_NEAR(eastmost(rows[1].shape), 200, 16);
}

TEST(TravelStep, KeepsPostsWhereTheyStandWhileAStreetIsClosed) {
  Street street;
  street.scenario.roads.closed = {"way/7"};
  const TravelBuild built = build_travel(street.scenario, street.layers, street.territory, core::Threads(1));
  EXPECT_EQ(built.findings.count("road.none"), network::mode_count);
  const auto placed =
      place_posts(street.scenario, street.layers, built, street.territory, service_zones(street.plan), core::Threads(1));
  ASSERT_EQ(placed.posts.size(), 2U);
  EXPECT_EQ(placed.posts[PostId(0)].home, territory::BuildingId(1));
  EXPECT_EQ(placed.posts[PostId(1)].home, territory::BuildingId(4));
  EXPECT_FALSE(placed.posts[PostId(0)].by(network::Mode::ebike).valid());
  EXPECT_EQ(placed.findings.count("post.cut_off"), 2U);
  EXPECT_EQ(placed.findings.count("post.unreachable"), 0U);
}

TEST(TravelStep, MovesNoPostToWhereARoadIsLeft) {
  //  1   2   3 | 4   5   6     one post for all, at the median house 3; way/8 on the right of the bar, of which the end is closed
  Street street;
  street.scenario.posts[0].level = "community";
  street.layers.lines[0].points[1].x = 200;
  street.layers.lines.push_back(street.layers.lines[0]);
  street.layers.lines[1].source_id = "way/8";
  street.layers.lines[1].points = {{200, -50}, {600, -50}};
  const auto posts = [&] { return street.posts_at_medians(street.travel()); };
  const siting::Posts before = posts();
  ASSERT_EQ(before.size(), 1U);
  EXPECT_EQ(before[PostId(0)].home, territory::BuildingId(2));

  street.scenario.roads.closed = {"way/7"};
  const siting::Posts closed = posts();
  EXPECT_EQ(closed[PostId(0)].home, territory::BuildingId(2));
  EXPECT_TRUE(closed[PostId(0)].by(network::Mode::ebike).valid());

  street.scenario.roads.closed = {"way/8"};
  const siting::Posts west = posts();
  EXPECT_EQ(west[PostId(0)].home, territory::BuildingId(2));
  const auto made = post_ways(street.scenario, street.layers, street.travel(), street.territory, core::Threads(1));
  ASSERT_NE(made, nullptr);
  EXPECT_NEAR(made->served[territory::CellId(0)], 2, 0.02) << "the aim of travel is measured from where the post stands";
}

TEST(TravelStep, PlacesPostsByNoHourOfTheDay) {
  Street street;
  network::HourSet night = 0;
  for (unsigned hour = 0; hour < 6; ++hour) night |= network::HourSet{1} << hour;
  street.layers.lines[0].points[1].x = 200;
  street.layers.lines.push_back(street.layers.lines[0]);
  street.layers.lines[1].points = {{200, -50}, {600, -50}};
  street.layers.lines[1].closed_hours.fill(night);
  street.scenario.posts[0].level = "community";
  street.scenario.coverage.hour = 3;
  const TravelBuild at_three = street.travel();
  EXPECT_EQ(street.posts_at_medians(at_three)[PostId(0)].home, territory::BuildingId(2));
  ASSERT_TRUE(at_three.usual.has_value());
  street.scenario.coverage.hour = 12;
  EXPECT_FALSE(street.travel().usual.has_value()) << "at noon all is as ever";
}

TEST(TravelStep, RefusesALevelThatDoesNotExist) {
  Street street;
  street.scenario.posts[0].level = "village";
  const TravelBuild built = build_travel(street.scenario, street.layers, street.territory, core::Threads(1));
  try {
    static_cast<void>(
        place_posts(street.scenario, street.layers, built, street.territory, service_zones(street.plan), core::Threads(1)));
    FAIL() << "a post of no level was placed";
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::usage);
    EXPECT_NE(error.message().en.find("village"), std::string::npos);
  }
}

}  // namespace
}  // namespace wangge::scenarios
