#pragma once

#include "gis/geometry.h"

#include <cstddef>
#include <span>

/// Plain measures of rings; a ring may be closed or not, the results are the same.
namespace wangge::town {

using core::Position;

/// Positive when counter-clockwise, in square metres. O(n).
[[nodiscard]] double signed_area(std::span<const Position> ring);
/// Of the area; of the first point where there is none. O(n).
[[nodiscard]] Position centroid(std::span<const Position> ring);
/// By crossing number; a point on the boundary may count either way. O(n).
[[nodiscard]] bool contains(std::span<const Position> ring, Position point);
/// A point inside, the centroid where it is inside. O(n log n).
[[nodiscard]] Position inner_point(std::span<const Position> ring);

}  // namespace wangge::town
