#include "gis/circles/land_owners.h"

#include "engine/core/random.h"
#include "tests/support/shape_judge.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace wangge::gis::circles {
namespace {

using testing::Shape;

std::uint32_t owner_at(const LandOwners& land, double x, double y) {
  return land.owner(land.grid().node(land.grid().column_of(x), land.grid().row_of(y)));
}

TEST(LandOwners, ABuildingHasThirtyTwoMetresAndARoadTwentyFour) {
  //   0 m        100 m      the road runs east of the point building
  //   b    ======
  const std::vector<Footing> building = {{nullptr, {0, 0}}};
  const std::vector<LineString> road = {{{24, 0}, {104, 0}}};
  const LandOwners land(building, road);
  EXPECT_EQ(owner_at(land, 0, 0), 0U);
  EXPECT_EQ(owner_at(land, 32, 0), 0U) << "buildings come first, even upon the road";
  EXPECT_EQ(owner_at(land, 40, 0), 1U);
  EXPECT_EQ(owner_at(land, 104, 24), 1U);
  EXPECT_EQ(owner_at(land, 104, 32), LandOwners::none);
  EXPECT_EQ(owner_at(land, -40, 0), LandOwners::none);
}

TEST(LandOwners, SharesOutASmallGapAndLeavesALargeOneOpen) {
  for (const double side : {120.0, 400.0}) {
    const std::vector<LineString> road = {{{0, 0}, {side, 0}, {side, side}, {0, side}, {0, 0}}};
    const LandOwners land({}, road);
    EXPECT_EQ(owner_at(land, side / 2, side / 2), side < 200 ? 0U : LandOwners::none);
  }
}

TEST(LandOwners, ForgetsRoadsWithoutLand) {
  const std::vector<Footing> building = {{nullptr, {0, 0}}};
  const std::vector<LineString> roads = {{{-8, 0}, {8, 0}}, {{200, 0}, {216, 0}}};
  const LandOwners land(building, roads);
  EXPECT_EQ(land.kept_stretches(), std::vector<std::uint32_t>{1});
  EXPECT_EQ(owner_at(land, 208, 0), 1U);
}

TEST(LandOwners, GoesByTheNearestWallAndClaimsWhatAWallTouches) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "walls", 0);
    std::vector<MultiPolygon> shapes;
    for (int i = 0; i < 25; ++i) {
      const double x = 250 * luck.uniform();
      const double y = 250 * luck.uniform();
      const double w = 2 + 30 * luck.uniform();
      const double h = 2 + 30 * luck.uniform();
      const double lean = 10 * luck.uniform();
      shapes.push_back({{{{x, y}, {x + w, y + lean}, {x + w - lean / 2, y + h + lean}, {x, y + h}, {x, y}}, {}}});
    }
    std::vector<Footing> footings;
    std::vector<Shape> judged;
    for (const MultiPolygon& shape : shapes) {
      footings.push_back({&shape, shape[0].outer[0]});
      judged.emplace_back(shape);
    }
    const LandOwners land(footings, {});
    std::vector<std::vector<std::uint32_t>> holders(land.grid().node_count());
    for (const auto& [node, place] : land.claims()) holders[node].push_back(place);
    for (std::uint32_t node = 0; node < land.grid().node_count(); ++node) {
      const auto corner = land.grid().corner_of_node(node);
      const Position at = land.grid().place(corner.column, corner.row);
      const Shape point(at);
      double least = 1e9;
      for (const Shape& shape : judged) least = std::min(least, shape.distance(point));
      if (land.owner(node) == LandOwners::none) {
        EXPECT_GE(least, 31.99) << "seed " << seed;
      } else if (least < 31.99) {
        EXPECT_NEAR(judged[land.owner(node)].distance(point), least, 0.01) << "seed " << seed;
        holders[node].push_back(land.owner(node));
      }
      const Shape square({{{at, {at.x + 8, at.y}, {at.x + 8, at.y + 8}, {at.x, at.y + 8}, at}, {}}});
      for (std::uint32_t place = 0; place < judged.size(); ++place) {
        if (!judged[place].meets(square)) continue;
        for (const auto& [east, north] : {std::pair{0, 0}, {1, 0}, {0, 1}, {1, 1}}) {
          const std::uint32_t of = land.grid().node(corner.column + east, corner.row + north);
          const bool owns = land.owner(of) == place;
          const bool claims = std::binary_search(land.claims().begin(), land.claims().end(), std::pair(of, place));
          EXPECT_TRUE(owns || claims) << "seed " << seed;
        }
      }
    }
  }
}

}  // namespace
}  // namespace wangge::gis::circles
