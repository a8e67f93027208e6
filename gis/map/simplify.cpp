#include "gis/map/simplify.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace wangge::gis::map {
namespace {

double square(double value) { return value * value; }

/// Squared distance of a point from a segment.
double squared_distance(Position p, Position a, Position b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double length = square(dx) + square(dy);
  double t = 0;
  if (length > 0) t = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0);
  return square(p.x - a.x - t * dx) + square(p.y - a.y - t * dy);
}

}  // namespace

LineString simplified(std::span<const Position> line, double tolerance) {
  if (line.size() < 3) return {line.begin(), line.end()};
  std::vector<char> keep(line.size(), 0);
  keep.front() = keep.back() = 1;
  std::vector<std::pair<std::size_t, std::size_t>> open{{0, line.size() - 1}};
  while (!open.empty()) {
    const auto [first, last] = open.back();
    open.pop_back();
    double worst = square(tolerance);
    std::size_t at = first;
    for (std::size_t i = first + 1; i < last; ++i) {
      const double away = squared_distance(line[i], line[first], line[last]);
      if (away > worst) {
        worst = away;
        at = i;
      }
    }
    if (at == first) continue;
    keep[at] = 1;
    open.emplace_back(first, at);
    open.emplace_back(at, last);
  }
  LineString out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (keep[i] != 0) out.push_back(line[i]);
  }
  return out;
}

}  // namespace wangge::gis::map
