#include "gis/cells/separators.h"

#include "engine/core/random.h"
#include "gis/cells/simplify.h"

#include <cmath>
#include <limits>
#include <set>

#include <gtest/gtest.h>

namespace wangge::gis::cells {
namespace {

double distance(const Segment& s, double x, double y) {
  const double dx = s.b.x - s.a.x, dy = s.b.y - s.a.y;
  const double share = std::clamp(((x - s.a.x) * dx + (y - s.a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
  return std::hypot(s.a.x + share * dx - x, s.a.y + share * dy - y);
}

double distance(const std::vector<Wall>& walls, std::uint32_t block, double x, double y) {
  double nearest = std::numeric_limits<double>::infinity();
  for (const Wall& wall : walls) {
    if (wall.block == block) nearest = std::min(nearest, distance(wall.segment, x, y));
  }
  return nearest;
}

std::vector<Wall> box(std::uint32_t block, std::int32_t x, std::int32_t y, std::int32_t size) {
  const std::vector<LatticePoint> points{{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}};
  std::vector<Wall> walls;
  for (std::size_t i = 0; i < 4; ++i) walls.push_back({{points[i], points[(i + 1) % 4]}, block});
  return walls;
}

TEST(Separators, RunHalfWayBetweenTwoParallelWalls) {
  const std::vector<Wall> walls{{{{0, 0}, {0, 100000}}, 3}, {{{40000, 100000}, {40000, 0}}, 8}};
  const auto lines = separators(walls, {0, 0}, {40000, 100000}, 100);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ((std::set<std::uint32_t>{lines[0].left, lines[0].right}), (std::set<std::uint32_t>{3, 8}));
  for (const LatticePoint& p : lines[0].points) EXPECT_NEAR(p.x, 20000, 1);
}

TEST(Separators, AreAsFarFromTheLeftBlockAsFromTheRightAndFartherFromOthers) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    core::Stream luck(core::Seed(seed), 0, "walls", 0);
    std::vector<Wall> walls;
    for (std::uint32_t block = 0; block < 25; ++block) {
      const auto jitter = [&] { return static_cast<std::int32_t>(luck.below(100000)); };
      const std::int32_t x = static_cast<std::int32_t>(block % 5) * 300000 + jitter();
      const std::int32_t y = static_cast<std::int32_t>(block / 5) * 300000 + jitter();
      for (const Wall& wall : box(block, x, y, 50000 + jitter())) walls.push_back(wall);
    }
    const double tolerance = 2000;
    for (const Separator& line : separators(walls, {0, 0}, {1600000, 1600000}, tolerance)) {
      ASSERT_NE(line.left, line.right);
      for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
        const LatticePoint p = line.points[i], q = line.points[i + 1];
        const double x = (p.x + 0.0 + q.x) / 2, y = (p.y + 0.0 + q.y) / 2;
        if (x < 0 || y < 0 || x > 1600000 || y > 1600000) continue;
        const double left = distance(walls, line.left, x, y), right = distance(walls, line.right, x, y);
        EXPECT_NEAR(left, right, 2.5 * tolerance + 4);
        for (std::uint32_t other = 0; other < 25; ++other)
          EXPECT_GE(distance(walls, other, x, y), std::min(left, right) - 2.5 * tolerance - 4);
        // The left block lies to the left: a step to the left is nearer to it.
        const double length = std::hypot(q.x - p.x, q.y - p.y);
        if (left < 3 * tolerance || length < 3 * tolerance) continue;
        const double sx = x - 3 * tolerance * (q.y - p.y) / length, sy = y + 3 * tolerance * (q.x - p.x) / length;
        EXPECT_LT(distance(walls, line.left, sx, sy), distance(walls, line.right, sx, sy) + 2.5 * tolerance);
      }
    }
  }
}

TEST(Separators, RunHalfWayBetweenPointsAndAroundThem) {
  const auto point = [](std::int32_t x, std::int32_t y, std::uint32_t block) { return Wall{{{x, y}, {x, y}}, block}; };
  const std::vector<Wall> points{point(0, 0, 3), point(0, 60000, 3), point(40000, 0, 8), point(40000, 60000, 8)};
  const auto line = separators(points, {0, 0}, {40000, 60000}, 100);
  ASSERT_EQ(line.size(), 1U);
  EXPECT_EQ((std::set<std::uint32_t>{line[0].left, line[0].right}), (std::set<std::uint32_t>{3, 8}));
  for (const LatticePoint& p : line[0].points) EXPECT_NEAR(p.x, 20000, 1);

  // A point before a wall: the parabola between them passes half-way.
  std::vector<Wall> mixed{{{{-100000, 0}, {100000, 0}}, 1}, point(0, 40000, 2)};
  bool passes_vertex = false;
  for (const Separator& curve : separators(mixed, {-50000, 0}, {50000, 80000}, 100)) {
    for (std::size_t i = 0; i + 1 < curve.points.size(); ++i)
      passes_vertex = passes_vertex || distance({curve.points[i], curve.points[i + 1]}, 0, 20000) < 110;
  }
  EXPECT_TRUE(passes_vertex);
}

TEST(Separators, AreNoneForOneBlockOrNoWalls) {
  EXPECT_TRUE(separators({}, {0, 0}, {1, 1}, 100).empty());
  EXPECT_TRUE(separators(box(1, 0, 0, 1000), {0, 0}, {1000, 1000}, 100).empty());
}

TEST(Simplify, DropsPointsWithinTheirAllowanceOnly) {
  const std::vector<PathPoint> path{{0, 0, 1}, {10, 0.5, 1}, {20, 0.5, 0.1}, {30, 0, 1}};
  const auto kept = simplified(path, 1);
  ASSERT_EQ(kept.size(), 3U);
  EXPECT_EQ(kept[1].x, 20);
}

}  // namespace
}  // namespace wangge::gis::cells
