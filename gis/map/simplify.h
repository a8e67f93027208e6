#pragma once

#include "gis/geometry.h"

#include <span>

namespace wangge::gis::map {

/// The line without the vertices that lie within `tolerance` [m] of what remains (Douglas and Peucker 1973); the ends stay.
/// O(n log n) as a rule, O(n^2) at worst. For drawing only: plan files are never simplified.
[[nodiscard]] LineString simplified(std::span<const Position> line, double tolerance);

}  // namespace wangge::gis::map
