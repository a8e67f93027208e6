#include "gis/town/make_town.h"
#include "tests/support/town_specs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

/// How densely the land for living of a made quarter is built on, over seeds.
namespace wangge::town {
namespace {

constexpr std::size_t seeds = 6;

double area_of(const Ring& closed) {
  double twice = 0;
  for (std::size_t i = 0; i + 1 < closed.size(); ++i) twice += closed[i].x * closed[i + 1].y - closed[i + 1].x * closed[i].y;
  return twice / 2;
}

double whole_land(const Town& town, const Block& block) {
  Ring ring;
  for (const VertexId vertex : block.ring) ring.push_back(town.vertices[vertex]);
  ring.push_back(ring.front());
  return area_of(ring);
}

/// Within the road reserves.
double net_land(const Town& town, const Block& block) {
  double land = whole_land(town, block);
  for (std::size_t i = 0; i < block.ring.size(); ++i) {
    const Position a = town.vertices[block.ring[i]];
    const Position b = town.vertices[block.ring[(i + 1) % block.ring.size()]];
    land -= core::distance(a, b).value * town.lines[block.line_of_edge[i]].width_m / 2;
  }
  return std::max(0.0, land);
}

/// What stands on the blocks of one use, or on one of them.
struct Built {
  double land = 0;    ///< square metres within the road reserves
  double whole = 0;   ///< square metres between the middles of the streets
  double ground = 0;  ///< of the buildings
  double floors = 0;  ///< square metres of all floors
  double households = 0;
  int homes = 0;  ///< buildings that are lived in

  Built& operator+=(const Built& other) {
    land += other.land;
    whole += other.whole;
    ground += other.ground;
    floors += other.floors;
    households += other.households;
    homes += other.homes;
    return *this;
  }
};

struct Quarter {
  std::array<Built, land_use_count> uses{};
  double households = 0;
  double in_estates = 0;  ///< households, walled or open
  int thin = 0;           ///< blocks for estates above half a hectare with fewer than two homes
  int bare = 0;           ///< blocks for estates above two hectares of which buildings cover under 7 %

  [[nodiscard]] const Built& on(LandUse use) const { return uses[static_cast<std::size_t>(use)]; }
};

bool for_estates(LandUse use) { return use == LandUse::compound || use == LandUse::open_estate; }

Quarter measured(const Town& town) {
  Quarter quarter;
  core::Column<BlockId, Built> blocks(town.blocks.size());
  for (const BlockId id : core::ids<BlockId>(town.blocks.size())) {
    blocks[id].land = net_land(town, town.blocks[id]);
    blocks[id].whole = whole_land(town, town.blocks[id]);
  }
  for (const Building& building : town.buildings) {
    const double ground = area_of(building.footprint);
    const double households = building.households;
    blocks[building.block] += {0, 0, ground, ground * building.floors, households, building.dwellings > 0 ? 1 : 0};
    quarter.households += households;
    if (building.compound.valid()) quarter.in_estates += households;
  }
  for (const BlockId id : core::ids<BlockId>(town.blocks.size())) {
    const LandUse use = town.blocks[id].use;
    quarter.uses[static_cast<std::size_t>(use)] += blocks[id];
    if (for_estates(use) && blocks[id].land > 5000 && blocks[id].homes < 2) ++quarter.thin;
    if (for_estates(use) && blocks[id].whole > 20000 && blocks[id].ground < 0.07 * blocks[id].whole) ++quarter.bare;
  }
  return quarter;
}

const std::vector<Quarter>& quarters() {
  static const std::vector<Quarter> all = [] {
    std::vector<Quarter> made;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      TownSpec spec = quarter_spec(seed, 10000, 0, 6);
      spec.terrain.relief = 0.1;
      spec.terrain.river_width_m = 60;
      core::SilentProgress progress;
      made.push_back(measured(make_town(spec, core::Threads(1), progress)));
    }
    return made;
  }();
  return all;
}

template <class Value>
double median(Value value) {
  std::vector<double> values;
  for (const Quarter& quarter : quarters()) values.push_back(value(quarter));
  std::sort(values.begin(), values.end());
  return (values[seeds / 2 - 1] + values[seeds / 2]) / 2;
}

// China's estates of 2000 to 2020: buildings cover 15 to 28 % of their land, floors sum to 1.5 to 3.5 times of it.
TEST(Estates, CoverTheirLandWithHouses) {
  EXPECT_GE(median([](const Quarter& q) { return q.on(LandUse::compound).ground / q.on(LandUse::compound).land; }), 0.155);
  EXPECT_GE(median([](const Quarter& q) { return q.on(LandUse::compound).ground / q.on(LandUse::compound).whole; }), 0.12);
}

TEST(Estates, HaveTheFloorsOfAChineseTown) {
  EXPECT_GE(median([](const Quarter& q) { return q.on(LandUse::compound).floors / q.on(LandUse::compound).land; }), 1.8);
  EXPECT_GE(median([](const Quarter& q) { return q.on(LandUse::compound).floors / q.on(LandUse::compound).whole; }), 1.35);
  for (const Quarter& quarter : quarters()) {
    const double per_hectare = quarter.on(LandUse::compound).households / quarter.on(LandUse::compound).land * 10000;
    EXPECT_GE(per_hectare, 140);
    EXPECT_LE(per_hectare, 300);
  }
}

TEST(Estates, CarryTheTown) {
  EXPECT_GE(median([](const Quarter& q) { return q.in_estates / q.households; }), 0.6);
  for (const Quarter& quarter : quarters()) EXPECT_GE(quarter.in_estates / quarter.households, 0.55);
}

TEST(Estates, LeaveVillagesInTheCityTheirShare) {
  for (const Quarter& quarter : quarters()) {
    EXPECT_LE(quarter.on(LandUse::urban_village).households / quarter.households, 0.28);
    EXPECT_GE(quarter.on(LandUse::urban_village).households / quarter.households, 0.12);
  }
}

TEST(Estates, NeverLeaveOneHouseOnLandForMore) {
  int thin = 0;
  for (const Quarter& quarter : quarters()) thin += quarter.thin;
  EXPECT_LE(thin, 1);
}

// The strips between the last street and the rim are several times as long as deep.
TEST(Estates, FillLongStrips) {
  for (const Quarter& quarter : quarters()) EXPECT_EQ(quarter.bare, 0);
}

}  // namespace
}  // namespace wangge::town
