#include "gis/map/shape_net.h"

#include "gis/map/simplify.h"
#include "tests/support/sample_run.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace wangge::gis::map {
namespace {

MultiPolygon square(double x, double y, double side) {
  return {{.outer = {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}, .holes = {}}};
}

double area(const MultiPolygon& shape) {
  double twice = 0;
  for (const Polygon& polygon : shape) {
    for (std::size_t i = 0; i + 1 < polygon.outer.size(); ++i) {
      twice += polygon.outer[i].x * polygon.outer[i + 1].y - polygon.outer[i + 1].x * polygon.outer[i].y;
    }
  }
  return twice / 2;
}

TEST(Simplify, DropsOnlyWhatLiesWithinTheTolerance) {
  const LineString line{{0, 0}, {5, 0.4}, {10, 0}, {10, 10}};
  EXPECT_EQ(simplified(line, 0.5), (LineString{{0, 0}, {10, 0}, {10, 10}}));
  EXPECT_EQ(simplified(line, 0.3), line);
}

/// Two squares side by side:   A | B
TEST(ShapeNet, HoldsASharedBorderOnce) {
  const MultiPolygon a = square(0, 0, 10);
  const MultiPolygon b = square(10, 0, 10);
  const ShapeNet net(std::vector{&a, &b}, 0.1);
  ASSERT_EQ(net.borders().size(), 3U);
  std::size_t shared = 0;
  for (const ShapeNet::Border& border : net.borders()) shared += border.shapes.size() == 2 ? 1 : 0;
  EXPECT_EQ(shared, 1U);
  EXPECT_EQ(net.neighbours(2), (std::vector<std::pair<std::uint32_t, std::uint32_t>>{{0, 1}}));
  EXPECT_DOUBLE_EQ(area(net.shape(0)), 100);
}

TEST(ShapeNet, KeepsAnIslandThatTouchesNothing) {
  const MultiPolygon a = square(0, 0, 10);
  const ShapeNet net(std::vector{&a}, 1);
  ASSERT_EQ(net.borders().size(), 1U);
  EXPECT_DOUBLE_EQ(std::abs(area(net.shape(0))), 100);
}

/// Whatever the tolerance, the parts of the town still fill the town: no gap, no overlap.
TEST(ShapeNet, LeavesNoGapBetweenNeighboursAfterThinning) {
  const PlanFile plan = tests::sample_plan();
  std::vector<const MultiPolygon*> shapes;
  for (const PlanFile::Grid& grid : plan.grids) shapes.push_back(&grid.shape);
  shapes.push_back(&plan.levels.front().shape);
  for (const double tolerance : {0.0, 1.0, 5.0, 12.0, 30.0}) {
    const ShapeNet net(shapes, tolerance);
    double sum = 0;
    for (std::size_t i = 0; i < plan.grids.size(); ++i) sum += area(net.shape(i));
    EXPECT_NEAR(sum, area(net.shape(plan.grids.size())), 1e-3) << tolerance;
  }
  const ShapeNet exact(shapes, 0);
  EXPECT_NEAR(area(exact.shape(3)), area(plan.grids[3].shape), 1e-6);
}

TEST(ShapeNet, FindsTheSameNeighboursAsComparingAllVertices) {
  const PlanFile plan = tests::sample_plan();
  std::vector<const MultiPolygon*> shapes;
  for (const PlanFile::Grid& grid : plan.grids) shapes.push_back(&grid.shape);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> expected;
  for (std::uint32_t a = 0; a < shapes.size(); ++a) {
    std::set<std::pair<double, double>> mine;
    for (const Position& p : shapes[a]->front().outer) mine.insert({p.x, p.y});
    for (std::uint32_t b = a + 1; b < shapes.size(); ++b) {
      std::set<std::pair<double, double>> both;
      for (const Position& p : shapes[b]->front().outer) {
        if (mine.contains({p.x, p.y})) both.insert({p.x, p.y});
      }
      if (both.size() > 1) expected.emplace_back(a, b);  // more than a corner
    }
  }
  EXPECT_EQ(ShapeNet(shapes, 3).neighbours(shapes.size()), expected);
}

}  // namespace
}  // namespace wangge::gis::map
