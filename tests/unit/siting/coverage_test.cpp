#include "engine/siting/coverage.h"

#include "engine/core/random.h"
#include "tests/support/ascii_map.h"
#include "tests/support/random_streets.h"
#include "tests/unit/siting/street_town.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace wangge::siting {
namespace {

using testing::RandomStreets;
using testing::RoadMap;

const PostKind station{"station", "community", Mode::walk};

Coverage coverage_of(const StreetTown& town, const std::vector<PostPoint>& points, const CoverageRules& rules, int threads = 1) {
  const PlacedPosts placed = place_at_points(town.travel, town.territory.buildings, town.grids, station, points);
  return static_coverage(town.travel, town.territory, town.grids, placed.posts, rules, core::Threads(threads));
}

// 100 m a letter, 1 m/s on foot; the post p of grid 0 and q of grid 1 stand beside the road.
const RoadMap street(R"(
    a p  b c  q    d
    A--------------B
)");
const auto street_roads = street.roads({{"AB", {}}});

TEST(Coverage, AddsGateTravelAndHalfTheStairs) {
  const StreetTown town(street_roads, {{street['a'], 1, 0, 6}}, 1);
  CoverageRules rules{Mode::walk, core::Millis(900000), {core::Millis(20000), core::Millis(12000), 0.5}};
  const Coverage covered = coverage_of(town, {{"p", street['p'], ZoneId(0)}}, rules);
  EXPECT_EQ(covered.time[BuildingId(0)].ms, 20000U + (100 + 200 + 100) * 1000U + 6 * 12000U / 2);
  EXPECT_EQ(covered.total.households_share(), 1.0);
  rules.within = core::Millis(456000);
  EXPECT_EQ(coverage_of(town, {{"p", street['p'], ZoneId(0)}}, rules).total.households_within, 1);
  rules.within = core::Millis(455999);
  EXPECT_EQ(coverage_of(town, {{"p", street['p'], ZoneId(0)}}, rules).total.households_within, 0);
}

TEST(Coverage, AsksForPostsOfOneKindOrAllOrNone) {
  const StreetTown town(street_roads, {{street['a'], 1, 0, 1}}, 1);
  const std::vector<PostPoint> points = {{"p", street['p'], ZoneId(0)}};
  CoverageRules rules{Mode::walk, core::Millis(900000), {}};
  EXPECT_EQ(coverage_of(town, points, rules).total.households_within, 1) << "of any kind";
  rules.post_kind = "station";
  EXPECT_EQ(coverage_of(town, points, rules).total.households_within, 1);
  rules.post_kind = "centre";
  EXPECT_EQ(coverage_of(town, points, rules).total.households_within, 0);
  rules.post_kind.reset();
  EXPECT_EQ(coverage_of(town, points, rules).total.households_within, 0) << "nobody serves";
  EXPECT_FALSE(is_of("", std::nullopt)) << "a post without a kind is no exception";
}

TEST(Coverage, ServesAGridFromItsOwnPostEvenIfAnotherIsNearer) {
  const StreetTown town(street_roads, {{street['a'], 1, 0}, {street['c'], 1, 0}, {street['d'], 1, 1}}, 2);
  const std::vector<PostPoint> points = {{"p", street['p'], ZoneId(0)}, {"q", street['q'], ZoneId(1)}};
  const Coverage covered = coverage_of(town, points, {Mode::walk, core::Millis(600000), {}});
  EXPECT_EQ(covered.post[BuildingId(1)], PostId(0));
  EXPECT_EQ(covered.time[BuildingId(1)].ms, 700000U);
  EXPECT_EQ(covered.post[BuildingId(2)], PostId(1));
}

TEST(Coverage, ServesAGridWithoutPostFromTheNearest) {
  const StreetTown town(street_roads, {{street['a'], 1, 0}, {street['c'], 1, 1}, {street['d'], 1, 1}}, 2);
  const Coverage covered =
      coverage_of(town, {{"p", street['p'], ZoneId(0)}, {"q", street['q'], ZoneId(0)}}, {Mode::walk, {}, {}});
  EXPECT_EQ(covered.post[BuildingId(0)], PostId(0));
  EXPECT_EQ(covered.post[BuildingId(1)], PostId(1));
  EXPECT_EQ(covered.post[BuildingId(2)], PostId(1));
}

TEST(Coverage, CountsHouseholdsNotBuildingsByGridAndArea) {
  const StreetTown town(street_roads, {{street['a'], 10, 0}, {street['b'], 1, 0}, {street['d'], 5, 1}}, 2);
  const std::vector<PostPoint> points = {{"p", street['p'], ZoneId(0)}, {"q", street['q'], ZoneId(1)}};
  const Coverage covered = coverage_of(town, points, {Mode::walk, core::Millis(420000), {}});
  EXPECT_EQ(covered.total.households, 16);
  EXPECT_EQ(covered.total.households_within, 10);
  EXPECT_EQ(covered.total.residents_within, 30);
  EXPECT_EQ(covered.by_zone[ZoneId(0)].households_share(), 10.0 / 11);
  EXPECT_EQ(covered.by_zone[ZoneId(1)].households_share(), 0.0);
  EXPECT_EQ(covered.by_area[AreaId(0)].households_within, 10);
  EXPECT_EQ(covered.by_area[AreaId(2)].households, 5);
  EXPECT_DOUBLE_EQ(*covered.by_zone[ZoneId(0)].minutes_mean, (10 * 400 + 500) / 11.0 / 60);
  EXPECT_DOUBLE_EQ(*covered.by_zone[ZoneId(1)].minutes_max, 700 / 60.0);
}

TEST(Coverage, ListsBlindSpotsByHouseholds) {
  const StreetTown town(
      street_roads, {{street['a'], 1, 0}, {street['b'], 3, 0}, {street['d'], 7, 0}, {{0, 900}, 7, 0}, {street['c'], 0, 0}}, 1);
  CoverageRules rules{Mode::walk, core::Millis(420000), {}};
  const Coverage covered = coverage_of(town, {{"p", street['p'], ZoneId(0)}}, rules);
  ASSERT_EQ(covered.blind_spots.size(), 3U);
  EXPECT_EQ(covered.blind_spots[0].building, BuildingId(3));  // unreachable: the worse of two with as many households
  EXPECT_FALSE(covered.blind_spots[0].time.reachable());
  EXPECT_EQ(covered.blind_spots[1].building, BuildingId(2));
  EXPECT_EQ(covered.blind_spots[2].building, BuildingId(1));
  EXPECT_EQ(covered.total.households_unreachable, 7);
  rules.blind_spots = 1;
  EXPECT_EQ(coverage_of(town, {{"p", street['p'], ZoneId(0)}}, rules).blind_spots.size(), 1U);
}

TEST(Coverage, CountsThePeopleOfDerivedCells) {
  StreetTown town(street_roads, {{street['a'], 10, 0, 4}, {street['d'], 5, 1}}, 2);
  StreetTown::add_derived_cell(town.territory, street['b'], 40, 0);  // 100 + 300 + 100 m from p: in time
  StreetTown::add_derived_cell(town.territory, {0, 900}, 7, 0);      // no road
  StreetTown::add_derived_cell(town.territory, street['c'], 20, 1);  // 100 + 300 + 100 m from q
  town.grids = zones_of_level(town.territory, town.territory.lowest_level());
  const std::vector<PostPoint> points = {{"p", street['p'], ZoneId(0)}, {"q", street['q'], ZoneId(1)}};
  const Coverage covered =
      coverage_of(town, points, {Mode::walk, core::Millis(510000), {core::Millis(10000), core::Millis(60000), 0.5}});
  EXPECT_EQ(covered.total.households, 82);
  EXPECT_EQ(covered.total.residents, 3 * 82);
  EXPECT_EQ(covered.total.households_within, 60) << "cells bear no stairs";
  EXPECT_EQ(covered.total.households_unreachable, 7);
  EXPECT_EQ(covered.total.buildings, 2) << "a cell is no building";
  EXPECT_EQ(covered.by_zone[ZoneId(0)].households, 57);
  EXPECT_EQ(covered.by_zone[ZoneId(0)].households_within, 40);
  EXPECT_EQ(covered.by_zone[ZoneId(1)].households, 25);
  EXPECT_EQ(covered.by_area[AreaId(0)].households, 82);
  EXPECT_EQ(covered.by_area[AreaId(2)].households_within, 20);
  EXPECT_EQ(covered.time.size(), 2U);
}

TEST(Coverage, HasNoShareWhereNobodyLives) {
  const StreetTown town(street_roads, {{street['a'], 0, 0}}, 1);
  const Coverage covered = coverage_of(town, {}, {});
  EXPECT_FALSE(covered.total.households_share().has_value());
  EXPECT_FALSE(covered.post[BuildingId(0)].valid());
}

TEST(Coverage, AgreesWithAskingEveryPostOnRandomStreets) {
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    const RandomStreets roads(seed, 8, 120);
    core::Stream luck(core::Seed(seed), 0, "houses", 0);
    std::vector<House> houses;
    for (const core::Position door : roads.doors) {
      houses.push_back({door, static_cast<int>(luck.below(5)), static_cast<int>(luck.below(4))});
    }
    const StreetTown town(roads.lines, houses, 4);
    std::vector<PostPoint> points;
    for (std::uint32_t i = 0; i < 40; ++i) points.push_back({"p", roads.doors[luck.below(120)], ZoneId(luck.below(3))});
    points.resize(4 + luck.below(30));
    const PlacedPosts placed = place_at_points(town.travel, town.territory.buildings, town.grids, station, points);
    const CoverageRules rules{Mode::car, core::Millis(120000), {}};
    const Coverage covered = static_coverage(town.travel, town.territory, town.grids, placed.posts, rules, core::Threads(1));
    for (const BuildingId building : core::ids<BuildingId>(120)) {
      TravelTime own;
      TravelTime any;
      for (const Post& post : placed.posts) {
        const TravelTime time = town.travel.to_buildings(Mode::car, post.by(Mode::car))[building];
        any = std::min(any, time);
        if (static_cast<int>(post.zone.value()) == houses[building.value()].grid) own = std::min(own, time);
      }
      EXPECT_EQ(covered.time[building], own.reachable() ? own : any) << "seed " << seed << " building " << building.value();
    }
    const Coverage again = coverage_of(town, points, rules, 2);
    EXPECT_EQ(again.time, covered.time);
    EXPECT_EQ(again.post, covered.post);
  }
}

}  // namespace
}  // namespace wangge::siting
