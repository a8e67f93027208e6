#pragma once

#include "gis/town/streets/corridors.h"

#include <span>
#include <vector>

namespace wangge::town::streets {

/// The water of a river as it was laid: `faces` hold the strip from bank to bank; their water lies within `corridor.water_m` of
/// the course, keeps from the banks (edges of the faces on chains from `first_chain` on that are no middle of the river), and is
/// cut by the rim of the town. Each polygon is valid in the sense of the simple-features standard (OGC 06-103r4),
/// counter-clockwise, whole millimetres: GEOS overlays on a grid of a millimetre. Patches under 100 m2 are left out.
/// Preconditions: the faces are simple rings. Throws std::runtime_error where GEOS fails. O(n log n) in vertices and course.
[[nodiscard]] std::vector<Polygon> river_water(const Mesh& mesh, std::span<const FaceIndex> faces, const Corridor& corridor,
                                               ChainIndex first_chain);

}  // namespace wangge::town::streets
