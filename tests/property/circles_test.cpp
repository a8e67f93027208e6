#include "gis/circles/circles.h"

#include "engine/core/random.h"
#include "gis/build/interior_point.h"
#include "gis/build/roads.h"
#include "gis/read/read_layers.h"
#include "tests/support/circle_audit.h"
#include "tests/support/made_ground.h"
#include "tests/support/random_streets.h"
#include "tests/support/town_specs.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// What circles promise, over seeds: exact sets as asked pair by pair, and shapes that hold every reached building and no other
/// beyond 20 m, on made towns, on streets drawn at random with houses that touch and overlap, and on real towns.
namespace wangge::gis {
namespace {

using core::Millis;
using network::Mode;
using testing::Shape;

struct Ground {
  territory::Territory territory;
  std::vector<MultiPolygon> footprints;

  void add(MultiPolygon footprint, Position place, core::Stream& luck) {
    territory.buildings.cell.push_back({});
    territory.buildings.position.push_back(place);
    territory.buildings.floors.push_back(static_cast<float>(luck.below(20)));
    territory.buildings.households.push_back(static_cast<std::int32_t>(luck.below(30)));
    territory.buildings.residents.push_back(static_cast<std::int32_t>(luck.below(90)));
    footprints.push_back(std::move(footprint));
  }
  [[nodiscard]] std::vector<const MultiPolygon*> shapes() const {
    std::vector<const MultiPolygon*> all;
    for (const MultiPolygon& footprint : footprints) all.push_back(&footprint);
    return all;
  }
};

siting::Post post_at(const network::Travel& travel, Position place) {
  siting::Post post;
  post.name = "post";
  post.position = place;
  for (std::size_t m = 0; m < network::mode_count; ++m) post.access[m] = travel.access(static_cast<Mode>(m), place);
  return post;
}

void hold_against_brute_force(const network::Travel& travel, const territory::Territory& territory,
                              const std::vector<const MultiPolygon*>& shapes, const siting::Posts& posts, Mode mode, Millis limit,
                              const std::string& of) {
  const CircleLand land(travel, mode, territory, shapes, {Millis(20000), Millis(12000), 0.5});
  const std::vector<Shape> footprints = testing::judged_footprints(shapes, territory.buildings.position);
  const Circles circles = response_circles(travel, posts, land, {mode, {limit}, {limit}}, core::Threads(2));
  std::vector<bool> any(shapes.size(), false);
  for (std::size_t i = 0; i < circles.posts.size(); ++i) {
    const std::vector<bool> reached =
        testing::reached_one_by_one(travel, mode, posts[circles.posts[i]], land.places, shapes.size(), limit);
    siting::ReachTally tally;
    for (std::size_t b = 0; b < reached.size(); ++b) {
      if (!reached[b]) continue;
      any[b] = true;
      tally.buildings += 1;
      tally.households += land.places[b].households;
      tally.residents += land.places[b].residents;
    }
    EXPECT_EQ(circles.reach.by_post[i][0], tally) << of;
    testing::expect_true_circle(circles.rows[i].shape, reached, footprints, of + ", post " + std::to_string(i));
  }
  if (!circles.rows.empty()) testing::expect_true_circle(circles.rows.back().shape, any, footprints, of + ", all posts");
}

TEST(Circles, HoldOnRandomStreetsWithHousesThatTouchAndOverlap) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const testing::RandomStreets streets(seed, 8, 0);
    core::Stream luck(core::Seed(seed), 0, "houses", 0);
    Ground ground;
    for (int i = 0; i < 150; ++i) {
      const double x = 800 * luck.uniform() - 50;
      const double y = 800 * luck.uniform() - 50;
      const double w = 1 + 60 * luck.uniform() * luck.uniform();
      const double h = 1 + 60 * luck.uniform() * luck.uniform();
      const Position middle{x + w / 2, y + h / 2};
      if (luck.below(10) == 0) {
        ground.add({}, middle, luck);
        continue;
      }
      MultiPolygon shape = {{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}}, {}}};
      if (w > 20 && h > 20)
        shape[0].holes.push_back(
            {{x + 5, y + 5}, {x + 5, y + h - 5}, {x + w - 5, y + h - 5}, {x + w - 5, y + 5}, {x + 5, y + 5}});
      ground.add(std::move(shape), {x + 2, y + 2}, luck);
      if (luck.below(3) == 0)  // a neighbour wall to wall
        ground.add({{{{x + w, y}, {x + w + 9, y}, {x + w + 9, y + h}, {x + w, y + h}, {x + w, y}}, {}}}, {x + w + 4, y + h / 2},
                   luck);
    }
    const network::Travel travel(network::build_road_graph(streets.lines, testing::easy_speeds()), testing::easy_speeds(),
                                 ground.territory.buildings.position, core::Metres(200), core::Threads(1));
    siting::Posts posts;
    for (int i = 0; i < 5; ++i) posts.push_back(post_at(travel, {800 * luck.uniform(), 800 * luck.uniform()}));
    for (const Mode mode : {Mode::walk, Mode::ebike, Mode::car}) {
      const Millis limit(30000 + static_cast<std::int64_t>(luck.below(400000)));
      hold_against_brute_force(travel, ground.territory, ground.shapes(), posts, mode, limit, "seed " + std::to_string(seed));
    }
  }
}

TEST(Circles, HoldOnMadeTowns) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    core::SilentProgress progress;
    const town::TownSpec spec = seed % 2 == 0 ? town::county_spec(seed, 1500, 0, 8) : town::quarter_spec(seed, 5000, 0, 4);
    const testing::MadeGround made(town::make_town(spec, core::Threads(2), progress));
    const network::Travel travel = made.travel(testing::street_speeds(), core::Threads(2));
    hold_against_brute_force(travel, made.territory, made.shapes, made.posts(travel, 4), Mode::ebike,
                             core::minutes(static_cast<double>(2 + seed)), "seed " + std::to_string(seed));
  }
}

Layers read_extract(const std::string& file) {
  LayerSpecs specs;
  specs.roads.source.path = file;
  specs.roads.source.file = std::string(WANGGE_SOURCE_DIR) + "/../shared/data/" + file;
  specs.buildings.source = specs.roads.source;
  core::SilentProgress progress;
  return read_layers(specs, core::Threads(2), progress);
}

bool is_there(const std::string& file) {
  return std::filesystem::exists(std::string(WANGGE_SOURCE_DIR) + "/../shared/data/" + file);
}

void hold_on_real_roads(const Layers& layers, const Ground& ground, const std::string& of) {
  const Roads roads = road_lines(layers);
  const network::Speeds speeds = testing::street_speeds();
  const network::Travel travel(network::build_road_graph(roads.lines, speeds, roads.turns), speeds,
                               ground.territory.buildings.position, core::Metres(300), core::Threads(2));
  siting::Posts posts;
  for (std::size_t i = 0; i < 3; ++i) {
    const territory::BuildingId home(i * ground.footprints.size() / 3);
    posts.push_back(post_at(travel, ground.territory.buildings.position[home]));
  }
  hold_against_brute_force(travel, ground.territory, ground.shapes(), posts, Mode::ebike, core::minutes(4), of);
  hold_against_brute_force(travel, ground.territory, ground.shapes(), posts, Mode::walk, core::minutes(7), of);
}

/// Houses and roads of a part of a real town, as they are.
void hold_in_a_real_town(const std::string& file, std::size_t middle_building, double half_side) {
  if (!is_there(file)) GTEST_SKIP() << file << " is not there";
  const Layers layers = read_extract(file);
  const auto place_of = [](const BuildingFeature& building) {
    return building.footprint.empty() ? building.point : std::optional(interior_point(building.footprint));
  };
  ASSERT_GT(layers.buildings.size(), middle_building);
  const std::optional<Position> middle = place_of(layers.buildings[middle_building]);
  ASSERT_TRUE(middle);
  Ground ground;
  core::Stream luck(core::Seed(1), 0, "floors", 0);
  for (const BuildingFeature& building : layers.buildings) {
    if (!building.defect.en.empty() || (!building.footprint.empty() && Shape(building.footprint).area() <= 0)) continue;
    const std::optional<Position> place = place_of(building);
    if (!place || std::abs(place->x - middle->x) > half_side || std::abs(place->y - middle->y) > half_side) continue;
    ground.add(building.footprint, *place, luck);
  }
  ASSERT_GT(ground.footprints.size(), 100U);
  hold_on_real_roads(layers, ground, file);
}

TEST(Circles, HoldInLiechtenstein) { hold_in_a_real_town("liechtenstein/liechtenstein-20240304.osm.pbf", 5000, 1200); }

TEST(Circles, HoldInADenseCity) { hold_in_a_real_town("guixi/guixi_20241118.osm", 80, 3000); }

/// The extract holds roads alone: made houses of all sizes stand along them.
TEST(Circles, HoldOnTheStreetsOfHeidelberg) {
  const std::string file = "heidelberg/heidelberg.osm.pbf";
  if (!is_there(file)) GTEST_SKIP() << file << " is not there";
  const Layers layers = read_extract(file);
  Ground ground;
  core::Stream luck(core::Seed(2), 0, "houses", 0);
  const Position middle = layers.lines[layers.lines.size() / 2].points.front();
  for (const LineFeature& line : layers.lines) {
    if (!network::is_road(line.line_class)) continue;
    for (const Position point : line.points) {
      if (std::abs(point.x - middle.x) > 800 || std::abs(point.y - middle.y) > 800 || luck.below(3) != 0) continue;
      const double x = point.x + 60 * luck.uniform() - 30;
      const double y = point.y + 60 * luck.uniform() - 30;
      const double w = 4 + 25 * luck.uniform();
      const double h = 4 + 25 * luck.uniform();
      ground.add({{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}}, {}}}, {x + w / 2, y + h / 2}, luck);
    }
  }
  ASSERT_GT(ground.footprints.size(), 200U);
  hold_on_real_roads(layers, ground, file);
}

}  // namespace
}  // namespace wangge::gis
