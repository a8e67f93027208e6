#include "gis/assign/point_locator.h"

#include "engine/core/random.h"
#include "gis/assign/orientation.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace wangge::gis {
namespace {

using core::Position;
using core::Stream;

MultiPolygon square(double x, double y, double size) {
  return {{.outer = {{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}, {x, y}}, .holes = {}}};
}

/// The textbook way: on an edge, or an odd number of edges to the right of the point. Written apart from the locator.
bool holds_by_brute_force(const MultiPolygon& shape, Position p) {
  bool inside = false;
  const auto scan = [&](const Ring& ring) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const Position a = ring[i].y <= ring[i + 1].y ? ring[i] : ring[i + 1];
      const Position b = ring[i].y <= ring[i + 1].y ? ring[i + 1] : ring[i];
      const int side = orientation(a, b, p);
      if (side == 0 && p.y >= a.y && p.y <= b.y && p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x)) return true;
      if (a.y <= p.y && p.y < b.y && side > 0) inside = !inside;
    }
    return false;
  };
  for (const Polygon& part : shape) {
    if (scan(part.outer)) return true;
    for (const Ring& hole : part.holes) {
      if (scan(hole)) return true;
    }
  }
  return inside;
}

PolygonId locate_by_brute_force(const std::vector<MultiPolygon>& polygons, Position p) {
  for (std::size_t i = 0; i < polygons.size(); ++i) {
    if (holds_by_brute_force(polygons[i], p)) return PolygonId(i);
  }
  return {};
}

/// A ring on whole coordinates around a centre: touching vertices, shared edges and points on edges are frequent.
Ring star(Stream& luck, double x, double y, int corners, std::uint32_t reach) {
  std::vector<std::pair<double, Position>> spokes;
  for (int i = 0; i < corners; ++i) {
    const Position p{x + luck.below(2 * reach + 1) - reach, y + luck.below(2 * reach + 1) - reach};
    spokes.emplace_back(std::atan2(p.y - y, p.x - x), p);
  }
  std::sort(spokes.begin(), spokes.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  Ring ring;
  for (const auto& spoke : spokes) ring.push_back(spoke.second);
  ring.push_back(ring.front());
  return ring;
}

TEST(PointLocator, GivesAPointOnASharedEdgeToTheLowestPolygon) {
  const std::vector<MultiPolygon> polygons = {square(0, 0, 10), square(10, 0, 10), square(5, 5, 2)};
  const PointLocator locator(polygons);
  EXPECT_EQ(locator.locate({5, 1}), PolygonId(0));
  EXPECT_EQ(locator.locate({10, 5}), PolygonId(0));
  EXPECT_EQ(locator.locate({10.0000001, 5}), PolygonId(1));
  EXPECT_EQ(locator.locate({20, 10}), PolygonId(1));
  EXPECT_EQ(locator.locate({6, 6}), PolygonId(0));
  EXPECT_FALSE(locator.locate({10, 10.5}).valid());
}

TEST(PointLocator, LeavesHolesOpenButKeepsTheirEdges) {
  MultiPolygon ring = square(0, 0, 10);
  ring[0].holes.push_back({{3, 3}, {3, 7}, {7, 7}, {7, 3}, {3, 3}});
  const PointLocator locator(std::vector<MultiPolygon>{ring});
  EXPECT_FALSE(locator.locate({5, 5}).valid());
  EXPECT_EQ(locator.locate({3, 5}), PolygonId(0));
  EXPECT_EQ(locator.locate({2, 5}), PolygonId(0));
}

TEST(PointLocator, AnswersNothingForPointsThatAreNoNumbersOrFarAway) {
  const PointLocator locator(std::vector<MultiPolygon>{square(0, 0, 10)});
  EXPECT_FALSE(locator.locate({std::numeric_limits<double>::quiet_NaN(), 5}).valid());
  EXPECT_FALSE(locator.locate({std::numeric_limits<double>::infinity(), 5}).valid());
  EXPECT_FALSE(locator.locate({1e300, -1e300}).valid());
  EXPECT_FALSE(PointLocator(std::vector<MultiPolygon>{}).locate({0, 0}).valid());
}

TEST(PointLocator, AgreesWithBruteForceOverSeeds) {
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    SCOPED_TRACE(seed);
    Stream luck(core::Seed(seed), 0, "point locator", 0);
    const std::uint32_t extent = 4 + luck.below(40);
    std::vector<MultiPolygon> polygons(1 + luck.below(40));
    for (MultiPolygon& shape : polygons) {
      const double x = luck.below(extent);
      const double y = luck.below(extent);
      shape.push_back({.outer = star(luck, x, y, 3 + static_cast<int>(luck.below(9)), 1 + luck.below(8)), .holes = {}});
      if (luck.below(3) == 0) shape[0].holes.push_back(star(luck, x, y, 4, 1 + luck.below(3)));
    }
    const PointLocator locator(polygons);
    std::vector<Position> points;
    for (int i = 0; i < 400; ++i) {
      const double part = luck.below(3) == 0 ? luck.uniform() : 0;  // two thirds sit on whole coordinates: on edges and corners
      points.push_back({luck.below(extent + 8) - 4.0 + part, luck.below(extent + 8) - 4.0 + part});
    }
    const auto homes = locator.locate(points, core::Threads(2));
    for (std::size_t i = 0; i < points.size(); ++i) {
      ASSERT_EQ(homes[i], locate_by_brute_force(polygons, points[i])) << points[i].x << ' ' << points[i].y;
    }
    EXPECT_EQ(homes, locator.locate(points, core::Threads(1)));
  }
}

TEST(Orientation, IsExactWhereFloatingPointIsNot) {
  const Position a{0.5, 0.5};
  const Position b{12, 12};
  const Position c{24, 24};
  EXPECT_EQ(orientation(a, b, c), 0);
  const double next = std::nextafter(0.5, 1);
  EXPECT_EQ(orientation({next, 0.5}, b, c), -orientation({0.5, next}, b, c));
  EXPECT_NE(orientation({next, 0.5}, b, c), 0);
}

}  // namespace
}  // namespace wangge::gis
