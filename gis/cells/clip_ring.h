#pragma once

#include "gis/geometry.h"

namespace wangge::gis::cells {

/// The part of a ring inside a box; where several parts remain they are joined along the box's edge (winding numbers
/// inside the box stay right). Points that are not finite are left out. Source: Sutherland and Hodgman 1974. O(n).
[[nodiscard]] Ring clip_ring(const Ring& ring, const Box& box);

}  // namespace wangge::gis::cells
