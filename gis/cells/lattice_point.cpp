#include "gis/cells/lattice_point.h"

#include <cmath>

namespace wangge::gis::cells {
namespace {

__extension__ typedef __int128 Wide;

/// floor(start + delta * numerator / denominator + 1/2)
std::int32_t rounded(std::int32_t start, std::int64_t delta, std::int64_t numerator, std::int64_t denominator) {
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const Wide top = 2 * (Wide{delta} * numerator) + denominator;
  const Wide bottom = 2 * Wide{denominator};
  Wide quotient = top / bottom;
  if (top % bottom < 0) --quotient;
  return static_cast<std::int32_t>(start + static_cast<std::int64_t>(quotient));
}

}  // namespace

LatticePoint crossing_pixel(const Segment& s, const Segment& t) {
  const std::int64_t dx = std::int64_t{s.b.x} - s.a.x;
  const std::int64_t dy = std::int64_t{s.b.y} - s.a.y;
  const std::int64_t numerator = cross(t.a, t.b, s.a);
  const std::int64_t denominator = numerator - cross(t.a, t.b, s.b);
  return {rounded(s.a.x, dx, numerator, denominator), rounded(s.a.y, dy, numerator, denominator)};
}

double length(const Segment& s) {
  const double dx = static_cast<double>(s.b.x) - s.a.x;
  const double dy = static_cast<double>(s.b.y) - s.a.y;
  return std::sqrt(dx * dx + dy * dy);
}

}  // namespace wangge::gis::cells
