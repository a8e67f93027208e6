#include "gis/town/make_town.h"
#include "tests/support/town_specs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include <fmt/format.h>
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

/// Within the road reserves.
double net_land(const Town& town, const Block& block) {
  double land = 0;
  for (std::size_t i = 0; i < block.ring.size(); ++i) {
    const Position a = town.vertices[block.ring[i]];
    const Position b = town.vertices[block.ring[(i + 1) % block.ring.size()]];
    land += (a.x * b.y - b.x * a.y) / 2 - core::distance(a, b).value * town.lines[block.line_of_edge[i]].width_m / 2;
  }
  return std::max(0.0, land);
}

/// What stands on the blocks of one use, or on one of them.
struct Built {
  double land = 0;    ///< square metres
  double ground = 0;  ///< of the buildings
  double floors = 0;  ///< square metres of all floors
  double households = 0;
  int homes = 0;  ///< buildings that are lived in

  Built& operator+=(const Built& other) {
    land += other.land;
    ground += other.ground;
    floors += other.floors;
    households += other.households;
    homes += other.homes;
    return *this;
  }
};

struct Quarter {
  core::Column<BlockId, Built> blocks;
  std::array<Built, land_use_count> uses{};
  double households = 0;
  double in_walled = 0;
  double in_open = 0;
  int thin = 0;  ///< blocks for estates above half a hectare with fewer than two homes
};

bool for_estates(LandUse use) { return use == LandUse::compound || use == LandUse::open_estate; }

Quarter measured(const Town& town) {
  Quarter quarter{core::Column<BlockId, Built>(town.blocks.size())};
  for (const BlockId id : core::ids<BlockId>(town.blocks.size())) quarter.blocks[id].land = net_land(town, town.blocks[id]);
  for (const Building& building : town.buildings) {
    const double ground = area_of(building.footprint);
    quarter.blocks[building.block] += {0, ground, ground * building.floors, static_cast<double>(building.households),
                                       building.dwellings > 0 ? 1 : 0};
    quarter.households += building.households;
    if (!building.compound.valid()) continue;
    (town.compounds[building.compound].walled ? quarter.in_walled : quarter.in_open) += building.households;
  }
  for (const BlockId id : core::ids<BlockId>(town.blocks.size())) {
    const LandUse use = town.blocks[id].use;
    quarter.uses[static_cast<std::size_t>(use)] += quarter.blocks[id];
    if (for_estates(use) && quarter.blocks[id].land > 5000 && quarter.blocks[id].homes < 2) ++quarter.thin;
  }
  return quarter;
}
