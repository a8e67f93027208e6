#include "gis/town/plots/convex.h"
#include "gis/town/plots/inner_ways.h"
#include "gis/town/plots/plot_outline.h"

#include "engine/core/random.h"

#include <gtest/gtest.h>

namespace wangge::town::plot {
namespace {

TEST(Inset, MovesEachSideOfARectangleByItsWidth) {
  const Corners ring{{0, 0}, {100, 0}, {100, 60}, {0, 60}};
  const std::vector<Outline> land = inset(ring, std::vector<double>{10, 7, 5, 7}, 1);
  ASSERT_EQ(land.size(), 1U);
  // Every width is 0.3 m more: the room for straightening.
  EXPECT_NEAR(land[0].area(), (100 - 2 * 7.3) * (60 - 10.3 - 5.3), 1e-9);
}

TEST(Inset, FallsApartWhereTheLandIsNarrow) {
  // Two halls joined by a passage of 10 m.
  const Corners dumbbell{{0, 0},    {60, 0},  {60, 25}, {90, 25}, {90, 0},  {150, 0},
                         {150, 60}, {90, 60}, {90, 35}, {60, 35}, {60, 60}, {0, 60}};
  const std::vector<Outline> land = inset(dumbbell, std::vector<double>(12, 6), 10);
  ASSERT_EQ(land.size(), 2U);
  EXPECT_NEAR(land[0].area(), 47.4 * 47.4, 1e-6);
  EXPECT_NEAR(land[1].area(), 47.4 * 47.4, 1e-6);
}

TEST(Inset, IsEmptyWhereNothingIsLeft) {
  const Corners strip{{0, 0}, {200, 0}, {200, 15}, {0, 15}};
  EXPECT_TRUE(inset(strip, std::vector<double>(4, 8), 1).empty());
}

// Stars of random arms: whatever is kept keeps its distance from every edge, by brute force over points of its border.
TEST(Inset, NeverTakesTooMuch) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    core::Stream luck(core::Seed{seed}, 0, "test", 0);
    Corners ring;
    std::vector<double> width;
    const std::size_t n = 5 + luck.below(30);
    for (std::size_t i = 0; i < n; ++i) {
      const double turn = 2 * 3.14159265358979 * static_cast<double>(i) / static_cast<double>(n);
      const double radius = 40 + 100 * luck.uniform();
      ring.push_back({radius * std::cos(turn), radius * std::sin(turn)});
      width.push_back(3 + 10 * luck.uniform());
    }
    for (const Outline& piece : inset(ring, width, 5)) {
      EXPECT_GT(piece.area(), 0);
      for (std::size_t i = 0; i < piece.size(); ++i) {
        for (const double share : {0.0, 0.25, 0.5, 0.75}) {
          const Position at = between(piece.corner[i], piece.after(i), share);
          ASSERT_TRUE(contains(ring, at)) << "seed " << seed;
          for (std::size_t e = 0; e < n; ++e) {
            ASSERT_GE(distance_to_segment(at, ring[e], ring[(e + 1) % n]), width[e]) << "seed " << seed << ", edge " << e;
          }
        }
      }
    }
  }
}

TEST(LeftPart, CutsInTwoWithoutLossOrOverlap) {
  const Outline land{{{0, 0}, {80, 0}, {90, 50}, {10, 60}}, {0, 1, 2, 3}};
  const Position at{40, 20};
  const Position direction = unit({1, 3});
  const std::optional<Outline> left = left_part(land, at, direction, lane_side);
  const std::optional<Outline> right = left_part(land, at, times(direction, -1), lane_side);
  ASSERT_TRUE(left && right);
  EXPECT_NEAR(left->area() + right->area(), land.area(), 1e-9);
  EXPECT_EQ(std::count(left->side.begin(), left->side.end(), lane_side), 1);
}

TEST(LeftPart, RefusesACutThatFallsIntoThreePieces) {
  const Outline horseshoe{{{0, 0}, {90, 0}, {90, 60}, {60, 60}, {60, 30}, {30, 30}, {30, 60}, {0, 60}}, std::vector<Side>(8, 0)};
  EXPECT_FALSE(left_part(horseshoe, {0, 45}, {1, 0}, shared_side));
  EXPECT_TRUE(left_part(horseshoe, {45, 10}, {0, 1}, shared_side));
}

TEST(Convex, KnowsTheGapBetweenTurnedRectangles) {
  const Convex a = rectangle({0, 0}, {1, 0}, 20, 10);
  const Convex b = rectangle({25, 0}, unit({1, 1}), 10, 10);
  EXPECT_NEAR(separation(a, b), 15 - 5 * std::sqrt(2.0), 1e-9);
  EXPECT_LT(separation(a, rectangle({12, 6}, unit({1, 1}), 10, 10)), 0);
}

TEST(Convex, InscribesARectangleInAnySliceOfLand) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    core::Stream luck(core::Seed{seed}, 0, "test", 1);
    Convex shape = rectangle({0, 0}, {1, 0}, 30, 20);
    for (int cut = 0; cut < 3; ++cut) {
      const Position inward = unit({luck.uniform() - 0.5, luck.uniform() - 0.5});
      shape = clipped(shape, times(inward, -9), inward);
    }
    const Convex found = inscribed_rectangle(shape, {1, 0}, 4);
    ASSERT_FALSE(found.empty()) << "seed " << seed;
    for (const Position& corner : found.corners()) {
      for (std::uint32_t i = 0; i < shape.count; ++i) {
        const Position edge = minus(shape.corner[(i + 1) % shape.count], shape.corner[i]);
        EXPECT_GE(cross(edge, minus(corner, shape.corner[i])), -1e-6) << "seed " << seed;
      }
    }
  }
}

TEST(InnerWays, MakeANodeWhereTheyCrossAndForgetWhatHangsLoose) {
  const Ring ring{{0, 0}, {100, 0}, {100, 100}, {0, 100}};
  InnerWays ways(ring);
  ways.lay(std::uint32_t{0}, ways.node({80, 80}), network::LineClass::service, 5);
  ways.lay({20, 60}, {60, 20}, network::LineClass::footway, 2.5);
  ways.lay({90, 10}, {95, 20}, network::LineClass::footway, 2.5);
  ways.drop_loose();
  BlockFill fill;
  ways.write(fill);
  ASSERT_EQ(fill.lines.size(), 4U);
  EXPECT_EQ(fill.nodes.size(), 4U);
  std::size_t at_crossing = 0;
  for (const InnerLine& line : fill.lines) {
    for (const std::uint32_t node : line.nodes) at_crossing += node >= 4 && fill.nodes[node - 4] == Position{40, 40} ? 1 : 0;
  }
  EXPECT_EQ(at_crossing, 4U);
}

}  // namespace
}  // namespace wangge::town::plot
