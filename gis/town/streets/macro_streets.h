#pragma once

#include "engine/core/units.h"
#include "gis/town/streets/mesh.h"
#include "gis/town/streets/town_shape.h"

namespace wangge::town::streets {

/// Lays the main streets of one town over the faces of its region: axes through the centre, ring roads, bridges at even
/// distances, then primary and secondary streets by recursion, until faces are superblocks; land beyond the built-up edge
/// becomes farmland. Sets use and fabric of the superblocks. `next_street`: names of streets start there; returns the next free
/// one.
struct MacroTown {
  const TownSpec& spec;
  const TownShape& shape;
  const DirectionField& field;
  std::uint32_t region = 0;
  std::vector<Corridor> corridors;  ///< those that pass through
};
[[nodiscard]] std::uint32_t lay_macro_streets(Mesh& mesh, const MacroTown& town, std::uint32_t next_street);

/// How the superblocks of each region are cut into blocks.
struct BlockStreets {
  const TownSpec& spec;
  const std::vector<DirectionField>& fields;
  std::vector<std::size_t> field_of_region;
  std::vector<double> largest_m2;  ///< by region: no block of living land shall be larger
};

/// Cuts all open superblocks into blocks, in parallel: streets end only at the places kept for them on the main streets, so no
/// superblock needs to know another. In grids both sides meet at crossings; elsewhere they end at places of their own, so that
/// most junctions have three arms. Some streets end blind. O(blocks x ring).
void lay_block_streets(Mesh& mesh, const BlockStreets& how, core::Threads threads, std::uint32_t next_street);

}  // namespace wangge::town::streets
