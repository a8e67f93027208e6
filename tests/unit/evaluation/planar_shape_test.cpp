#include "engine/evaluation/planar_shape.h"

#include "engine/core/random.h"
#include "engine/evaluation/spread.h"
#include "engine/evaluation/street_bearing.h"
#include "tests/unit/evaluation/drawn_streets.h"

#include <gtest/gtest.h>

#include <cmath>

namespace wangge::evaluation {
namespace {

TEST(PlanarShape, MeasuresARectangleTurnedAnyhow) {
  for (const double degrees : {0.0, 17.0, 90.0, 133.0}) {
    const Ring ring = test::turned(test::box(1000, 2000, 40, 12), degrees);
    EXPECT_NEAR(signed_area(ring), 480, 1e-6);
    EXPECT_NEAR(length_of(ring), 104, 1e-6);
    const Rectangle box = smallest_rectangle(convex_hull(ring));
    EXPECT_NEAR(box.long_side, 40, 1e-6);
    EXPECT_NEAR(box.short_side, 12, 1e-6);
    const Position along = test::turned({1, 0}, degrees);
    EXPECT_NEAR(std::abs(box.axis.x * along.x + box.axis.y * along.y), 1, 1e-9);
    EXPECT_NEAR(smallest_circle(convex_hull(ring)), std::sqrt(40 * 40 + 12 * 12) / 2, 1e-6);
    const Position centre = test::turned({1020, 2006}, degrees);
    EXPECT_LT(core::distance(centre_of(ring), centre).value, 1e-6);
  }
}

TEST(PlanarShape, KnowsInsideFromOutsideWithHoles) {
  Ring hole = test::box(4, 4, 2, 2);
  std::reverse(hole.begin(), hole.end());
  const std::vector<Ring> rings = {test::box(0, 0, 10, 10), hole};
  EXPECT_TRUE(holds(rings, {1, 1}));
  EXPECT_FALSE(holds(rings, {5, 5}));
  EXPECT_FALSE(holds(rings, {11, 5}));
}

TEST(PlanarShape, SmallestCircleHoldsAllAndTouchesTwoAtLeast) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "test.circle", 0);
    std::vector<Position> points;
    for (int i = 0; i < 30; ++i) points.push_back({luck.uniform() * 100, luck.uniform() * 50});
    const double radius = smallest_circle(convex_hull(points));
    double widest = 0;
    for (const Position a : points) {
      for (const Position b : points) widest = std::max(widest, core::distance(a, b).value);
    }
    // Jung 1901: between half the diameter and the diameter over the root of 3.
    EXPECT_GE(radius, widest / 2 - 1e-6) << "seed " << seed;
    EXPECT_LE(radius, widest / std::sqrt(3) + 1e-6) << "seed " << seed;
  }
}

TEST(Spread, AgreesWithHandCases) {
  const std::vector<double> values = {1, 2, 3, 10};
  EXPECT_DOUBLE_EQ(*quantile(values, 0.5), 2.5);
  EXPECT_DOUBLE_EQ(*quantile(values, 1), 10);
  EXPECT_DOUBLE_EQ(*mean(values), 4);
  EXPECT_FALSE(quantile({}, 0.5));
}

TEST(StreetBearing, PutsEveryDegreeIntoItsBin) {
  for (int degree = 0; degree < 360; ++degree) {
    const double angle = (degree + 0.01) * 3.14159265358979323846 / 180;
    const auto expected = static_cast<std::size_t>((degree + 5) / 10 % 36);
    EXPECT_EQ(BearingTally::bin_of(std::sin(angle), std::cos(angle)), expected) << degree;
  }
}

TEST(StreetBearing, KnowsTheGridAndTheMuddle) {
  BearingTally grid;
  grid.add({0, 0}, {0, 100}, 1);
  grid.add({0, 0}, {100, 0}, 1);
  EXPECT_NEAR(grid.entropy(), std::log(4), 1e-12);
  EXPECT_NEAR(grid.order(), 1, 1e-12);
  BearingTally muddle;
  for (int i = 0; i < 18; ++i) muddle.add({0, 0}, test::turned({0, 100}, 10 * i), 1);
  EXPECT_NEAR(muddle.entropy(), std::log(36), 1e-12);
  EXPECT_NEAR(muddle.order(), 0, 1e-12);
}

}  // namespace
}  // namespace wangge::evaluation
