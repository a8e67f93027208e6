#pragma once

#include "engine/core/units.h"

#include <span>
#include <vector>

/// Measures of plane figures: what a statistic of form asks of a footprint or a block.
/// Rings are closed (the first point is repeated at the end), outer rings counter-clockwise, holes clockwise.
namespace wangge::evaluation {

using core::Position;
using Ring = std::vector<Position>;

/// Positive counter-clockwise [m2]. O(points).
[[nodiscard]] double signed_area(std::span<const Position> ring);
/// Of a polyline, or of a closed ring [m]. O(points).
[[nodiscard]] double length_of(std::span<const Position> line);
/// The place at half the length. Precondition: not empty.
[[nodiscard]] Position middle_of(std::span<const Position> line);
/// The mean of the ring's area (of its points where it has none). Precondition: not empty.
[[nodiscard]] Position centre_of(std::span<const Position> ring);
/// Even-odd over all rings; points on an edge belong to either side. O(points).
[[nodiscard]] bool holds(std::span<const Ring> rings, Position place);

/// Corners counter-clockwise, not closed; collinear points dropped (Andrew 1979, the monotone chain). O(n log n).
[[nodiscard]] std::vector<Position> convex_hull(std::vector<Position> points);

/// The rectangle of least area around some points, turned as it needs.
struct Rectangle {
  double long_side = 0;   ///< m
  double short_side = 0;  ///< m
  Position axis{1, 0};    ///< unit vector along the long side

  [[nodiscard]] double area() const { return long_side * short_side; }
};
/// Rests on an edge of the hull (Freeman and Shapira 1975). O(corners^2): hulls of footprints have few corners.
[[nodiscard]] Rectangle smallest_rectangle(std::span<const Position> hull);

/// Radius of the smallest circle around the corners [m] (Welzl 1991, iterated). O(corners) for blocks as they are.
[[nodiscard]] double smallest_circle(std::span<const Position> hull);

}  // namespace wangge::evaluation
