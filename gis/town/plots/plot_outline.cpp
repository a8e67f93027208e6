#include "gis/town/plots/plot_outline.h"

#include <algorithm>
#include <cstdint>

namespace wangge::town::plot {

namespace {

constexpr double straightening = 0.3;  // metres

struct Edges {
  Corners corner;
  std::vector<double> width;
  std::vector<Side> side;
};

/// Douglas and Peucker 1973 on ring[from..to]: marks what stays.
void mark_kept(std::span<const Position> ring, std::size_t from, std::size_t to, std::vector<char>& kept) {
  std::vector<std::pair<std::size_t, std::size_t>> open{{from, to}};
  const std::size_t n = ring.size();
  while (!open.empty()) {
    const auto [low, high] = open.back();
    open.pop_back();
    double farthest = straightening;
    std::size_t at = low;
    for (std::size_t i = low + 1; i < high; ++i) {
      const double off = distance_to_segment(ring[i % n], ring[low % n], ring[high % n]);
      if (off > farthest) {
        farthest = off;
        at = i;
      }
    }
    if (at == low) continue;
    kept[at % n] = 1;
    open.push_back({low, at});
    open.push_back({at, high});
  }
}

/// Widths differ or the ring turns: such a vertex always stays.
std::vector<char> fixed_vertices(std::span<const Position> ring, std::span<const double> width) {
  const std::size_t n = ring.size();
  std::vector<char> kept(n, 0);
  std::size_t lowest = 0;
  std::size_t highest = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t before = (i + n - 1) % n;
    const Position in = unit(minus(ring[i], ring[before]));
    const Position out = unit(minus(ring[(i + 1) % n], ring[i]));
    if (std::abs(width[i] - width[before]) > 0.01 || dot(in, out) < 0.9) kept[i] = 1;
    if (ring[i].x + ring[i].y < ring[lowest].x + ring[lowest].y) lowest = i;
    if (ring[i].x + ring[i].y > ring[highest].x + ring[highest].y) highest = i;
  }
  kept[lowest] = kept[highest] = 1;
  return kept;
}

Edges straightened(std::span<const Position> ring, std::span<const double> width) {
  const std::size_t n = ring.size();
  std::vector<char> kept = fixed_vertices(ring, width);
  std::vector<std::size_t> fixed;
  for (std::size_t i = 0; i < n; ++i) {
    if (kept[i] != 0) fixed.push_back(i);
  }
  for (std::size_t k = 0; k < fixed.size(); ++k) {
    const std::size_t to = k + 1 < fixed.size() ? fixed[k + 1] : fixed[0] + n;
    mark_kept(ring, fixed[k], to, kept);
  }
  Edges edges;
  for (std::size_t i = 0; i < n; ++i) {
    if (kept[i] == 0) continue;
    edges.corner.push_back(ring[i]);
    edges.width.push_back(width[i] + straightening);
    edges.side.push_back(static_cast<Side>(i));
  }
  return edges;
}

/// The curve of moved edges; it may cross itself.
struct Curve {
  Corners at;
  std::vector<Side> side;
  std::vector<std::size_t> next;
};

/// The corner of two moved edges of one width; two points where the corner is sharp and points inwards.
Corners moved_corner(Position at, Position in, Position out, double width) {
  const double turn = cross(in, out);
  const double along = dot(in, out);
  if (std::abs(turn) < 0.05 && along > 0) return {moved(at, unit(left_of(plus(in, out))), width)};
  if (turn < 1e-6 && along < -0.5) {
    // A blunt end keeps its distance from the corner without a long spike; so does the tip of a dead-end street.
    return {moved(moved(at, left_of(in), width), in, width), moved(moved(at, left_of(out), width), out, -width)};
  }
  return {moved(moved(at, left_of(in), width), in, width * (along - 1) / turn)};
}

struct CornerPoint {
  Position at;
  Side side;  ///< of what follows
};

/// What the moved edges `before` and `next` of the ring make of their corner. The edges between them, if any, have vanished.
std::vector<CornerPoint> corner_points(const Edges& edges, std::size_t before, std::size_t next) {
  const std::size_t n = edges.corner.size();
  const Position at = edges.corner[next];
  const Position in = unit(minus(edges.corner[(before + 1) % n], edges.corner[before]));
  const Position out = unit(minus(edges.corner[(next + 1) % n], at));
  const double width_in = edges.width[before];
  const double width_out = edges.width[next];
  const double turn = cross(in, out);
  const double along = dot(in, out);
  const Side side_in = edges.side[before];
  const Side side_out = edges.side[next];
  if ((before + 1) % n != next) {
    if (std::abs(turn) < 0.02) return {};
    // The two moved lines themselves meet.
    const Position on_first = moved(edges.corner[before], left_of(in), width_in);
    const Position on_second = moved(at, left_of(out), width_out);
    return {{moved(on_first, in, cross(minus(on_second, on_first), out) / turn), side_out}};
  }
  std::vector<CornerPoint> points;
  if (std::abs(width_in - width_out) <= 0.01) {
    for (const Position& corner : moved_corner(at, in, out, width_in)) points.push_back({corner, side_out});
    return points;
  }
  if (turn >= 0.05) {
    const double on = (width_in * along - width_out) / turn;
    return {{moved(moved(at, left_of(in), width_in), in, on), side_out}};
  }
  // The wider edge keeps its distance around its end too: the narrower one is left so far before the corner.
  const double wide = std::max(width_in, width_out);
  const double narrow = std::min(width_in, width_out);
  const double off = std::sqrt(wide * wide - narrow * narrow);
  if (width_in < wide) {
    points.push_back({moved(moved(at, left_of(in), width_in), in, -off), side_out});
    points.push_back({moved(moved(at, left_of(in), wide), in, -off), side_out});
  }
  for (const Position& corner : moved_corner(at, in, out, wide)) points.push_back({corner, width_in < wide ? side_out : side_in});
  if (width_out < wide) {
    points.push_back({moved(moved(at, left_of(out), wide), out, off), side_in});
    points.push_back({moved(moved(at, left_of(out), width_out), out, off), side_out});
  }
  return points;
}

/// The edge that runs backwards the farthest once it is moved: its neighbours' widths have eaten it. Its place in `alive`.
std::optional<std::size_t> eaten_edge(const Edges& edges, const std::vector<std::size_t>& alive,
                                      const std::vector<std::vector<CornerPoint>>& corners) {
  std::optional<std::size_t> found;
  double most = 0.01;
  for (std::size_t k = 0; k < alive.size(); ++k) {
    const std::vector<CornerPoint>& end = corners[(k + 1) % alive.size()];
    if (corners[k].empty() || end.empty()) continue;
    const Position along = minus(edges.corner[(alive[k] + 1) % edges.corner.size()], edges.corner[alive[k]]);
    const double back = -dot(minus(end.front().at, corners[k].back().at), unit(along));
    if (back <= most) continue;
    most = back;
    found = k;
  }
  return found;
}

Curve moved_edges(const Edges& edges, bool drop_eaten) {
  std::vector<std::size_t> alive(edges.corner.size());
  for (std::size_t i = 0; i < alive.size(); ++i) alive[i] = i;
  std::vector<std::vector<CornerPoint>> corners;
  for (bool done = false; !done;) {
    corners.clear();
    for (std::size_t k = 0; k < alive.size(); ++k) {
      corners.push_back(corner_points(edges, alive[(k + alive.size() - 1) % alive.size()], alive[k]));
    }
    const std::optional<std::size_t> eaten = drop_eaten ? eaten_edge(edges, alive, corners) : std::nullopt;
    done = !eaten || alive.size() <= 3;
    if (!done) alive.erase(alive.begin() + static_cast<std::ptrdiff_t>(*eaten));
  }
  Curve curve;
  for (const std::vector<CornerPoint>& corner : corners) {
    for (const CornerPoint& point : corner) {
      curve.at.push_back(point.at);
      curve.side.push_back(point.side);
    }
  }
  for (std::size_t i = 0; i < curve.at.size(); ++i) curve.next.push_back((i + 1) % curve.at.size());
  return curve;
}

struct Meeting {
  std::size_t edge;
  double share;
  std::size_t node;
};

/// At every crossing the two strands change partners, so that loops fall apart which do not cross any more.
void part_strands(Curve& curve) {
  const std::size_t n = curve.at.size();
  std::vector<Meeting> meetings;
  std::vector<std::pair<std::size_t, std::size_t>> partners;
  for (std::size_t i = 0; i < n; ++i) {
    const Position a = curve.at[i];
    const Position b = curve.at[(i + 1) % n];
    const double low = std::min(a.x, b.x);
    const double high = std::max(a.x, b.x);
    for (std::size_t j = i + 2; j < n; ++j) {
      if (i == 0 && j + 1 == n) continue;
      const Position c = curve.at[j];
      const Position d = curve.at[(j + 1) % n];
      if (std::max(c.x, d.x) < low || std::min(c.x, d.x) > high) continue;
      const Crossing met = crossing(a, b, c, d);
      if (!met.met || met.on_first >= 1 || met.on_second >= 1) continue;
      const Position at = between(a, b, met.on_first);
      for (const Meeting& strand : {Meeting{i, met.on_first, 0}, Meeting{j, met.on_second, 0}}) {
        meetings.push_back({strand.edge, strand.share, curve.at.size()});
        curve.at.push_back(at);
        curve.side.push_back(curve.side[strand.edge]);
        curve.next.push_back(0);
      }
      partners.push_back({curve.at.size() - 2, curve.at.size() - 1});
    }
  }
  std::sort(meetings.begin(), meetings.end(), [](const Meeting& a, const Meeting& b) {
    return a.edge != b.edge ? a.edge < b.edge : a.share != b.share ? a.share < b.share : a.node < b.node;
  });
  for (std::size_t k = 0; k < meetings.size(); ++k) {
    const bool first = k == 0 || meetings[k - 1].edge != meetings[k].edge;
    const bool last = k + 1 == meetings.size() || meetings[k + 1].edge != meetings[k].edge;
    if (first) curve.next[meetings[k].edge] = meetings[k].node;
    curve.next[meetings[k].node] = last ? (meetings[k].edge + 1) % n : meetings[k + 1].node;
  }
  for (const auto& [a, b] : partners) {
    std::swap(curve.next[a], curve.next[b]);
    std::swap(curve.side[a], curve.side[b]);
  }
}

bool keeps_distance(const Outline& loop, const Edges& edges) {
  for (std::size_t i = 0; i < loop.size(); ++i) {
    for (std::size_t e = 0; e < edges.corner.size(); ++e) {
      const Position c = edges.corner[e];
      const Position d = edges.corner[(e + 1) % edges.corner.size()];
      if (distance_of_segments(loop.corner[i], loop.after(i), c, d) < edges.width[e] - 0.02) return false;
    }
  }
  return true;
}

/// Corners closer than a hand to their forerunner are dropped.
void add_corner(Outline& loop, Position at, Side side) {
  if (!loop.corner.empty() && far(loop.corner.back(), at) < 0.05) {
    loop.side.back() = side;
    return;
  }
  loop.corner.push_back(at);
  loop.side.push_back(side);
}

std::vector<Outline> loops_of(const Edges& edges, bool drop_eaten, double least_area) {
  std::vector<Outline> pieces;
  Curve curve = moved_edges(edges, drop_eaten);
  if (curve.at.size() < 3) return pieces;
  part_strands(curve);
  std::vector<char> seen(curve.at.size(), 0);
  for (std::size_t start = 0; start < curve.at.size(); ++start) {
    if (seen[start] != 0) continue;
    Outline loop;
    for (std::size_t at = start; seen[at] == 0; at = curve.next[at]) {
      seen[at] = 1;
      add_corner(loop, curve.at[at], curve.side[at]);
    }
    if (loop.size() < 3 || loop.area() < least_area) continue;
    if (!contains(edges.corner, loop.corner[0]) || !keeps_distance(loop, edges)) continue;
    pieces.push_back(std::move(loop));
  }
  std::stable_sort(pieces.begin(), pieces.end(), [](const Outline& a, const Outline& b) { return a.area() > b.area(); });
  return pieces;
}

double sum_of_areas(const std::vector<Outline>& pieces) {
  double sum = 0;
  for (const Outline& piece : pieces) sum += piece.area();
  return sum;
}

/// As the edges are; where that loses much land, without the edges that vanish; then with one width for all.
std::vector<Outline> inset_edges(const Edges& edges, double least_area) {
  if (edges.corner.size() < 3) return {};
  double expected = signed_area(edges.corner);
  for (std::size_t i = 0; i < edges.corner.size(); ++i) {
    expected -= far(edges.corner[i], edges.corner[(i + 1) % edges.corner.size()]) * edges.width[i];
  }
  std::vector<Outline> best = loops_of(edges, false, least_area);
  if (sum_of_areas(best) > 0.85 * expected) return best;
  Edges even = edges;
  std::fill(even.width.begin(), even.width.end(), *std::max_element(edges.width.begin(), edges.width.end()));
  for (std::vector<Outline> other :
       {loops_of(edges, true, least_area), loops_of(even, false, least_area), loops_of(even, true, least_area)}) {
    if (sum_of_areas(other) > 1.05 * sum_of_areas(best)) best = std::move(other);
  }
  return best;
}

/// The deepest dent of a ring: the corner that turns right the most, weighted by its sides.
std::optional<std::size_t> dent(const Outline& land) {
  std::optional<std::size_t> found;
  double deepest = 1e-6;
  for (std::size_t i = 0; i < land.size(); ++i) {
    const Position before = land.corner[(i + land.size() - 1) % land.size()];
    const Position at = land.corner[i];
    const double depth = -cross(unit(minus(at, before)), unit(minus(land.after(i), at)));
    if (depth > deepest) {
      deepest = depth;
      found = i;
    }
  }
  return found;
}

}  // namespace

std::vector<Outline> inset(std::span<const Position> ring, std::span<const double> width, double least_area) {
  return inset_edges(straightened(ring, width), least_area);
}

std::vector<Outline> inset(const Outline& land, double width, double least_area) {
  const Edges edges{land.corner, std::vector<double>(land.size(), width), land.side};
  return inset_edges(edges, least_area);
}

std::optional<Outline> left_part(const Outline& land, Position at, Position direction, Side cut) {
  std::vector<double> off(land.size());
  for (std::size_t i = 0; i < land.size(); ++i) off[i] = cross(direction, minus(land.corner[i], at));
  Outline part;
  int crossings = 0;
  for (std::size_t i = 0; i < land.size(); ++i) {
    const std::size_t next = i + 1 == land.size() ? 0 : i + 1;
    const bool here = off[i] > 0;
    const bool there = off[next] > 0;
    if (here) add_corner(part, land.corner[i], land.side[i]);
    if (here == there) continue;
    ++crossings;
    const Position met = between(land.corner[i], land.corner[next], off[i] / (off[i] - off[next]));
    // Leaving the left the new side begins; coming back the old side goes on.
    add_corner(part, met, here ? cut : land.side[i]);
  }
  if (crossings != 2 || part.size() < 3) return std::nullopt;
  if (far(part.corner.front(), part.corner.back()) < 0.05) {
    part.corner.pop_back();
    part.side.pop_back();
  }
  if (part.size() < 3) return std::nullopt;
  return part;
}

std::vector<Outline> convex_parts(const Outline& land) {
  std::vector<Outline> open{land};
  std::vector<Outline> parts;
  for (int cuts = 0; !open.empty() && cuts < 64; ++cuts) {
    Outline piece = std::move(open.back());
    open.pop_back();
    const std::optional<std::size_t> at = dent(piece);
    if (!at) {
      parts.push_back(std::move(piece));
      continue;
    }
    const Position corner = piece.corner[*at];
    const Position before = piece.corner[(*at + piece.size() - 1) % piece.size()];
    const Position in = minus(corner, before);
    const Position out = minus(piece.after(*at), corner);
    const Position line = unit(dot(in, in) > dot(out, out) ? in : out);
    std::optional<Outline> left = left_part(piece, corner, line, shared_side);
    std::optional<Outline> right = left_part(piece, corner, times(line, -1), shared_side);
    const double whole = piece.area();
    if (left && left->area() > 0.05 * whole) open.push_back(std::move(*left));
    if (right && right->area() > 0.05 * whole) open.push_back(std::move(*right));
  }
  return parts;
}

}  // namespace wangge::town::plot
