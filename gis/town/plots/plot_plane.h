#pragma once

#include "gis/geometry.h"

#include <cmath>
#include <span>
#include <vector>

/// Vectors, segments and rings in the plane: what the filling of blocks reckons with. Metres, y to the north.
namespace wangge::town::plot {

using core::Position;

[[nodiscard]] inline Position plus(Position a, Position b) { return {a.x + b.x, a.y + b.y}; }
[[nodiscard]] inline Position minus(Position a, Position b) { return {a.x - b.x, a.y - b.y}; }
[[nodiscard]] inline Position times(Position a, double factor) { return {a.x * factor, a.y * factor}; }
/// `from` moved by `far` along `direction`.
[[nodiscard]] inline Position moved(Position from, Position direction, double far) {
  return {from.x + direction.x * far, from.y + direction.y * far};
}
[[nodiscard]] inline double dot(Position a, Position b) { return a.x * b.x + a.y * b.y; }
[[nodiscard]] inline double cross(Position a, Position b) { return a.x * b.y - a.y * b.x; }
[[nodiscard]] inline double length(Position a) { return std::sqrt(dot(a, a)); }
[[nodiscard]] inline double far(Position a, Position b) { return length(minus(a, b)); }
[[nodiscard]] inline Position unit(Position a) {
  const double size = length(a);
  return size > 0 ? times(a, 1 / size) : Position{1, 0};
}
/// A quarter turn to the left.
[[nodiscard]] inline Position left_of(Position a) { return {-a.y, a.x}; }
[[nodiscard]] inline Position between(Position a, Position b, double share) {
  return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}
/// To whole millimetres, as every coordinate of a town is kept.
[[nodiscard]] inline Position settled(Position a) { return {std::round(a.x * 1000) / 1000, std::round(a.y * 1000) / 1000}; }

/// Corners of a ring that is not closed: the edge of the last one leads to the first.
using Corners = std::vector<Position>;

/// Positive where the corners run counter-clockwise.
[[nodiscard]] double signed_area(std::span<const Position> corners);
[[nodiscard]] Position centroid(std::span<const Position> corners);
/// Even-odd rule; on the border either answer may come.
[[nodiscard]] bool contains(std::span<const Position> corners, Position at);
[[nodiscard]] double distance_to_segment(Position at, Position a, Position b);
[[nodiscard]] double distance_of_segments(Position a, Position b, Position c, Position d);

/// Where ab and cd cross: the share along each. `cross` is false where they are parallel or do not meet.
struct Crossing {
  bool met = false;
  double on_first = 0;
  double on_second = 0;
};
[[nodiscard]] Crossing crossing(Position a, Position b, Position c, Position d);

/// Where the ray from `from` along the unit vector `direction` first meets the ring, within `reach`.
struct RayHit {
  double far = 0;
  std::size_t edge = 0;
};
[[nodiscard]] std::vector<RayHit> ray_hits(std::span<const Position> corners, Position from, Position direction, double reach);

/// Whether the straight way from a to b, without its ends, lies inside the ring.
[[nodiscard]] bool runs_inside(std::span<const Position> corners, Position a, Position b);

/// The frame in which rows are laid: `along` runs about east, `across` is its left.
struct Frame {
  Position origin;
  Position along{1, 0};

  [[nodiscard]] Position across() const { return left_of(along); }
  [[nodiscard]] Position at(double u, double v) const { return plus(origin, plus(times(along, u), times(across(), v))); }
  [[nodiscard]] double u(Position p) const { return dot(minus(p, origin), along); }
  [[nodiscard]] double v(Position p) const { return dot(minus(p, origin), across()); }
};

/// Extent of corners in a frame.
struct Extent {
  double low_u = 0;
  double high_u = 0;
  double low_v = 0;
  double high_v = 0;

  [[nodiscard]] double width() const { return high_u - low_u; }
  [[nodiscard]] double depth() const { return high_v - low_v; }
};
[[nodiscard]] Extent extent(std::span<const Position> corners, const Frame& frame);

/// The frame of the smallest box around the corners, with `along` on its longer side; tries the direction of every edge.
/// O(corners^2).
[[nodiscard]] Frame smallest_box(std::span<const Position> corners);

/// The stretches of the line v = `at` that lie inside the ring, by rising u.
struct Stretch {
  double from = 0;
  double to = 0;
};
[[nodiscard]] std::vector<Stretch> stretches(std::span<const Position> corners, const Frame& frame, double at);

}  // namespace wangge::town::plot
