#include "gis/town/plots/plot_plane.h"

#include <algorithm>

namespace wangge::town::plot {

double signed_area(std::span<const Position> corners) {
  double twice = 0;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Position a = minus(corners[i], corners[0]);
    const Position b = minus(corners[(i + 1) % corners.size()], corners[0]);
    twice += cross(a, b);
  }
  return twice / 2;
}

Position centroid(std::span<const Position> corners) {
  Position sum{};
  double twice = 0;
  for (std::size_t i = 1; i + 1 < corners.size(); ++i) {
    const Position a = minus(corners[i], corners[0]);
    const Position b = minus(corners[i + 1], corners[0]);
    const double weight = cross(a, b);
    twice += weight;
    sum = plus(sum, times(plus(a, b), weight / 3));
  }
  return twice == 0 ? corners[0] : plus(corners[0], times(sum, 1 / twice));
}

bool contains(std::span<const Position> corners, Position at) {
  bool inside = false;
  for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
    const Position a = corners[i];
    const Position b = corners[j];
    if ((a.y > at.y) == (b.y > at.y)) continue;
    if (at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

double distance_to_segment(Position at, Position a, Position b) {
  const Position line = minus(b, a);
  const double size = dot(line, line);
  const double share = size > 0 ? std::clamp(dot(minus(at, a), line) / size, 0.0, 1.0) : 0.0;
  return far(at, moved(a, line, share));
}

double distance_of_segments(Position a, Position b, Position c, Position d) {
  if (crossing(a, b, c, d).met) return 0;
  return std::min(std::min(distance_to_segment(a, c, d), distance_to_segment(b, c, d)),
                  std::min(distance_to_segment(c, a, b), distance_to_segment(d, a, b)));
}

Crossing crossing(Position a, Position b, Position c, Position d) {
  const Position first = minus(b, a);
  const Position second = minus(d, c);
  const double turn = cross(first, second);
  if (turn == 0) return {};
  const Position apart = minus(c, a);
  const double on_first = cross(apart, second) / turn;
  const double on_second = cross(apart, first) / turn;
  const bool met = on_first >= 0 && on_first <= 1 && on_second >= 0 && on_second <= 1;
  return {met, on_first, on_second};
}

std::vector<RayHit> ray_hits(std::span<const Position> corners, Position from, Position direction, double reach) {
  std::vector<RayHit> hits;
  const Position end = moved(from, direction, reach);
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Crossing met = crossing(from, end, corners[i], corners[(i + 1) % corners.size()]);
    if (met.met) hits.push_back({met.on_first * reach, i});
  }
  std::sort(hits.begin(), hits.end(), [](const RayHit& a, const RayHit& b) { return a.far < b.far; });
  return hits;
}

bool runs_inside(std::span<const Position> corners, Position a, Position b) {
  constexpr double end = 0.3;  // metres
  if (!contains(corners, between(a, b, 0.5))) return false;
  for (const Position& corner : corners) {
    // Along a side, or so close past a corner that it makes no difference.
    if (distance_to_segment(corner, a, b) < end && far(corner, a) > end && far(corner, b) > end) return false;
  }
  const Position direction = unit(minus(b, a));
  return ray_hits(corners, moved(a, direction, end), direction, std::max(0.0, far(a, b) - 2 * end)).empty();
}

Extent extent(std::span<const Position> corners, const Frame& frame) {
  Extent found{frame.u(corners[0]), frame.u(corners[0]), frame.v(corners[0]), frame.v(corners[0])};
  for (const Position& corner : corners) {
    found.low_u = std::min(found.low_u, frame.u(corner));
    found.high_u = std::max(found.high_u, frame.u(corner));
    found.low_v = std::min(found.low_v, frame.v(corner));
    found.high_v = std::max(found.high_v, frame.v(corner));
  }
  return found;
}

Frame smallest_box(std::span<const Position> corners) {
  Frame best{corners[0], {1, 0}};
  double least = -1;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Position edge = minus(corners[(i + 1) % corners.size()], corners[i]);
    if (dot(edge, edge) < 1) continue;
    Frame frame{corners[0], unit(edge)};
    const Extent around = extent(corners, frame);
    const double area = around.width() * around.depth();
    if (least >= 0 && area >= least - 1e-6) continue;
    least = area;
    if (around.depth() > around.width()) frame.along = left_of(frame.along);
    best = frame;
  }
  return best;
}

std::vector<Stretch> stretches(std::span<const Position> corners, const Frame& frame, double at) {
  std::vector<double> cuts;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Position a = corners[i];
    const Position b = corners[(i + 1) % corners.size()];
    const double va = frame.v(a);
    const double vb = frame.v(b);
    if ((va > at) == (vb > at)) continue;
    const double ua = frame.u(a);
    cuts.push_back(ua + (frame.u(b) - ua) * (at - va) / (vb - va));
  }
  std::sort(cuts.begin(), cuts.end());
  std::vector<Stretch> found;
  for (std::size_t i = 0; i + 1 < cuts.size(); i += 2) found.push_back({cuts[i], cuts[i + 1]});
  return found;
}

}  // namespace wangge::town::plot
