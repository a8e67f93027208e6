#include "gis/cells/clip_separator.h"

#include <algorithm>
#include <optional>

namespace wangge::gis::cells {
namespace {

/// The points where a segment meets edges between the unit and others, in the order of the segment.
std::vector<LatticePoint> cuts(const Segment& s, std::uint32_t unit, const Arrangement& plane,
                               const std::vector<std::uint32_t>& unit_of_face) {
  std::vector<LatticePoint> found;
  for (BucketWalk walk(plane.grid(), s); walk.valid(); walk.next()) {
    for (const std::uint32_t edge : plane.grid()[walk.bucket()]) {
      const Segment t = plane.segment(2 * edge);
      if (!boxes_meet(s, t)) continue;
      const bool left = unit_of_face[plane.face_of(2 * edge)] == unit;
      if (left == (unit_of_face[plane.face_of(2 * edge + 1)] == unit)) continue;
      if (cross_properly(s, t)) {
        found.push_back(crossing_pixel(s, t));
        continue;
      }
      if (on_segment(s, t.a)) found.push_back(t.a);
      if (on_segment(s, t.b)) found.push_back(t.b);
      if (on_segment(t, s.a)) found.push_back(s.a);
      if (on_segment(t, s.b)) found.push_back(s.b);
    }
  }
  const bool east = s.b.x >= s.a.x;
  const bool north = s.b.y >= s.a.y;
  std::sort(found.begin(), found.end(), [&](const LatticePoint& p, const LatticePoint& q) {
    return p.x != q.x ? (p.x < q.x) == east : p.y != q.y && (p.y < q.y) == north;
  });
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace

std::vector<Segment> clip_separator(const Separator& line, std::uint32_t unit, const Arrangement& plane,
                                    const std::vector<std::uint32_t>& unit_of_face) {
  constexpr double too_short = 16;
  std::vector<Segment> kept;
  std::optional<bool> inside;  // of the stretch at hand, where known from the one before
  const auto add = [&](LatticePoint a, LatticePoint b) {
    const Segment stretch{a, b};
    if (!inside) {
      if (length(stretch) < too_short) {
        kept.push_back(stretch);
        return;
      }
      const LatticePoint middle{static_cast<std::int32_t>((std::int64_t{a.x} + b.x) / 2),
                                static_cast<std::int32_t>((std::int64_t{a.y} + b.y) / 2)};
      inside = unit_of_face[plane.locate(middle)] == unit;
    }
    if (*inside) kept.push_back(stretch);
  };
  for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
    LatticePoint at = line.points[i];
    for (const LatticePoint& cut : cuts({line.points[i], line.points[i + 1]}, unit, plane, unit_of_face)) {
      if (cut != at) add(at, cut);
      inside.reset();
      at = cut;
    }
    if (at != line.points[i + 1]) add(at, line.points[i + 1]);
  }
  return kept;
}

}  // namespace wangge::gis::cells
