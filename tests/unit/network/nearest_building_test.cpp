#include "scenarios/steps/nearest_building.h"

#include "engine/core/random.h"

#include <gtest/gtest.h>

namespace wangge::scenarios {
namespace {

using territory::BuildingId;

BuildingId by_force(const core::Column<BuildingId, core::Position>& places, core::Position place) {
  BuildingId best(0);
  for (const BuildingId building : core::ids<BuildingId>(places.size())) {
    if (core::distance(places[building], place) < core::distance(places[best], place)) best = building;
  }
  return best;
}

TEST(NearestBuilding, EqualsBruteForceWithTiesAndFromAfar) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "test.nearest", 0);
    core::Column<BuildingId, core::Position> places;
    const std::uint32_t count = 1 + luck.below(80);
    // Whole coordinates within a few metres, so that many are equally near.
    for (std::uint32_t i = 0; i < count; ++i)
      places.push_back({static_cast<double>(luck.below(12)), static_cast<double>(luck.below(12))});
    const NearestBuilding nearest(places);
    for (int i = 0; i < 50; ++i) {
      const double spread = i % 2 == 0 ? 12 : 50'000;
      const core::Position place{static_cast<double>(luck.below(24)) / 2 - spread, static_cast<double>(luck.below(24)) / 2};
      EXPECT_EQ(nearest.to(place), by_force(places, place)) << "seed " << seed;
      const core::Position near{place.x + spread, place.y};
      EXPECT_EQ(nearest.to(near), by_force(places, near)) << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace wangge::scenarios
