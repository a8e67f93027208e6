#include "gis/town/plots/convex.h"

#include <algorithm>

namespace wangge::town::plot {

namespace {

/// The gap between the shadows of both on the direction `axis`, seen from `a` outwards.
double gap_along(const Convex& a, const Convex& b, Position axis) {
  double last_of_a = dot(a.corner[0], axis);
  for (std::uint32_t i = 1; i < a.count; ++i) last_of_a = std::max(last_of_a, dot(a.corner[i], axis));
  double first_of_b = dot(b.corner[0], axis);
  for (std::uint32_t i = 1; i < b.count; ++i) first_of_b = std::min(first_of_b, dot(b.corner[i], axis));
  return first_of_b - last_of_a;
}

double widest_gap(const Convex& a, const Convex& b) {
  double widest = -1e300;
  for (std::uint32_t i = 0; i < a.count; ++i) {
    const Position edge = unit(minus(a.corner[(i + 1) % a.count], a.corner[i]));
    widest = std::max(widest, gap_along(a, b, {edge.y, -edge.x}));
    // The ends of a segment face along it.
    if (a.count == 2) widest = std::max(widest, gap_along(a, b, edge));
  }
  return widest;
}

}  // namespace

Position Convex::middle() const {
  Position sum{};
  for (const Position& at : corners()) sum = plus(sum, at);
  return times(sum, 1.0 / count);
}

gis::Box Convex::bounds() const {
  gis::Box box{corner[0], corner[0]};
  for (const Position& at : corners()) {
    box.low = {std::min(box.low.x, at.x), std::min(box.low.y, at.y)};
    box.high = {std::max(box.high.x, at.x), std::max(box.high.y, at.y)};
  }
  return box;
}

Convex segment_shape(Position a, Position b) {
  Convex shape;
  shape.corner[0] = a;
  shape.corner[1] = b;
  shape.count = 2;
  return shape;
}

Convex rectangle(Position centre, Position along, double width, double depth) {
  const Position u = times(along, width / 2);
  const Position v = times(left_of(along), depth / 2);
  Convex shape;
  shape.corner[0] = minus(minus(centre, u), v);
  shape.corner[1] = minus(plus(centre, u), v);
  shape.corner[2] = plus(plus(centre, u), v);
  shape.corner[3] = plus(minus(centre, u), v);
  shape.count = 4;
  return shape;
}

double separation(const Convex& a, const Convex& b) { return std::max(widest_gap(a, b), widest_gap(b, a)); }

Convex clipped(const Convex& shape, Position at, Position inward) {
  Convex kept;
  for (std::uint32_t i = 0; i < shape.count; ++i) {
    const Position a = shape.corner[i];
    const Position b = shape.corner[(i + 1) % shape.count];
    const double side_a = dot(minus(a, at), inward);
    const double side_b = dot(minus(b, at), inward);
    if (side_a >= 0 && kept.count < kept.corner.size()) kept.corner[kept.count++] = a;
    if ((side_a >= 0) != (side_b >= 0) && kept.count < kept.corner.size()) {
      kept.corner[kept.count++] = between(a, b, side_a / (side_a - side_b));
    }
  }
  if (kept.count < 3) kept.count = 0;
  return kept;
}

Convex without_short_edges(const Convex& shape, double shortest) {
  Convex kept = shape;
  for (std::uint32_t i = 0; kept.count > 3 && i < kept.count;) {
    const std::uint32_t next = (i + 1) % kept.count;
    if (far(kept.corner[i], kept.corner[next]) >= shortest) {
      ++i;
      continue;
    }
    // Dropping either end keeps a subset; the blunter end takes less land away.
    const Position before = kept.corner[(i + kept.count - 1) % kept.count];
    const Position after = kept.corner[(next + 1) % kept.count];
    const double lost_i = std::abs(cross(minus(kept.corner[i], before), minus(kept.corner[next], before)));
    const double lost_next = std::abs(cross(minus(kept.corner[next], kept.corner[i]), minus(after, kept.corner[i])));
    const std::uint32_t dropped = lost_i <= lost_next ? i : next;
    for (std::uint32_t k = dropped; k + 1 < kept.count; ++k) kept.corner[k] = kept.corner[k + 1];
    --kept.count;
    i = 0;
  }
  return kept;
}

Convex inscribed_rectangle(const Convex& shape, Position along, double least) {
  if (shape.empty()) return {};
  const Frame frame{shape.corner[0], along};
  const Extent around = extent(shape.corners(), frame);
  constexpr int steps = 6;
  std::array<double, steps + 1> from{};
  std::array<double, steps + 1> to{};
  const double slack = 1e-6 * around.depth();
  const auto level = [&](int step) {
    return std::clamp(around.low_v + around.depth() * step / steps, around.low_v + slack, around.high_v - slack);
  };
  for (int step = 0; step <= steps; ++step) {
    const std::vector<Stretch> found = stretches(shape.corners(), frame, level(step));
    from[static_cast<std::size_t>(step)] = found.empty() ? 1 : found[0].from;
    to[static_cast<std::size_t>(step)] = found.empty() ? 0 : found[0].to;
  }
  Convex best;
  double most = 0;
  for (std::size_t low = 0; low < steps; ++low) {
    for (std::size_t high = low + 1; high <= steps; ++high) {
      // The side borders of a convex shape bulge outwards, so the two ends bound what lies between.
      const double start = std::max(from[low], from[high]);
      const double width = std::min(to[low], to[high]) - start;
      const double low_v = level(static_cast<int>(low));
      const double depth = level(static_cast<int>(high)) - low_v;
      if (width < least || depth < least || width * depth <= most) continue;
      most = width * depth;
      best = rectangle(frame.at(start + width / 2, low_v + depth / 2), along, width, depth);
    }
  }
  return best;
}

Convex as_convex(std::span<const Position> corners) {
  Convex shape;
  if (corners.size() < 3 || corners.size() > shape.corner.size()) return {};
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Position a = corners[i];
    const Position b = corners[(i + 1) % corners.size()];
    const Position c = corners[(i + 2) % corners.size()];
    if (cross(minus(b, a), minus(c, b)) < -1e-9 * (1 + far(a, b) * far(b, c))) return {};
    shape.corner[shape.count++] = a;
  }
  return shape;
}

}  // namespace wangge::town::plot
