#include "gis/build/interior_point.h"

#include "gis/ogr_shapes.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace wangge::gis {
namespace {

using core::Position;

/// Where the level line y cuts the polygon's rings, from west to east. y is on no vertex.
std::vector<double> cuts(const Polygon& polygon, double y) {
  std::vector<double> found;
  const auto scan = [&](const Ring& ring) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const Position a = ring[i];
      const Position b = ring[i + 1];
      if ((a.y <= y) == (b.y <= y)) continue;
      found.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
    }
  };
  scan(polygon.outer);
  for (const Ring& hole : polygon.holes) scan(hole);
  std::sort(found.begin(), found.end());
  return found;
}

const Polygon& largest_part(const MultiPolygon& shape) {
  return *std::max_element(shape.begin(), shape.end(), [](const Polygon& a, const Polygon& b) {
    return std::abs(twice_signed_area(a.outer)) < std::abs(twice_signed_area(b.outer));
  });
}

}  // namespace

Position interior_point(const MultiPolygon& shape) {
  const Polygon& part = largest_part(shape);
  const auto [low, high] =
      std::minmax_element(part.outer.begin(), part.outer.end(), [](Position a, Position b) { return a.y < b.y; });
  constexpr int lines = 9;
  Position best = part.outer.front();
  double best_score = -1;
  for (int line = 1; line <= lines; ++line) {
    const double share = static_cast<double>(line) / (lines + 1);
    const double y = low->y + (high->y - low->y) * share;
    const std::vector<double> stretch = cuts(part, y);
    for (std::size_t i = 0; i + 1 < stretch.size(); i += 2) {
      // Near the middle height a stretch counts more, so that the point is far from the outline above and below too.
      const double score = (stretch[i + 1] - stretch[i]) * (1 - std::abs(share - 0.5));
      if (score <= best_score) continue;
      best_score = score;
      best = {(stretch[i] + stretch[i + 1]) / 2, y};
    }
  }
  return best;
}

}  // namespace wangge::gis
