#pragma once

#include "engine/core/progress.h"
#include "gis/town/streets/mesh.h"
#include "gis/town/town_spec.h"

#include <vector>

namespace wangge::town::streets {

/// A river or a railway across the land: a line in the middle, two lines beside it, the land between them.
struct Corridor {
  LandUse use = LandUse::water;
  std::vector<Position> path;
  double half_m = 0;   ///< from the middle to either side
  double water_m = 0;  ///< from the middle to the edge of the water; 0: none
};

/// Rivers and railway of a specification, drawn but not laid: rivers pass beside `centre`, the railway on the far side of it.
/// `along`: the way they run. Deterministic in the seed.
[[nodiscard]] std::vector<Corridor> drawn_corridors(const TownSpec& spec, const std::vector<Position>& outline, Position centre,
                                                    Position along, std::uint32_t attempt);

/// Lays one corridor through all faces it passes. Returns the polygons of its water; empty where it could not be laid or is dry.
struct LaidCorridor {
  bool laid = false;
  bool whole = false;  ///< on both sides all along
  std::vector<Polygon> waters;
};
LaidCorridor lay_corridor(Mesh& mesh, const Corridor& corridor, const Chain& side, const core::Progress& progress);

/// All corridors of a specification, laid with the side lines that its form has: streets in towns, bare borders in counties. A
/// corridor that finds no way is tried again nearer to the centre, and left out at last.
struct LaidCorridors {
  std::vector<Corridor> corridors;
  std::vector<Polygon> waters;
};
[[nodiscard]] LaidCorridors lay_corridors(Mesh& mesh, const TownSpec& spec, const std::vector<Position>& outline, Position centre,
                                          Position along, const core::Progress& progress);

/// Those that pass through a ring.
[[nodiscard]] std::vector<Corridor> near_corridors(const std::vector<Corridor>& corridors, const std::vector<Position>& ring);

/// Divides long faces of water by bare borders from bank to middle, about every `length_m`, where streets arrive first, so that
/// areas can share a river.
void divide_waters(Mesh& mesh, double length_m);

}  // namespace wangge::town::streets
