#include "gis/town/people/plane_shapes.h"

#include <algorithm>
#include <vector>

namespace wangge::town {

double signed_area(std::span<const Position> ring) {
  if (ring.size() < 3) return 0;
  const Position origin = ring.front();  // small numbers lose fewer digits
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Position a = ring[i];
    const Position b = ring[(i + 1) % ring.size()];
    twice += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y);
  }
  return twice / 2;
}

Position centroid(std::span<const Position> ring) {
  const Position origin = ring.front();
  double twice = 0;
  double x = 0;
  double y = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Position a{ring[i].x - origin.x, ring[i].y - origin.y};
    const Position next = ring[(i + 1) % ring.size()];
    const Position b{next.x - origin.x, next.y - origin.y};
    const double cross = a.x * b.y - b.x * a.y;
    twice += cross;
    x += (a.x + b.x) * cross;
    y += (a.y + b.y) * cross;
  }
  if (twice == 0) return origin;
  return {origin.x + x / (3 * twice), origin.y + y / (3 * twice)};
}

bool contains(std::span<const Position> ring, Position point) {
  bool inside = false;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Position a = ring[i];
    const Position b = ring[(i + 1) % ring.size()];
    if ((a.y > point.y) == (b.y > point.y)) continue;
    if (point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
  }
  return inside;
}

Position inner_point(std::span<const Position> ring) {
  const Position middle = centroid(ring);
  if (contains(ring, middle)) return middle;
  // The middle of the widest stretch of the horizontal line through the centroid.
  std::vector<double> crossings;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Position a = ring[i];
    const Position b = ring[(i + 1) % ring.size()];
    if ((a.y > middle.y) != (b.y > middle.y)) crossings.push_back(a.x + (middle.y - a.y) / (b.y - a.y) * (b.x - a.x));
  }
  std::sort(crossings.begin(), crossings.end());
  Position best = ring.front();
  double widest = 0;
  for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
    if (crossings[i + 1] - crossings[i] <= widest) continue;
    widest = crossings[i + 1] - crossings[i];
    best = {(crossings[i] + crossings[i + 1]) / 2, middle.y};
  }
  return best;
}

}  // namespace wangge::town
