#include "gis/circles/circles.h"

#include "tests/support/ascii_map.h"
#include "tests/support/circle_audit.h"
#include "tests/support/random_streets.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace wangge::gis {
namespace {

using core::Metres;
using core::Millis;
using network::Mode;
using testing::easy_speeds;
using testing::RandomStreets;
using testing::RoadMap;
using testing::Shape;

/// Houses of 10 x 10 m, two floors high.
struct Houses {
  territory::Territory territory;
  std::vector<MultiPolygon> footprints;

  void add(Position middle, std::int32_t households, double half = 5) {
    territory.buildings.cell.push_back({});
    territory.buildings.position.push_back(middle);
    territory.buildings.floors.push_back(2);
    territory.buildings.households.push_back(households);
    territory.buildings.residents.push_back(3 * households);
    const auto [x, y] = middle;
    footprints.push_back(
        {{{{x - half, y - half}, {x + half, y - half}, {x + half, y + half}, {x - half, y + half}, {x - half, y - half}}, {}}});
  }
  [[nodiscard]] std::vector<const MultiPolygon*> shapes() const {
    std::vector<const MultiPolygon*> all;
    for (const MultiPolygon& footprint : footprints) all.push_back(&footprint);
    return all;
  }
  [[nodiscard]] network::Travel travel(const std::vector<network::RoadLine>& lines) const {
    return {network::build_road_graph(lines, easy_speeds()), easy_speeds(), territory.buildings.position, Metres(150),
            core::Threads(1)};
  }
};

siting::Post post_at(const network::Travel& travel, const std::string& name, Position place) {
  siting::Post post;
  post.name = name;
  post.position = place;
  for (std::size_t m = 0; m < network::mode_count; ++m) post.access[m] = travel.access(static_cast<Mode>(m), place);
  return post;
}

// On foot 1 m/s; houses stand 10 m off the road. From p along the road: b 40 m, a 60 m, c 140 m, d 160 m; from A: a 50 m, b 150
// m.
constexpr const char* street = R"(
       a         b         c d
  A----------p------------------------------B
)";

Houses street_houses(const RoadMap& map) {
  Houses houses;
  for (const auto& [letter, households] : {std::pair{'a', 5}, {'b', 10}, {'c', 20}, {'d', 40}}) {
    houses.add({map[letter].x, map['p'].y + 10}, households);
  }
  return houses;
}

TEST(ResponseCircles, CountWhoIsReachedInEachRingDoorByDoor) {
  const RoadMap map(street, 10);
  const Houses houses = street_houses(map);
  const network::Travel travel = houses.travel(map.roads({{"AB", {}}}));
  const CircleLand land(travel, Mode::walk, houses.territory, houses.shapes(), {Millis(30000), Millis(10000), 0.5});
  siting::Posts posts;
  posts.push_back(post_at(travel, "p", map['p']));
  // 30 s gate, 10 s stairs, 10 s off the road: b 90 s, a 110 s, c 190 s, d 210 s
  const CircleRules rules{Mode::walk, {Millis(89999), Millis(90000), Millis(110000), Millis(209999), Millis(210000)}, {}};
  const Circles circles = response_circles(travel, posts, land, rules, core::Threads(1));
  const std::vector<std::int64_t> expected = {0, 10, 15, 35, 75};
  ASSERT_EQ(circles.reach.by_post.size(), 1U);
  for (std::size_t ring = 0; ring < expected.size(); ++ring) {
    EXPECT_EQ(circles.reach.by_post[0][ring].households, expected[ring]) << ring;
    EXPECT_EQ(circles.reach.by_post[0][ring].residents, 3 * expected[ring]) << ring;
    EXPECT_EQ(circles.reach.any[ring], circles.reach.by_post[0][ring]);
  }
  EXPECT_EQ(circles.reach.by_post[0][3].buildings, 3);
}

TEST(ResponseCircles, HoldTheReachedHousesAndTheRoadBetween) {
  const RoadMap map(street, 10);
  const Houses houses = street_houses(map);
  const network::Travel travel = houses.travel(map.roads({{"AB", {}}}));
  const CircleLand land(travel, Mode::walk, houses.territory, houses.shapes(), {});
  siting::Posts posts;
  posts.push_back(post_at(travel, "p", map['p']));
  const Millis limit(170000);  // c in 140 + 10 + 12 s, d in 182 s
  const Circles circles = response_circles(travel, posts, land, {Mode::walk, {limit}, {limit}}, core::Threads(1));
  ASSERT_EQ(circles.rows.size(), 2U);
  EXPECT_EQ(circles.rows[0].post, "p");
  EXPECT_EQ(circles.rows[1].post, "all");
  EXPECT_EQ(circles.rows[0].mode, "walk");
  const Shape shape(circles.rows[0].shape);
  EXPECT_TRUE(shape.valid());
  EXPECT_TRUE(shape.covers(Shape(houses.footprints[2])));
  EXPECT_GT(shape.distance(Shape(houses.territory.buildings.position[territory::BuildingId(3)])), 0);
  EXPECT_EQ(shape.distance(Shape(Position{map['p'].x + 100, map['p'].y})), 0) << "between b and c there is only road";
  EXPECT_GT(shape.distance(Shape(map['B'])), 0);
}

TEST(ResponseCircles, LeaveOutPostsOfOtherKindsAndWithoutARoad) {
  const RoadMap map(street, 10);
  const Houses houses = street_houses(map);
  const network::Travel travel = houses.travel(map.roads({{"AB", {}}}));
  const CircleLand land(travel, Mode::walk, houses.territory, houses.shapes(), {});
  siting::Posts posts;
  posts.push_back(post_at(travel, "far", {5000, 5000}));
  posts.push_back(post_at(travel, "p", map['p']));
  posts.push_back(post_at(travel, "other", map['p']));
  posts[siting::PostId(2)].kind = "centre";
  for (const siting::PostId post : {siting::PostId(0), siting::PostId(1)}) posts[post].kind = "station";
  const CircleRules rules{Mode::walk, {Millis(60000)}, {Millis(60000)}, "station"};
  const Circles circles = response_circles(travel, posts, land, rules, core::Threads(1));
  ASSERT_EQ(circles.posts, std::vector<siting::PostId>{siting::PostId(1)});
  EXPECT_EQ(circles.rows.size(), 2U);
  CircleRules nobody = rules;
  nobody.post_kind.reset();
  EXPECT_TRUE(response_circles(travel, posts, land, nobody, core::Threads(1)).rows.empty());
  CircleRules all = rules;
  all.post_kind = "";
  EXPECT_EQ(response_circles(travel, posts, land, all, core::Threads(1)).posts.size(), 2U);
}

TEST(ResponseCircles, AreTheSameForAnyThreads) {
  const RandomStreets town(4, 15, 200);
  Houses houses;
  for (const Position door : town.doors) houses.add(door, 3);
  const network::Travel travel = houses.travel(town.lines);
  const CircleLand land(travel, Mode::ebike, houses.territory, houses.shapes(), {});
  siting::Posts posts;
  for (std::size_t i = 0; i < 40; ++i) posts.push_back(post_at(travel, std::to_string(i), town.doors[i]));
  const CircleRules rules{Mode::ebike, {Millis(60000), Millis(120000)}, {Millis(60000), Millis(120000)}};
  const Circles one = response_circles(travel, posts, land, rules, core::Threads(1));
  const Circles two = response_circles(travel, posts, land, rules, core::Threads(2));
  ASSERT_EQ(one.rows.size(), 2 * one.posts.size() + 2);
  EXPECT_EQ(one.reach.by_post, two.reach.by_post);
  for (std::size_t i = 0; i < one.rows.size(); ++i) {
    ASSERT_EQ(one.rows[i].shape.size(), two.rows[i].shape.size());
    for (std::size_t k = 0; k < one.rows[i].shape.size(); ++k) {
      EXPECT_EQ(one.rows[i].shape[k].outer, two.rows[i].shape[k].outer);
      EXPECT_EQ(one.rows[i].shape[k].holes, two.rows[i].shape[k].holes);
    }
  }
}

TEST(ReachChange, TellsWhoGainsAndWhoLoses) {
  const RoadMap map(street, 10);
  const Houses houses = street_houses(map);
  const network::Travel travel = houses.travel(map.roads({{"AB", {}}}));
  const CircleLand land(travel, Mode::walk, houses.territory, houses.shapes(), {});
  const auto nearest = [&](char letter) {
    const std::vector<network::AccessPoint> from = {travel.access(Mode::walk, map[letter])};
    return siting::reach_of_posts(travel, Mode::walk, from, land.places, {}, core::Threads(1)).nearest;
  };
  // with 10 s off the road and 12 s of stairs, from A: a 72 s, b 172 s; from p: b 62 s, a 82 s
  const siting::ReachChange change = siting::reach_change(land.places, nearest('p'), nearest('A'), Millis(75000));
  EXPECT_EQ(change.gained_tally, (siting::ReachTally{1, 5, 15}));
  EXPECT_EQ(change.lost_tally, (siting::ReachTally{1, 10, 30}));
  const siting::ReachChange wider = siting::reach_change(land.places, nearest('A'), nearest('p'), Millis(90000));
  EXPECT_EQ(wider.gained_tally, (siting::ReachTally{1, 10, 30}));
  EXPECT_EQ(wider.lost_tally.buildings, 0);
  ASSERT_FALSE(wider.gained.empty());
  EXPECT_EQ(wider.gained.front(), 1U);
  const Shape gained(land_of_places(land, wider.gained));
  EXPECT_TRUE(gained.valid());
  EXPECT_TRUE(gained.covers(Shape(houses.footprints[1])));
  EXPECT_FALSE(gained.meets(Shape(houses.footprints[0])));
}

TEST(LineOf, CutsAPieceOutOfABentEdge) {
  const RoadMap map(R"(
    A--B
       |
       C
  )");
  const network::RoadGraph graph = network::build_road_graph(map.roads({{"ABC", {}}}), easy_speeds());
  const LineString line = line_of(graph, {network::EdgeId(0), Metres(100), Metres(400)});
  ASSERT_EQ(line.size(), 3U);
  EXPECT_EQ(line[0], (Position{map['A'].x + 100, map['A'].y}));
  EXPECT_EQ(line[1], map['B']);
  EXPECT_EQ(line[2], (Position{map['B'].x, map['B'].y - 100}));
}

}  // namespace
}  // namespace wangge::gis
