#include "gis/town/streets/plane.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wangge::town::streets {

double length(Position a) { return std::sqrt(a.x * a.x + a.y * a.y); }

Position unit(Position a) {
  const double size = length(a);
  return size > 0 ? a * (1 / size) : Position{1, 0};
}

Position rounded(Position a) { return {std::round(a.x * 1000) / 1000, std::round(a.y * 1000) / 1000}; }

double signed_area(std::span<const Position> ring) {
  double twice = 0;
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) twice += cross(ring[i] - ring[0], ring[i + 1] - ring[0]);
  return twice / 2;
}

Position centroid(std::span<const Position> ring) {
  double twice = 0;
  Position sum;
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
    const Position a = ring[i] - ring[0];
    const Position b = ring[i + 1] - ring[0];
    const double part = cross(a, b);
    twice += part;
    sum = sum + (a + b) * part;
  }
  return twice != 0 ? ring[0] + sum * (1 / (3 * twice)) : ring[0];
}

double ring_length(std::span<const Position> ring) {
  double total = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) total += length(ring[(i + 1) % ring.size()] - ring[i]);
  return total;
}

bool inside(std::span<const Position> ring, Position point) {
  bool odd = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const Position a = ring[i];
    const Position b = ring[j];
    if ((a.y > point.y) == (b.y > point.y)) continue;
    if (point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)) odd = !odd;
  }
  return odd;
}

bool touch(Position a, Position b, Position c, Position d) {
  if (std::max(a.x, b.x) < std::min(c.x, d.x) || std::max(c.x, d.x) < std::min(a.x, b.x)) return false;
  if (std::max(a.y, b.y) < std::min(c.y, d.y) || std::max(c.y, d.y) < std::min(a.y, b.y)) return false;
  const double p = cross(b - a, c - a);
  const double q = cross(b - a, d - a);
  const double r = cross(d - c, a - c);
  const double s = cross(d - c, b - c);
  return ((p <= 0 && q >= 0) || (p >= 0 && q <= 0)) && ((r <= 0 && s >= 0) || (r >= 0 && s <= 0));
}

double distance_to_segment(Position point, Position a, Position b) {
  const Position along = b - a;
  const double size = dot(along, along);
  const double share = size > 0 ? std::clamp(dot(point - a, along) / size, 0.0, 1.0) : 0;
  return length(point - (a + along * share));
}

bool surely_beyond(double distance, Position point, Position a, Position b) {
  return std::min(a.x, b.x) - point.x > distance || point.x - std::max(a.x, b.x) > distance ||
         std::min(a.y, b.y) - point.y > distance || point.y - std::max(a.y, b.y) > distance;
}

bool comes_nearer(std::span<const Position> line, Position point, double distance) {
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    if (surely_beyond(distance, point, line[i], line[i + 1])) continue;
    if (distance_to_segment(point, line[i], line[i + 1]) < distance) return true;
  }
  return false;
}

double distance_to_line(Position point, std::span<const Position> line) {
  double best = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    if (surely_beyond(best, point, line[i], line[i + 1])) continue;
    best = std::min(best, distance_to_segment(point, line[i], line[i + 1]));
  }
  return best;
}

Box box_of(std::span<const Position> points) {
  Box box{points[0], points[0]};
  for (const Position p : points) {
    box.low = {std::min(box.low.x, p.x), std::min(box.low.y, p.y)};
    box.high = {std::max(box.high.x, p.x), std::max(box.high.y, p.y)};
  }
  return box;
}

Box grown(const Box& box, double by) { return {box.low - Position{by, by}, box.high + Position{by, by}}; }

Position long_axis(std::span<const Position> ring) {
  const Position centre = centroid(ring);
  double xx = 0, yy = 0, xy = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Position to = ring[i + 1 < ring.size() ? i + 1 : 0];
    const double weight = length(to - ring[i]);
    const Position d = between(ring[i], to, 0.5) - centre;
    xx += weight * d.x * d.x;
    yy += weight * d.y * d.y;
    xy += weight * d.x * d.y;
  }
  const double spread = std::sqrt((xx - yy) * (xx - yy) + 4 * xy * xy);
  const double cosine = spread > 0 ? (xx - yy) / spread : 1;
  return {std::sqrt(std::max(0.0, (1 + cosine) / 2)), (xy < 0 ? -1 : 1) * std::sqrt(std::max(0.0, (1 - cosine) / 2))};
}

Position deep_point(std::span<const Position> ring, Position near, int tries) {
  const Box box = box_of(ring);
  const Position size = box.high - box.low;
  const double side = std::sqrt(std::max(size.x * size.y, 1.0) / tries);
  Position best = ring[0];
  double best_score = -std::numeric_limits<double>::infinity();
  for (double y = box.low.y + side / 2; y < box.high.y; y += side) {
    for (double x = box.low.x + side / 2; x < box.high.x; x += side) {
      const Position p{x, y};
      if (!inside(ring, p)) continue;
      double depth = length(p - ring.back());
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) depth = std::min(depth, distance_to_segment(p, ring[i], ring[i + 1]));
      const double score = depth - 0.35 * length(p - near);
      if (score > best_score) {
        best_score = score;
        best = p;
      }
    }
  }
  return best;
}

}  // namespace wangge::town::streets
