#include "engine/evaluation/lattice_clip.h"

#include <algorithm>
#include <cmath>

namespace wangge::evaluation {
namespace {

double along(Position p, bool x) { return x ? p.x : p.y; }

/// The part of a ring on one side of an axis-parallel line; may run back along the line, which has no area.
Ring clipped(const Ring& ring, bool x, double at, bool above) {
  Ring kept;
  const auto inside = [&](Position p) { return above ? along(p, x) >= at : along(p, x) <= at; };
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const Position a = ring[i];
    const Position b = ring[i + 1];
    if (inside(a)) kept.push_back(a);
    if (inside(a) == inside(b)) continue;
    const double t = (at - along(a, x)) / (along(b, x) - along(a, x));
    kept.push_back(x ? Position{at, a.y + t * (b.y - a.y)} : Position{a.x + t * (b.x - a.x), at});
  }
  if (!kept.empty()) kept.push_back(kept.front());
  return kept;
}

std::pair<double, double> range(const Ring& ring, bool x) {
  double low = along(ring.front(), x);
  double high = low;
  for (const Position p : ring) {
    low = std::min(low, along(p, x));
    high = std::max(high, along(p, x));
  }
  return {low, high};
}

void add_row(const CellFrame& frame, Ring strip, std::int64_t row, std::vector<double>& area) {
  const auto [low, high] = range(strip, true);
  const std::int64_t first = std::max<std::int64_t>(0, frame.column(low));
  const std::int64_t last = std::min(frame.columns - 1, frame.column(high));
  for (std::int64_t column = first; column <= last && !strip.empty(); ++column) {
    const double left = frame.low.x + static_cast<double>(column) * frame.side;
    if (column == first) strip = clipped(strip, true, left, true);
    area[frame.index(column, row)] += signed_area(clipped(strip, true, left + frame.side, false));
    strip = clipped(strip, true, left + frame.side, true);
  }
}

}  // namespace

std::int64_t CellFrame::column(double x) const { return static_cast<std::int64_t>(std::floor((x - low.x) / side)); }
std::int64_t CellFrame::row(double y) const { return static_cast<std::int64_t>(std::floor((y - low.y) / side)); }

void cut_at_cells(const CellFrame& frame, Position a, Position b, const std::function<void(Position, Position)>& use) {
  std::vector<double> cuts = {0, 1};
  const auto add = [&](double from, double to, double low) {
    if (from == to) return;
    const double first = std::ceil((std::min(from, to) - low) / frame.side);
    for (double line = low + first * frame.side; line < std::max(from, to); line += frame.side) {
      const double t = (line - from) / (to - from);
      if (t > 0 && t < 1) cuts.push_back(t);
    }
  };
  add(a.x, b.x, frame.low.x);
  add(a.y, b.y, frame.low.y);
  std::sort(cuts.begin(), cuts.end());
  const auto at = [&](double t) { return t == 1 ? b : Position{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}; };
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    if (cuts[i] < cuts[i + 1]) use(at(cuts[i]), at(cuts[i + 1]));
  }
}

std::vector<double> area_in_cells(const CellFrame& frame, std::span<const Ring> rings) {
  std::vector<double> area(static_cast<std::size_t>(frame.columns * frame.rows), 0);
  for (const Ring& ring : rings) {
    if (ring.size() < 4) continue;
    const auto [low, high] = range(ring, false);
    const std::int64_t first = std::max<std::int64_t>(0, frame.row(low));
    const std::int64_t last = std::min(frame.rows - 1, frame.row(high));
    Ring rest = ring;
    for (std::int64_t row = first; row <= last && !rest.empty(); ++row) {
      const double bottom = frame.low.y + static_cast<double>(row) * frame.side;
      if (row == first) rest = clipped(rest, false, bottom, true);
      if (rest.empty()) break;
      const Ring strip = clipped(rest, false, bottom + frame.side, false);
      if (!strip.empty()) add_row(frame, strip, row, area);
      rest = clipped(rest, false, bottom + frame.side, true);
    }
  }
  return area;
}

}  // namespace wangge::evaluation
