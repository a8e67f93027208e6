#include "gis/cells/inner_point.h"

#include <algorithm>

namespace wangge::gis::cells {

Position inner_point(const CoveragePlane& coverage, std::uint32_t cell) {
  const Arrangement& plane = coverage.plane;
  const auto border = coverage.boundaries[coverage.face_of_cell[cell]];
  std::int64_t low = lattice_limit;
  std::int64_t high = -std::int64_t{lattice_limit};
  for (const std::uint32_t h : border) {
    low = std::min<std::int64_t>(low, plane.points()[plane.origin(h)].y);
    high = std::max<std::int64_t>(high, plane.points()[plane.origin(h)].y);
  }
  // Half a unit above a lattice line: no vertex lies on it.
  const double y = static_cast<double>((low + high) / 2 == high ? high - 1 : (low + high) / 2) + 0.5;
  std::vector<double> crossings;
  for (const std::uint32_t h : border) {
    const Segment s = plane.segment(h);
    if ((s.a.y > y) == (s.b.y > y)) continue;
    crossings.push_back(s.a.x + (y - s.a.y) / (static_cast<double>(s.b.y) - s.a.y) * (static_cast<double>(s.b.x) - s.a.x));
  }
  std::sort(crossings.begin(), crossings.end());
  double best = -1;
  double x = 0;
  for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
    if (crossings[i + 1] - crossings[i] <= best) continue;
    best = crossings[i + 1] - crossings[i];
    x = (crossings[i] + crossings[i + 1]) / 2;
  }
  const Position origin = coverage.lattice.position({0, 0});
  return {origin.x + x * coverage.lattice.unit(), origin.y + y * coverage.lattice.unit()};
}

}  // namespace wangge::gis::cells
