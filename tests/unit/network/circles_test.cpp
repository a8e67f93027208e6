#include "gis/build/circles.h"

#include "engine/core/random.h"
#include "tests/support/ascii_map.h"
#include "tests/support/random_streets.h"

#include <geos_c.h>
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

namespace wangge::gis {
namespace {

using core::Metres;
using network::AccessPoint;
using network::Mode;
using testing::easy_speeds;
using testing::RandomStreets;
using testing::RoadMap;

/// GEOS' view of a shape: the judge of validity and area.
class Judge {
 public:
  explicit Judge(const MultiPolygon& shape) : context_(GEOS_init_r()) {
    std::vector<GEOSGeometry*> polygons;
    for (const Polygon& polygon : shape) {
      std::vector<GEOSGeometry*> holes;
      for (const Ring& hole : polygon.holes) holes.push_back(ring(hole));
      polygons.push_back(
          GEOSGeom_createPolygon_r(context_, ring(polygon.outer), holes.data(), static_cast<unsigned>(holes.size())));
    }
    shape_ = GEOSGeom_createCollection_r(context_, GEOS_MULTIPOLYGON, polygons.data(), static_cast<unsigned>(polygons.size()));
  }
  Judge(const Judge&) = delete;
  Judge& operator=(const Judge&) = delete;
  ~Judge() {
    GEOSGeom_destroy_r(context_, shape_);
    GEOS_finish_r(context_);
  }
  [[nodiscard]] bool valid() const { return GEOSisValid_r(context_, shape_) == 1; }
  [[nodiscard]] double area() const {
    double area = 0;
    GEOSArea_r(context_, shape_, &area);
    return area;
  }
  [[nodiscard]] double distance(Position place) const {
    GEOSGeometry* point = GEOSGeom_createPointFromXY_r(context_, place.x, place.y);
    double distance = 0;
    GEOSDistance_r(context_, shape_, point, &distance);
    GEOSGeom_destroy_r(context_, point);
    return distance;
  }

 private:
  [[nodiscard]] GEOSGeometry* ring(const Ring& points) const {
    GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(context_, static_cast<unsigned>(points.size()), 2);
    for (unsigned i = 0; i < points.size(); ++i) GEOSCoordSeq_setXY_r(context_, sequence, i, points[i].x, points[i].y);
    return GEOSGeom_createLinearRing_r(context_, sequence);
  }

  GEOSContextHandle_t context_;
  GEOSGeometry* shape_ = nullptr;
};

TEST(OutlineAround, OfALineIsAStadium) {
  const std::vector<LineString> lines = {{{1003.7, 500.2}, {2003.7, 500.2}}};
  const MultiPolygon shape = outline_around(lines, {Metres(60), Metres(10), {}});
  ASSERT_EQ(shape.size(), 1U);
  const Judge judge(shape);
  EXPECT_TRUE(judge.valid());
  const double expected = 2 * 60 * 1000 + std::acos(-1.0) * 60 * 60;
  EXPECT_NEAR(judge.area(), expected, 0.01 * expected);
  EXPECT_EQ(shape[0].outer.front(), shape[0].outer.back());
}

TEST(OutlineAround, OfAPointIsADisc) {
  const Judge judge(outline_around(std::vector<LineString>{{{0.3, 0.4}}}, {Metres(60), Metres(10), {}}));
  EXPECT_NEAR(judge.area(), std::acos(-1.0) * 3600, 0.02 * std::acos(-1.0) * 3600);
}

TEST(OutlineAround, OfARingRoadHasAHoleUnlessItIsSmall) {
  const std::vector<LineString> lines = {{{0, 0}, {400, 0}, {400, 400}, {0, 400}, {0, 0}}};
  const MultiPolygon open = outline_around(lines, {Metres(60), Metres(20), core::SquareMetres(20000)});
  ASSERT_EQ(open.size(), 1U);
  ASSERT_EQ(open[0].holes.size(), 1U);
  EXPECT_NEAR(Judge({{open[0].holes[0], {}}}).area(), 280 * 280, 0.01 * 280 * 280);
  EXPECT_TRUE(outline_around(lines, {Metres(60), Metres(20), core::SquareMetres(80000)})[0].holes.empty());
}

TEST(OutlineAround, FillsASmallHoleWithTheIslandInIt) {
  const std::vector<LineString> lines = {{{0, 0}, {600, 0}, {600, 600}, {0, 600}, {0, 0}}, {{300, 300}}};
  EXPECT_EQ(outline_around(lines, {Metres(60), Metres(20), {}}).size(), 2U);
  const MultiPolygon filled = outline_around(lines, {Metres(60), Metres(20), core::SquareMetres(1e6)});
  ASSERT_EQ(filled.size(), 1U);
  EXPECT_TRUE(Judge(filled).valid());
}

TEST(OutlineAround, NothingIsNothing) {
  EXPECT_TRUE(outline_around({}, {}).empty());
  EXPECT_TRUE(outline_around(std::vector<LineString>{{}}, {}).empty());
}

TEST(OutlineAround, IsValidAndKeepsTheDistanceOnRandomLines) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "lines", 0);
    const double extent = 100 + 1500 * luck.uniform();
    std::vector<LineString> lines(1 + luck.below(12));
    for (LineString& line : lines) {
      for (std::uint32_t i = 1 + luck.below(5); i > 0; --i) line.push_back({extent * luck.uniform(), extent * luck.uniform()});
    }
    const OutlineRules rules{Metres(60), Metres(15), {}};
    const MultiPolygon shape = outline_around(lines, rules);
    const Judge judge(shape);
    ASSERT_TRUE(judge.valid()) << "seed " << seed;
    for (const LineString& line : lines) {
      for (const Position& point : line) EXPECT_EQ(judge.distance(point), 0) << "seed " << seed;
    }
    for (const Polygon& polygon : shape) {
      for (const Position& vertex : polygon.outer) {
        double nearest = 1e300;
        for (const LineString& line : lines) {
          for (std::size_t i = 0; i < line.size(); ++i) {
            const Position a = line[i];
            const Position b = line[i + 1 < line.size() ? i + 1 : i];
            const double squared = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
            double share = squared > 0 ? ((vertex.x - a.x) * (b.x - a.x) + (vertex.y - a.y) * (b.y - a.y)) / squared : 0;
            share = std::min(1.0, std::max(0.0, share));
            nearest = std::min(nearest, core::distance(vertex, {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)}).value);
          }
        }
        EXPECT_NEAR(nearest, 60, 7.5) << "seed " << seed;
      }
    }
  }
}

network::Travel travel_on(const std::vector<network::RoadLine>& lines) {
  return {network::build_road_graph(lines, easy_speeds()), easy_speeds(), {}, Metres(150), core::Threads(1)};
}

siting::Post post_at(const network::Travel& travel, const std::string& name, Position place) {
  siting::Post post;
  post.name = name;
  post.position = place;
  for (std::size_t m = 0; m < network::mode_count; ++m) post.access[m] = travel.access(static_cast<Mode>(m), place);
  return post;
}

TEST(ResponseCircles, EndWhereTheTimeIsUp) {
  const RoadMap map(R"(
    A--------p--------------------B
  )");
  const network::Travel travel = travel_on(map.roads({{"AB", {}}}));
  siting::Posts posts;
  posts.push_back(post_at(travel, "p", map['p']));
  CircleRules rules{Mode::walk, core::Millis(400000), core::Millis(100000), {}, {}};
  const auto circles = response_circles(travel, posts, rules, core::Threads(1));
  ASSERT_EQ(circles.size(), 2U);
  EXPECT_EQ(circles[0].post, "p");
  EXPECT_EQ(circles[1].post, "all");
  EXPECT_EQ(circles[0].mode, "walk");
  const Judge judge(circles[0].shape);
  const double expected = 2 * 60 * 600 + std::acos(-1.0) * 60 * 60;  // 300 s each way
  EXPECT_NEAR(judge.area(), expected, 0.02 * expected);
  EXPECT_EQ(judge.distance({map['p'].x + 350, map['p'].y}), 0);
  EXPECT_GT(judge.distance({map['p'].x + 370, map['p'].y}), 5);
}

TEST(ResponseCircles, OfAllPostsIsTheirUnion) {
  const RandomStreets town(4, 15, 6);
  const network::Travel travel = travel_on(town.lines);
  siting::Posts posts;
  for (const Position door : town.doors) posts.push_back(post_at(travel, "p", door));
  const CircleRules rules{Mode::ebike, core::Millis(90000), {}, {}, {}};
  const auto circles = response_circles(travel, posts, rules, core::Threads(1));
  const auto again = response_circles(travel, posts, rules, core::Threads(2));
  ASSERT_GE(circles.size(), 5U);
  const Judge all(circles.back().shape);
  for (std::size_t i = 0; i < circles.size(); ++i) {
    EXPECT_TRUE(Judge(circles[i].shape).valid());
    ASSERT_EQ(circles[i].shape.size(), again[i].shape.size());
    for (std::size_t k = 0; k < circles[i].shape.size(); ++k) {
      EXPECT_EQ(circles[i].shape[k].outer, again[i].shape[k].outer);
      for (const Position& vertex : circles[i].shape[k].outer) EXPECT_LT(all.distance(vertex), 0.02);
    }
  }
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
