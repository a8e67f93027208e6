#pragma once

#include "gis/geometry.h"

#include <cstddef>
#include <span>

/// Arithmetic of the plane for the street layer: metres, counter-clockwise, rings open (the first point is not repeated).
namespace wangge::town::streets {

using core::Position;
using gis::Box;

[[nodiscard]] inline Position operator+(Position a, Position b) { return {a.x + b.x, a.y + b.y}; }
[[nodiscard]] inline Position operator-(Position a, Position b) { return {a.x - b.x, a.y - b.y}; }
[[nodiscard]] inline Position operator*(Position a, double factor) { return {a.x * factor, a.y * factor}; }
[[nodiscard]] inline double dot(Position a, Position b) { return a.x * b.x + a.y * b.y; }
[[nodiscard]] inline double cross(Position a, Position b) { return a.x * b.y - a.y * b.x; }
/// A quarter turn counter-clockwise.
[[nodiscard]] inline Position left_of(Position a) { return {-a.y, a.x}; }
[[nodiscard]] inline Position between(Position a, Position b, double share) { return a + (b - a) * share; }

[[nodiscard]] double length(Position a);
/// East for the null vector.
[[nodiscard]] Position unit(Position a);
/// To whole millimetres: the final form of every vertex.
[[nodiscard]] Position rounded(Position a);

/// Positive where the ring runs counter-clockwise; exact for the ring's own origin, so far coordinates lose nothing.
[[nodiscard]] double signed_area(std::span<const Position> ring);
[[nodiscard]] Position centroid(std::span<const Position> ring);
[[nodiscard]] double ring_length(std::span<const Position> ring);
/// By the parity of crossings; points on the ring fall to either side. O(n).
[[nodiscard]] bool inside(std::span<const Position> ring, Position point);
/// True where the two segments share a point.
[[nodiscard]] bool touch(Position a, Position b, Position c, Position d);
[[nodiscard]] double distance_to_segment(Position point, Position a, Position b);
/// True where the box of the segment is farther away: so is the segment.
[[nodiscard]] bool surely_beyond(double distance, Position point, Position a, Position b);
/// distance_to_line(point, line) < distance, found sooner.
[[nodiscard]] bool comes_nearer(std::span<const Position> line, Position point, double distance);
[[nodiscard]] double distance_to_line(Position point, std::span<const Position> line);

[[nodiscard]] Box box_of(std::span<const Position> points);
[[nodiscard]] inline bool overlap(const Box& a, const Box& b) {
  return a.low.x <= b.high.x && b.low.x <= a.high.x && a.low.y <= b.high.y && b.low.y <= a.high.y;
}
[[nodiscard]] inline bool holds(const Box& box, Position p) {
  return p.x >= box.low.x && p.x <= box.high.x && p.y >= box.low.y && p.y <= box.high.y;
}
[[nodiscard]] Box grown(const Box& box, double by);

/// The direction of greatest spread of a ring's corners.
[[nodiscard]] Position long_axis(std::span<const Position> ring);

/// A point inside the ring and far from it: the best of a grid of about `tries` points, nearer to `near` preferred.
[[nodiscard]] Position deep_point(std::span<const Position> ring, Position near, int tries);

}  // namespace wangge::town::streets
