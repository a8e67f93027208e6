#pragma once

#include "engine/core/units.h"
#include "gis/geometry.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wangge::gis {

/// The land within a distance of some lines, as clean polygons: distances on a lattice, outlined by marching squares
/// (Lorensen and Cline 1987, in the plane). Outlines cannot cross or touch, because each lattice edge bears one vertex at
/// most; so the result is valid by construction, which buffers that are united by overlay reach only at many times the cost.
/// The outline is off by about spacing^2 / (8 x distance), in corners by up to half a spacing. Vertices are rounded to the
/// centimetre.
struct OutlineRules {
  core::Metres distance{60};
  core::Metres spacing{20};
  core::SquareMetres smallest_hole{20000};  ///< lesser holes are filled, with whatever lies in them
};

/// Polygons by the first appearance of their outline from south to north; nothing for no lines. Where the extent would
/// need more than 2^24 lattice points, the spacing is doubled until it does not. O(lattice + lines x (distance / spacing)^2).
///
///   const MultiPolygon near = outline_around(lines, {.distance = Metres(60)});
[[nodiscard]] MultiPolygon outline_around(std::span<const LineString> lines, const OutlineRules& rules);

}  // namespace wangge::gis
