#include "engine/siting/posts.h"

#include "engine/core/random.h"
#include "tests/support/ascii_map.h"
#include "tests/support/random_streets.h"
#include "tests/unit/siting/street_town.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <vector>

namespace wangge::siting {
namespace {

using testing::RandomStreets;
using testing::RoadMap;

const PostKind station{"station", "community", Mode::walk};

TEST(Posts, StandAtTheBuildingInTheMiddleOfTheHouseholds) {
  const RoadMap map(R"(
    a b c     d
    A---------B
  )");
  const auto lines = map.roads({{"AB", {}}});
  const auto houses = [&](int at_d) { return std::vector<House>{{map['a'], 1}, {map['b'], 1}, {map['c'], 1}, {map['d'], at_d}}; };
  const StreetTown even(lines, houses(1), 1);
  const PlacedPosts few = place_at_medians(even.travel, even.territory.buildings, even.grids, station, {}, core::Threads(1));
  ASSERT_EQ(few.posts.size(), 1U);
  const Post& post = few.posts[PostId(0)];
  EXPECT_EQ(post.home, BuildingId(1));  // as good as c: the lower id
  EXPECT_EQ(post.position, map['b']);
  EXPECT_EQ(post.placement, Placement::median);
  EXPECT_EQ(post.parent, "D0");
  EXPECT_EQ(post.by(Mode::walk), even.travel.access(Mode::walk, BuildingId(1)));

  const StreetTown tower(lines, houses(100), 1);
  const PlacedPosts many = place_at_medians(tower.travel, tower.territory.buildings, tower.grids, station, {}, core::Threads(1));
  EXPECT_EQ(many.posts[PostId(0)].home, BuildingId(3));
}

TEST(Posts, KeepOutOfShedsWhileThereAreHouses) {
  const RoadMap map(R"(
    a b c
    A---B
  )");
  const std::vector<House> houses = {{map['a'], 1}, {map['b'], 5, 0, 1, territory::BuildingUse::minor}, {map['c'], 2}};
  const StreetTown town(map.roads({{"AB", {}}}), houses, 1);
  const PlacedPosts placed = place_at_medians(town.travel, town.territory.buildings, town.grids, station, {}, core::Threads(1));
  EXPECT_EQ(placed.posts[PostId(0)].home, BuildingId(2));
}

TEST(Posts, ReportAZoneThatCannotBeReached) {
  const RoadMap map(R"(
    a
    A---B

          b
  )");
  const StreetTown town(map.roads({{"AB", {}}}), {{map['a'], 1, 0}, {map['b'], 1, 1}}, 2);
  const PlacedPosts placed = place_at_medians(town.travel, town.territory.buildings, town.grids, station, {}, core::Threads(1));
  ASSERT_EQ(placed.posts.size(), 1U);
  ASSERT_EQ(placed.findings.count("post.unreachable"), 1U);
  EXPECT_EQ(placed.findings.all()[0].feature, "D1");
}

TEST(Posts, AtGivenPointsBelongToTheZoneOfTheNearestBuilding) {
  const RoadMap map(R"(
    a    b
    A----B
        p
  )");
  const StreetTown town(map.roads({{"AB", {}}}), {{map['a'], 1, 0}, {map['b'], 1, 1}}, 2);
  const PlacedPosts placed =
      place_at_points(town.travel, town.territory.buildings, town.grids, station, std::vector<PostPoint>{{"hall", map['p'], {}}});
  EXPECT_EQ(placed.posts[PostId(0)].parent, "D1");
  EXPECT_EQ(placed.posts[PostId(0)].placement, Placement::given);
  EXPECT_DOUBLE_EQ(placed.posts[PostId(0)].by(Mode::walk).offset.value, 400);
  EXPECT_TRUE(placed.findings.all().empty());
}

StreetTown random_town(std::uint64_t seed, int grids) {
  const RandomStreets town(seed, 7, 90);
  core::Stream luck(core::Seed(seed), 0, "houses", 0);
  std::vector<House> houses;
  for (const core::Position door : town.doors) {
    houses.push_back({door, static_cast<int>(luck.below(6)), static_cast<int>(luck.below(static_cast<std::uint32_t>(grids)))});
  }
  return {town.lines, houses, grids};
}

std::uint64_t cost(const StreetTown& town, const Zone& zone, BuildingId from) {
  std::uint64_t sum = 0;
  for (const BuildingId to : zone.buildings) {
    const auto time = town.travel.time(Mode::ebike, town.travel.access(Mode::ebike, from), town.travel.access(Mode::ebike, to));
    if (!time && !town.travel.access(Mode::ebike, to).valid()) continue;
    sum += static_cast<std::uint64_t>(town.territory.buildings.households[to]) * static_cast<std::uint64_t>(time->value);
  }
  return sum;
}

TEST(Posts, AgreeWithTryingEveryBuilding) {
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    const StreetTown town = random_town(seed, 3);
    const PlacedPosts placed = place_at_medians(town.travel, town.territory.buildings, town.grids,
                                                {"station", "community", Mode::ebike}, {}, core::Threads(1));
    ASSERT_EQ(placed.posts.size(), 3U) << "seed " << seed;
    for (const PostId post : core::ids<PostId>(3)) {
      const Zone& zone = town.grids[placed.posts[post].zone];
      BuildingId best;
      std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
      for (const BuildingId building : zone.buildings) {
        if (!town.travel.access(Mode::ebike, building).valid()) continue;
        if (const std::uint64_t sum = cost(town, zone, building); sum < least) {
          least = sum;
          best = building;
        }
      }
      EXPECT_EQ(placed.posts[post].home, best) << "seed " << seed;
    }
  }
}

TEST(Posts, SampleLargeZonesAndSayIt) {
  const StreetTown town = random_town(5, 1);
  const PostKind kind{"station", "community", Mode::ebike};
  const auto place = [&](const MedianRules& rules, int threads) {
    return place_at_medians(town.travel, town.territory.buildings, town.grids, kind, rules, core::Threads(threads))
        .posts[PostId(0)];
  };
  const Post exact = place({}, 1);
  const Post sampled = place({20, 15}, 1);
  EXPECT_EQ(sampled.placement, Placement::sampled);
  const Zone& zone = town.grids[ZoneId(0)];
  EXPECT_LE(static_cast<double>(cost(town, zone, sampled.home)), 1.2 * static_cast<double>(cost(town, zone, exact.home)));
  EXPECT_EQ(sampled.home, place({20, 15}, 2).home);
}

TEST(Zones, OfCellsFollowTheLabel) {
  const StreetTown town = random_town(3, 2);
  Column<CellId, ZoneId> label(town.territory.cells.size());
  for (const CellId cell : core::ids<CellId>(label.size())) {
    if (cell.value() % 3 != 2) label[cell] = ZoneId(cell.value() % 3);
  }
  const std::vector<std::string> codes = {"x", "y"};
  const auto zones = zones_of_cells(town.territory, label, codes, codes);
  ASSERT_EQ(zones.size(), 2U);
  EXPECT_EQ(zones[ZoneId(1)].code, "y");
  EXPECT_EQ(zones[ZoneId(1)].buildings[2], BuildingId(7));
  EXPECT_EQ(zones_of_level(town.territory, territory::LevelId(0))[ZoneId(0)].buildings.size(), 90U);
}

}  // namespace
}  // namespace wangge::siting
