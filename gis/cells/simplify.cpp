#include "gis/cells/simplify.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace wangge::gis::cells {
namespace {

/// The squared distance of p from the segment a-b.
double squared_distance(const PathPoint& a, const PathPoint& b, const PathPoint& p) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double squared = dx * dx + dy * dy;
  const double share = squared > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / squared, 0.0, 1.0) : 0.0;
  const double ex = a.x + share * dx - p.x;
  const double ey = a.y + share * dy - p.y;
  return ex * ex + ey * ey;
}

}  // namespace

std::vector<PathPoint> simplified(const std::vector<PathPoint>& path, double tolerance) {
  if (path.size() <= 2 || tolerance <= 0) return path;
  std::vector<bool> keep(path.size(), false);
  keep.front() = keep.back() = true;
  std::vector<std::pair<std::size_t, std::size_t>> open{{0, path.size() - 1}};
  while (!open.empty()) {
    const auto [first, last] = open.back();
    open.pop_back();
    double worst = 1;
    std::size_t at = first;
    for (std::size_t i = first + 1; i < last; ++i) {
      const double excess = squared_distance(path[first], path[last], path[i]) / (path[i].allowance * path[i].allowance);
      if (excess > worst) {
        worst = excess;
        at = i;
      }
    }
    if (at == first) continue;
    keep[at] = true;
    open.emplace_back(first, at);
    open.emplace_back(at, last);
  }
  std::vector<PathPoint> kept;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (keep[i]) kept.push_back(path[i]);
  }
  return kept;
}

}  // namespace wangge::gis::cells
