#include "gis/town/people/names.h"
#include "gis/town/plots/house_shapes.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

namespace wangge::town::plot {
namespace {

bool has(const Corners& corners, Position at) { return std::find(corners.begin(), corners.end(), at) != corners.end(); }

//  +----+      +----+
//  |    +------+    |   three houses 10 m wide: 12, 6 and 12 m deep
//  +----+------+----+
TEST(RowHouses, ShareTheVerticesOfTheirWalls) {
  const Convex box = rectangle({15, 6}, {1, 0}, 30, 12);
  const std::vector<RowUnit> units{{1.0 / 3, 1}, {1.0 / 3, 0.5}, {1.0 / 3, 1}};
  const std::vector<Corners> houses = row_houses(box, units);
  ASSERT_EQ(houses.size(), 3U);
  EXPECT_EQ(houses[0].size(), 5U) << "a vertex where the back of the middle house meets the wall";
  EXPECT_EQ(houses[1].size(), 4U);
  EXPECT_EQ(houses[2].size(), 5U);
  for (const Corners& house : houses) EXPECT_GT(signed_area(house), 0) << "counter-clockwise";
  EXPECT_NEAR(signed_area(houses[0]) + signed_area(houses[1]) + signed_area(houses[2]), 300, 1e-9);
  for (const Position corner : houses[1]) EXPECT_TRUE(has(houses[0], corner) || has(houses[2], corner));
}

TEST(NotchedHouse, AndItsCornerFillTheBox) {
  const Convex box = rectangle({0, 0}, unit({3, 1}), 14, 11);
  for (const bool left : {false, true}) {
    const NotchedHouse parts = notched_house(box, 0.4, 0.3, left);
    EXPECT_NEAR(signed_area(parts.house) + signed_area(parts.corner), 14 * 11, 1e-9);
    EXPECT_NEAR(signed_area(parts.corner), 0.4 * 0.3 * 14 * 11, 1e-9);
    EXPECT_EQ(std::count_if(parts.corner.begin(), parts.corner.end(), [&](Position at) { return has(parts.house, at); }), 3)
        << "both common walls have both their ends in common";
  }
}

TEST(YardHouse, LeavesTheYardOpen) {
  const Convex box = rectangle({0, 0}, {1, 0}, 20, 20);
  EXPECT_NEAR(signed_area(yard_house(box, false)), 400 * (1 - 0.5 * 0.55), 1e-9);
  EXPECT_NEAR(signed_area(yard_house(box, true)), 400 * (1 - 0.36 * 0.55), 1e-9);
}

TEST(HamletNames, HaveTheFlavourOfTheirProvince) {
  core::Stream luck(core::Seed(1), 0, "test", 0);
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    const std::string name = made_hamlet("451002104", luck);
    EXPECT_TRUE(name.ends_with("屯")) << name;
    seen.insert(name);
  }
  EXPECT_GT(seen.size(), 120U);
  int courts = 0;
  for (int i = 0; i < 200; ++i) courts += made_hamlet("130102", luck).ends_with("庄") ? 1 : 0;
  EXPECT_GT(courts, 5);
}

}  // namespace
}  // namespace wangge::town::plot
