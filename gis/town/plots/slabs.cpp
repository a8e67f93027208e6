#include "gis/town/plots/slabs.h"

#include <algorithm>

namespace wangge::town::plot {

namespace {

int place_slabs(Site& site, const Stretch& row, const Frame& frame, double v, const Slabs& slabs) {
  constexpr double margin = 3.5;
  int stand = 0;
  double u = row.from + margin;
  double length = site.between(slabs.length_low, slabs.length_high);
  while (u + slabs.length_low <= row.to - margin) {
    const double rest = row.to - margin - u;
    // What would be left over too short for another is taken into this one.
    if (rest < length + slabs.side_gap + slabs.length_low) length = std::min(rest, slabs.length_high);
    bool built = false;
    for (double size = length; size >= slabs.length_low; size -= 6) {
      const Convex block = rectangle(frame.at(u + size / 2, v), frame.along, size, slabs.depth);
      if (!site.fits(block, {slabs.side_gap, 1.5})) continue;
      site.build(block, slabs.use);
      u += size + slabs.side_gap;
      built = true;
      ++stand;
      break;
    }
    if (built) {
      length = site.between(slabs.length_low, slabs.length_high);
    } else {
      u += 4;
    }
  }
  return stand;
}

}  // namespace

void lay_slabs(Site& site, std::span<const Position> yard, const Frame& frame, const Slabs& slabs, network::LineClass way,
               double way_width, bool open_ends) {
  const Extent around = extent(yard, frame);
  const double margin = 3.5 + slabs.depth / 2;
  const double way_off = slabs.depth / 2 + way_width / 2 + 1.6;
  const double pitch = slabs.depth + slabs.row_gap;
  for (double v = around.low_v + margin; v + slabs.depth / 2 + 2 <= around.high_v; v += pitch) {
    int stand = 0;
    for (const Stretch& row : stretches(yard, frame, v)) stand += place_slabs(site, row, frame, v, slabs);
    if (stand == 0 || v + way_off + way_width > around.high_v) continue;
    for (const Stretch& stretch : stretches(yard, frame, v + way_off)) {
      const double cut = open_ends ? 3 : 0;
      if (stretch.to - stretch.from < 12 + 2 * cut) continue;
      const Position a = frame.at(stretch.from + cut, v + way_off);
      const Position b = frame.at(stretch.to - cut, v + way_off);
      if (site.clear_for_way(a, b, way_width)) site.lay(a, b, way, way_width);
    }
  }
}

std::optional<Convex> free_place(const Site& site, std::span<const Position> yard, const Frame& frame, double width, double depth,
                                 Position near, bool farthest, const Room& room) {
  constexpr double step = 6;
  struct Spot {
    double off;
    double u;
    double v;
  };
  std::vector<Spot> spots;
  const Extent around = extent(yard, frame);
  for (double u = around.low_u + width / 2; u + width / 2 <= around.high_u; u += step) {
    for (double v = around.low_v + depth / 2; v + depth / 2 <= around.high_v; v += step) {
      const double off = far(frame.at(u, v), near);
      spots.push_back({farthest ? -off : off, u, v});
    }
  }
  std::sort(spots.begin(), spots.end(), [](const Spot& a, const Spot& b) {
    return a.off != b.off ? a.off < b.off : a.u != b.u ? a.u < b.u : a.v < b.v;
  });
  for (const Spot& spot : spots) {
    const Position at = frame.at(spot.u, spot.v);
    if (!contains(yard, at)) continue;
    const Convex place = rectangle(at, frame.along, width, depth);
    if (site.fits(place, room)) return place;
  }
  return std::nullopt;
}

Corners u_shape(const Convex& box) {
  const Position a = box.corner[0];
  const Position u = minus(box.corner[1], a);
  const Position v = minus(box.corner[3], a);
  const auto at = [&](double x, double y) { return plus(a, plus(times(u, x), times(v, y))); };
  return {at(0, 0), at(0.24, 0), at(0.24, 0.55), at(0.76, 0.55), at(0.76, 0), at(1, 0), at(1, 1), at(0, 1)};
}

}  // namespace wangge::town::plot
