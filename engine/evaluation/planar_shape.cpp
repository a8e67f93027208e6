#include "engine/evaluation/planar_shape.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace wangge::evaluation {
namespace {

/// Twice the area of the triangle, positive when b lies to the left of o -> a.
double turn(Position o, Position a, Position b) { return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x); }

struct Circle {
  Position centre;
  double radius = 0;

  /// A little generous: a corner on the circle must not be taken for outside.
  [[nodiscard]] bool covers(Position p) const { return core::distance(centre, p).value <= radius * (1 + 1e-12) + 1e-9; }
};

Circle around(Position a, Position b) { return {{(a.x + b.x) / 2, (a.y + b.y) / 2}, core::distance(a, b).value / 2}; }

Circle around(Position a, Position b, Position c) {
  const double twice = 2 * turn(a, b, c);
  if (twice == 0) return around(a, c);
  const double bx = b.x - a.x;
  const double by = b.y - a.y;
  const double cx = c.x - a.x;
  const double cy = c.y - a.y;
  const double ux = (cy * (bx * bx + by * by) - by * (cx * cx + cy * cy)) / twice;
  const double uy = (bx * (cx * cx + cy * cy) - cx * (bx * bx + by * by)) / twice;
  return {{a.x + ux, a.y + uy}, std::sqrt(ux * ux + uy * uy)};
}

}  // namespace

double signed_area(std::span<const Position> ring) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) sum += turn(ring[0], ring[i], ring[i + 1]);
  return sum / 2;
}

double length_of(std::span<const Position> line) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) sum += core::distance(line[i], line[i + 1]).value;
  return sum;
}

Position middle_of(std::span<const Position> line) {
  double left = length_of(line) / 2;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const double step = core::distance(line[i], line[i + 1]).value;
    if (step >= left && step > 0) {
      const double t = left / step;
      return {line[i].x + t * (line[i + 1].x - line[i].x), line[i].y + t * (line[i + 1].y - line[i].y)};
    }
    left -= step;
  }
  return line.back();
}

Position centre_of(std::span<const Position> ring) {
  const Position o = ring[0];
  double doubled = 0;
  Position moment;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const double weight = turn(o, ring[i], ring[i + 1]);
    doubled += weight;
    moment.x += weight * (ring[i].x + ring[i + 1].x - 2 * o.x);
    moment.y += weight * (ring[i].y + ring[i + 1].y - 2 * o.y);
  }
  if (std::abs(doubled) > 1e-9) return {o.x + moment.x / (3 * doubled), o.y + moment.y / (3 * doubled)};
  Position sum;
  for (const Position p : ring) {
    sum.x += (p.x - o.x) / static_cast<double>(ring.size());
    sum.y += (p.y - o.y) / static_cast<double>(ring.size());
  }
  return {o.x + sum.x, o.y + sum.y};
}

bool holds(std::span<const Ring> rings, Position place) {
  bool inside = false;
  for (const Ring& ring : rings) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const Position a = ring[i];
      const Position b = ring[i + 1];
      if ((a.y > place.y) == (b.y > place.y)) continue;
      if (place.x < a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
    }
  }
  return inside;
}

std::vector<Position> convex_hull(std::vector<Position> points) {
  const auto before = [](Position a, Position b) { return a.x != b.x ? a.x < b.x : a.y < b.y; };
  std::sort(points.begin(), points.end(), before);
  points.erase(std::unique(points.begin(), points.end()), points.end());
  if (points.size() < 3) return points;
  std::vector<Position> hull;
  const auto add = [&](Position p, std::size_t least) {
    while (hull.size() >= least && turn(hull[hull.size() - 2], hull.back(), p) <= 0) hull.pop_back();
    hull.push_back(p);
  };
  for (const Position p : points) add(p, 2);
  const std::size_t lower = hull.size() + 1;
  for (std::size_t i = points.size() - 1; i-- > 0;) add(points[i], lower);
  hull.pop_back();
  return hull;
}

Rectangle smallest_rectangle(std::span<const Position> hull) {
  Rectangle best;
  bool found = false;
  for (std::size_t i = 0; i < hull.size() && hull.size() > 1; ++i) {
    const Position a = hull[i];
    const Position b = hull[(i + 1) % hull.size()];
    const double length = core::distance(a, b).value;
    if (length == 0) continue;
    const Position along{(b.x - a.x) / length, (b.y - a.y) / length};
    double low = 0;
    double high = 0;
    double across = 0;
    for (const Position p : hull) {
      const double s = (p.x - a.x) * along.x + (p.y - a.y) * along.y;
      low = std::min(low, s);
      high = std::max(high, s);
      across = std::max(across, (p.y - a.y) * along.x - (p.x - a.x) * along.y);
    }
    Rectangle box{high - low, across, along};
    if (box.long_side < box.short_side) box = {across, high - low, {-along.y, along.x}};
    if (found && box.area() >= best.area()) continue;
    best = box;
    found = true;
  }
  return best;
}

double smallest_circle(std::span<const Position> hull) {
  if (hull.empty()) return 0;
  Circle circle{hull[0], 0};
  for (std::size_t i = 1; i < hull.size(); ++i) {
    if (circle.covers(hull[i])) continue;
    circle = {hull[i], 0};
    for (std::size_t j = 0; j < i; ++j) {
      if (circle.covers(hull[j])) continue;
      circle = around(hull[i], hull[j]);
      for (std::size_t k = 0; k < j; ++k) {
        if (!circle.covers(hull[k])) circle = around(hull[i], hull[j], hull[k]);
      }
    }
  }
  return circle.radius;
}

}  // namespace wangge::evaluation
