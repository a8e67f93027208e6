#pragma once

#include "gis/town/street_plan.h"
#include "gis/town/town_spec.h"

#include <vector>

/// A small town for tests of what is settled on given land: a checkerboard of blocks with shared vertices.
namespace wangge::town {

struct BlockTownRules {
  int columns = 8;
  int rows = 6;
  double side_m = 120;
  int buildings_a_side = 2;  ///< buildings stand in a square of so many on each block
  int floors = 6;            ///< of each, within 3 … 18
  float flats_a_floor = 4;
  int river_column = -1;         ///< this column is water
  int main_road_every = 4;       ///< every so many streets is a primary road
  std::vector<int> towns{3, 2};  ///< communities of each town; one district over all
  std::int64_t households = 0;   ///< of the district; 0: as many as dwellings x occupied
  double occupied = 0.88;
};

struct BlockTown {
  Town town;
  TownSpec spec;
  std::vector<Region> regions;  ///< one, of the district
};

/// The town with blocks, lines, buildings and areas, their totals complete; nobody lives there yet.
[[nodiscard]] BlockTown block_town(const BlockTownRules& rules, core::Seed seed);

/// grow_areas, fit_dwellings, settle_people, settle_work and draw_partitions on it.
void settle_all(BlockTown& made, core::Threads threads);

/// Totals as they are found in buildings, households, persons and establishments of the blocks of each area, at every level.
[[nodiscard]] Column<AreaId, Totals> counted_totals(const Town& town);

}  // namespace wangge::town
