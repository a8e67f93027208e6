#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <cstdlib>

/// Exact arithmetic on integer points: everything the cells are built with is decided here, without rounding.
/// Coordinates stay within ±lattice_limit, so that a cross product fits into 62 bits.
namespace wangge::gis::cells {

inline constexpr std::int32_t lattice_limit = 1 << 29;

struct LatticePoint {
  std::int32_t x = 0;
  std::int32_t y = 0;

  friend constexpr auto operator<=>(const LatticePoint&, const LatticePoint&) = default;
};

struct Segment {
  LatticePoint a;
  LatticePoint b;

  friend constexpr bool operator==(const Segment&, const Segment&) = default;
};

/// Twice the signed area of the triangle o, a, b: positive when b lies to the left of o -> a.
[[nodiscard]] constexpr std::int64_t cross(LatticePoint o, LatticePoint a, LatticePoint b) {
  const std::int64_t ax = std::int64_t{a.x} - o.x;
  const std::int64_t ay = std::int64_t{a.y} - o.y;
  const std::int64_t bx = std::int64_t{b.x} - o.x;
  const std::int64_t by = std::int64_t{b.y} - o.y;
  return ax * by - ay * bx;
}

[[nodiscard]] constexpr bool in_box(const Segment& s, LatticePoint p) {
  return p.x >= std::min(s.a.x, s.b.x) && p.x <= std::max(s.a.x, s.b.x) && p.y >= std::min(s.a.y, s.b.y) &&
         p.y <= std::max(s.a.y, s.b.y);
}

[[nodiscard]] constexpr bool boxes_meet(const Segment& s, const Segment& t) {
  return std::max(s.a.x, s.b.x) >= std::min(t.a.x, t.b.x) && std::max(t.a.x, t.b.x) >= std::min(s.a.x, s.b.x) &&
         std::max(s.a.y, s.b.y) >= std::min(t.a.y, t.b.y) && std::max(t.a.y, t.b.y) >= std::min(s.a.y, s.b.y);
}

/// True when the point lies on the closed segment.
[[nodiscard]] constexpr bool on_segment(const Segment& s, LatticePoint p) { return in_box(s, p) && cross(s.a, s.b, p) == 0; }

/// True when the open segments cross in one point that is an end of neither.
[[nodiscard]] constexpr bool cross_properly(const Segment& s, const Segment& t) {
  if (!boxes_meet(s, t)) return false;
  const std::int64_t t_a = cross(s.a, s.b, t.a);
  const std::int64_t t_b = cross(s.a, s.b, t.b);
  if ((t_a >= 0 && t_b >= 0) || (t_a <= 0 && t_b <= 0)) return false;
  const std::int64_t s_a = cross(t.a, t.b, s.a);
  const std::int64_t s_b = cross(t.a, t.b, s.b);
  return (s_a > 0 && s_b < 0) || (s_a < 0 && s_b > 0);
}

/// The lattice point whose pixel [x-1/2, x+1/2) x [y-1/2, y+1/2) holds the crossing. Precondition: cross_properly(s, t).
[[nodiscard]] LatticePoint crossing_pixel(const Segment& s, const Segment& t);

/// True when the closed segment meets the half-open pixel around p. The line meets its interior when the centre is nearer than
/// the pixel's half-width across the line; of the border only the lower left corner can be met alone.
[[nodiscard]] constexpr bool passes_pixel(const Segment& s, LatticePoint p) {
  if (!in_box(s, p)) return false;
  const std::int64_t dx = std::int64_t{s.b.x} - s.a.x;
  const std::int64_t dy = std::int64_t{s.b.y} - s.a.y;
  const std::int64_t twice = 2 * cross(s.a, s.b, p);
  const std::int64_t reach = (dx < 0 ? -dx : dx) + (dy < 0 ? -dy : dy);
  return (twice < reach && twice > -reach) || twice == dx - dy;
}

/// Length in lattice units.
[[nodiscard]] double length(const Segment& s);

}  // namespace wangge::gis::cells
