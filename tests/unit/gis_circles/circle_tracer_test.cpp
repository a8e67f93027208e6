#include "gis/circles/circle_tracer.h"

#include "engine/core/random.h"
#include "tests/support/shape_judge.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::gis::circles {
namespace {

using Mask = CircleTracer::Mask;
using testing::Shape;

/// A picture of buildings: a letter is a building of 4 x 4 m in the middle of a lattice square of 8 m; each letter is a place,
/// numbered from A; dots are nothing. The first line lies in the north.
struct Drawn {
  std::vector<MultiPolygon> shapes;
  std::vector<Footing> footings;

  explicit Drawn(std::string_view picture, double east = 0, double north = 0) {
    std::vector<std::pair<char, Position>> found;
    Position at{east, north};
    for (const char c : picture) {
      if (c == '\n') {
        at = {east, at.y - 8};
        continue;
      }
      if (c >= 'A' && c <= 'Z') found.emplace_back(c, at);
      at.x += 8;
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [letter, low] : found)
      shapes.push_back({{{{low.x + 2, low.y + 2},
                          {low.x + 6, low.y + 2},
                          {low.x + 6, low.y + 6},
                          {low.x + 2, low.y + 6},
                          {low.x + 2, low.y + 2}},
                         {}}});
    for (const MultiPolygon& shape : shapes) footings.push_back({&shape, shape[0].outer[0]});
  }
};

std::vector<Mask> only(std::size_t places, std::initializer_list<std::size_t> taken) {
  std::vector<Mask> masks(places, 0);
  for (const std::size_t place : taken) masks[place] = 1;
  return masks;
}

TEST(CircleTracer, OutlinesTheLandOfOneBuilding) {
  const Drawn drawn("A", 800, 800);
  const LandOwners land(drawn.footings, {});
  const auto shape = CircleTracer(land).trace(only(1, {0}), 1)[0];
  ASSERT_EQ(shape.size(), 1U);
  EXPECT_TRUE(shape[0].holes.empty());
  const Shape judged(shape);
  EXPECT_TRUE(judged.valid());
  const double expected = 4 * 4 + 4 * 4 * 32 + 3.14159 * 32 * 32;  // all within 32 m of the walls
  EXPECT_NEAR(judged.area(), expected, 0.03 * expected);
}

TEST(CircleTracer, PartsNeighboursHalfWay) {
  //  A      B     80 m apart: each has its 32 m
  //  C  D         16 m apart: the border runs in the middle
  const Drawn drawn(
      "A.........B\n...........\n...........\n...........\n...........\n...........\n...........\n...........\n...........\nC.D",
      0, 800);
  const LandOwners land(drawn.footings, {});
  CircleTracer tracer(land);
  EXPECT_TRUE(Shape(tracer.trace(only(4, {0, 1}), 1)[0]).valid());
  const Shape c(tracer.trace(only(4, {2}), 1)[0]);
  const Position wall = drawn.shapes[2][0].outer[1];  // the south-east corner of C; D's walls stand 12 m farther east
  EXPECT_EQ(c.distance(Shape(Position{wall.x + 5, wall.y})), 0);
  EXPECT_GT(c.distance(Shape(Position{wall.x + 8.5, wall.y})), 0);
}

TEST(CircleTracer, LeavesAHoleForWhoIsNotTaken) {
  const Drawn drawn("ABC\nDEF\nGHI\n", 400, 400);
  const LandOwners land(drawn.footings, {});
  const auto shape = CircleTracer(land).trace(only(9, {0, 1, 2, 3, 5, 6, 7, 8}), 1)[0];
  EXPECT_TRUE(Shape(shape).valid());
  // Neighbours claim the nodes around a building of 4 m, so no hole is left; around one of 40 m there is.
  EXPECT_EQ(shape.size(), 1U);

  std::vector<MultiPolygon> blocks;
  for (const double x : {0.0, 60.0, 120.0}) {
    for (const double y : {0.0, 60.0, 120.0})
      blocks.push_back({{{{x, y}, {x + 40, y}, {x + 40, y + 40}, {x, y + 40}, {x, y}}, {}}});
  }
  std::vector<Footing> footings;
  for (const MultiPolygon& block : blocks) footings.push_back({&block, block[0].outer[0]});
  const LandOwners big(footings, {});
  const auto ring = CircleTracer(big).trace(only(9, {0, 1, 2, 3, 5, 6, 7, 8}), 1)[0];
  ASSERT_EQ(ring.size(), 1U);
  ASSERT_EQ(ring[0].holes.size(), 1U);
  const Shape hole({{ring[0].holes[0], {}}});
  EXPECT_EQ(hole.distance(Shape(Position{80, 80})), 0);
  EXPECT_NEAR(hole.area(), 60 * 60, 300);
}

TEST(CircleTracer, PutsHolesIntoTheRingTheyLieIn) {
  //  a ring of blocks with an island in its hole, and the island has a hole of its own
  std::vector<MultiPolygon> blocks;
  std::vector<std::size_t> taken;
  for (int row = 0; row < 9; ++row) {
    for (int column = 0; column < 9; ++column) {
      const double x = 60.0 * column;
      const double y = 60.0 * row;
      const int ring = std::max(std::abs(row - 4), std::abs(column - 4));
      if (ring % 2 == 0 && ring > 0) taken.push_back(blocks.size());
      blocks.push_back({{{{x, y}, {x + 40, y}, {x + 40, y + 40}, {x, y + 40}, {x, y}}, {}}});
    }
  }
  std::vector<Footing> footings;
  for (const MultiPolygon& block : blocks) footings.push_back({&block, block[0].outer[0]});
  std::vector<Mask> masks(blocks.size(), 0);
  for (const std::size_t place : taken) masks[place] = 1;
  const LandOwners land(footings, {});
  const auto shape = CircleTracer(land).trace(masks, 1)[0];
  ASSERT_EQ(shape.size(), 2U);
  EXPECT_EQ(shape[0].holes.size(), 1U);
  EXPECT_EQ(shape[1].holes.size(), 1U);
  EXPECT_TRUE(Shape(shape).valid());
}

TEST(CircleTracer, DrawsSixteenSetsAsItDrawsOne) {
  core::Stream luck(core::Seed(7), 0, "masks", 0);
  std::string picture;
  std::vector<MultiPolygon> blocks;
  for (int i = 0; i < 400; ++i) {
    const double x = 1500 * luck.uniform() - 700;  // across tiles and the origin
    const double y = 1500 * luck.uniform() - 700;
    const double side = 4 + 40 * luck.uniform();
    blocks.push_back({{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}, {}}});
  }
  std::vector<Footing> footings;
  for (const MultiPolygon& block : blocks) footings.push_back({&block, block[0].outer[0]});
  const LandOwners land(footings, {});
  std::vector<Mask> masks;
  for (std::size_t i = 0; i < blocks.size(); ++i) masks.push_back(static_cast<Mask>(luck.below(65536)));
  CircleTracer tracer(land);
  const auto shapes = tracer.trace(masks, 16);
  ASSERT_EQ(shapes.size(), 16U);
  for (unsigned lane = 0; lane < 16; ++lane) {
    std::vector<Mask> one;
    for (const Mask mask : masks) one.push_back(static_cast<Mask>(mask >> lane & 1U));
    const auto alone = tracer.trace(one, 1)[0];
    EXPECT_TRUE(Shape(alone).valid());
    ASSERT_EQ(alone.size(), shapes[lane].size());
    for (std::size_t i = 0; i < alone.size(); ++i) {
      EXPECT_EQ(alone[i].outer, shapes[lane][i].outer);
      EXPECT_EQ(alone[i].holes, shapes[lane][i].holes);
    }
  }
}

TEST(CircleTracer, OfNobodyDrawsNothing) {
  const Drawn drawn("A");
  const LandOwners land(drawn.footings, {});
  EXPECT_TRUE(CircleTracer(land).trace(only(1, {}), 1)[0].empty());
  const LandOwners nowhere({}, {});
  EXPECT_TRUE(CircleTracer(nowhere).trace({}, 1)[0].empty());
}

}  // namespace
}  // namespace wangge::gis::circles
