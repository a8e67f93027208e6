#include "gis/cells/clip_ring.h"

#include <cmath>
#include <cstddef>
#include <utility>

namespace wangge::gis::cells {
namespace {

/// One side of a box: keeps points whose coordinate is at least (or at most) the bound.
struct Side {
  bool upright;  // bounds x
  bool lower;
  double bound;

  [[nodiscard]] double depth(Position p) const {
    const double value = (upright ? p.x : p.y) - bound;
    return lower ? value : -value;
  }
};

Position cut(Position a, Position b, const Side& side) {
  // The same two ends give the same cut in either direction.
  if (b.x < a.x || (b.x == a.x && b.y < a.y)) std::swap(a, b);
  const double da = side.depth(a);
  const double share = da / (da - side.depth(b));
  return side.upright ? Position{side.bound, a.y + share * (b.y - a.y)} : Position{a.x + share * (b.x - a.x), side.bound};
}

Ring clip_side(const Ring& ring, const Side& side) {
  Ring kept;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Position& p = ring[i];
    const Position& q = ring[(i + 1) % ring.size()];
    const bool p_in = side.depth(p) >= 0;
    const bool q_in = side.depth(q) >= 0;
    if (p_in) kept.push_back(p);
    if (p_in != q_in) kept.push_back(cut(p, q, side));
  }
  return kept;
}

}  // namespace

Ring clip_ring(const Ring& ring, const Box& box) {
  Ring open;
  for (const Position& p : ring) {
    if (std::isfinite(p.x) && std::isfinite(p.y)) open.push_back(p);
  }
  if (open.size() > 1 && open.front() == open.back()) open.pop_back();
  open = clip_side(open, {true, true, box.low.x});
  open = clip_side(open, {true, false, box.high.x});
  open = clip_side(open, {false, true, box.low.y});
  open = clip_side(open, {false, false, box.high.y});
  if (!open.empty()) open.push_back(open.front());
  return open;
}

}  // namespace wangge::gis::cells
