#include "gis/cells/arrangement.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace wangge::gis::cells {
namespace {

/// True when direction o -> p comes before o -> q counter-clockwise from east.
bool before_around(LatticePoint o, LatticePoint p, LatticePoint q) {
  const bool p_low = p.y < o.y || (p.y == o.y && p.x < o.x);
  const bool q_low = q.y < o.y || (q.y == o.y && q.x < o.x);
  if (p_low != q_low) return q_low;
  return cross(o, p, q) > 0;
}

/// Of two edges that both span the upright line through x (left end included, right end not), true when s is below t there.
/// Precondition: they do not cross; both run from left to right.
bool below(const Segment& s, const Segment& t) {
  if (s.a == t.a) return cross(s.a, s.b, t.b) > 0;
  if (s.a.x < t.a.x || (s.a.x == t.a.x && s.a.y < t.a.y)) {
    const std::int64_t side = cross(s.a, s.b, t.a);
    return side != 0 ? side > 0 : cross(s.a, s.b, t.b) > 0;
  }
  const std::int64_t side = cross(t.a, t.b, s.a);
  return side != 0 ? side < 0 : cross(t.a, t.b, s.b) < 0;
}

}  // namespace

Arrangement::Arrangement(Noding noding)
    : points_(std::move(noding.points)), grid_([&] {
        merge_pieces(noding.pieces);
        return BucketGrid(edge_segments());
      }()) {
  sort_around_points();
  trace_cycles();
  place_cycles();
}

void Arrangement::merge_pieces(const std::vector<Piece>& pieces) {
  struct Record {
    std::uint64_t edge;
    std::uint32_t source;
    bool operator<(const Record& other) const { return edge != other.edge ? edge < other.edge : source < other.source; }
  };
  std::vector<Record> records;
  records.reserve(pieces.size());
  for (const Piece& piece : pieces) {
    const bool forward = piece.from < piece.to;
    const std::uint64_t low = forward ? piece.from : piece.to;
    const std::uint64_t high = forward ? piece.to : piece.from;
    records.push_back({low << 32U | high, piece.segment << 1U | (forward ? 1U : 0U)});
  }
  std::sort(records.begin(), records.end());
  sources_.reserve(records.size());
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (i == 0 || records[i].edge != records[i - 1].edge) {
      first_source_.push_back(static_cast<std::uint32_t>(i));
      ends_.push_back(static_cast<std::uint32_t>(records[i].edge >> 32U));
      ends_.push_back(static_cast<std::uint32_t>(records[i].edge));
    }
    sources_.push_back({records[i].source >> 1U, (records[i].source & 1U) != 0});
  }
  first_source_.push_back(static_cast<std::uint32_t>(records.size()));
}

std::vector<Segment> Arrangement::edge_segments() const {
  std::vector<Segment> segments;
  segments.reserve(edge_count());
  for (std::uint32_t h = 0; h < ends_.size(); h += 2) segments.push_back(segment(h));
  return segments;
}

void Arrangement::sort_around_points() {
  first_out_.assign(points_.size() + 1, 0);
  for (const std::uint32_t point : ends_) ++first_out_[point + 1];
  for (std::size_t i = 0; i < points_.size(); ++i) first_out_[i + 1] += first_out_[i];
  out_.resize(ends_.size());
  std::vector<std::uint32_t> next(first_out_.begin(), first_out_.end() - 1);
  for (std::uint32_t h = 0; h < ends_.size(); ++h) out_[next[ends_[h]]++] = h;
  place_in_out_.resize(ends_.size());
  for (std::size_t point = 0; point < points_.size(); ++point) {
    const auto begin = out_.begin() + first_out_[point];
    const auto end = out_.begin() + first_out_[point + 1];
    std::sort(begin, end, [&](std::uint32_t g, std::uint32_t h) {
      return before_around(points_[point], points_[target(g)], points_[target(h)]);
    });
    for (auto at = begin; at != end; ++at) place_in_out_[*at] = static_cast<std::uint32_t>(at - out_.begin());
  }
}

std::uint32_t Arrangement::clockwise(std::uint32_t half_edge) const {
  const std::uint32_t point = ends_[half_edge];
  const std::uint32_t place = place_in_out_[half_edge];
  return out_[place == first_out_[point] ? first_out_[point + 1] - 1 : place - 1];
}

void Arrangement::trace_cycles() {
  cycle_of_.assign(ends_.size(), none);
  for (std::uint32_t start = 0; start < ends_.size(); ++start) {
    if (cycle_of_[start] != none) continue;
    const auto cycle = static_cast<std::uint32_t>(first_of_cycle_.size());
    first_of_cycle_.push_back(start);
    // Sums may wrap around on the way; the result fits, so the wrapped sum is right.
    std::uint64_t area = 0;
    for (std::uint32_t h = start; cycle_of_[h] == none; h = next(h)) {
      cycle_of_[h] = cycle;
      area += static_cast<std::uint64_t>(cross({0, 0}, points_[origin(h)], points_[target(h)]));
    }
    cycle_area_.push_back(static_cast<std::int64_t>(area));
  }
}

void Arrangement::place_cycles() {
  const std::size_t cycles = first_of_cycle_.size();
  face_of_cycle_.assign(cycles, none);
  face_area_.assign(1, 0);
  std::vector<std::uint32_t> lowest(cycles, none);  // the smallest point of each outer cycle
  for (std::uint32_t h = 0; h < ends_.size(); ++h) {
    const std::uint32_t cycle = cycle_of_[h];
    if (cycle_area_[cycle] <= 0) lowest[cycle] = std::min(lowest[cycle], origin(h));
  }
  std::vector<std::uint32_t> inside(cycles, none);  // the cycle seen from below an outer cycle
  for (std::uint32_t cycle = 0; cycle < cycles; ++cycle) {
    if (cycle_area_[cycle] > 0) {
      face_of_cycle_[cycle] = static_cast<std::uint32_t>(face_area_.size());
      face_area_.push_back(cycle_area_[cycle]);
      continue;
    }
    ++components_;
    if (const auto hit = first_below(points_[lowest[cycle]])) inside[cycle] = cycle_of_[*hit];
  }
  for (std::uint32_t cycle = 0; cycle < cycles; ++cycle) {
    std::uint32_t at = cycle;
    while (at != none && face_of_cycle_[at] == none) at = inside[at];
    const std::uint32_t face = at == none ? 0 : face_of_cycle_[at];
    for (std::uint32_t back = cycle; back != at && face_of_cycle_[back] == none; back = inside[back]) face_of_cycle_[back] = face;
    if (cycle_area_[cycle] <= 0 && face != 0) face_area_[face] += cycle_area_[cycle];
  }
}

std::optional<std::uint32_t> Arrangement::first_below(LatticePoint point) const {
  std::optional<std::uint32_t> best;
  Segment best_segment;
  const std::int32_t column = grid_.column_of(point.x);
  for (std::int32_t row = grid_.row_of(point.y); row >= 0; --row) {
    for (const std::uint32_t edge : grid_[grid_.bucket(column, row)]) {
      // The smaller point of an edge is its left one.
      const Segment s = segment(2 * edge);
      if (s.a.x > point.x || s.b.x <= point.x || cross(s.a, s.b, point) <= 0) continue;
      if (best && !below(best_segment, s)) continue;
      best = 2 * edge;
      best_segment = s;
    }
    if (!best) continue;
    const double share =
        (static_cast<double>(point.x) - best_segment.a.x) / (static_cast<double>(best_segment.b.x) - best_segment.a.x);
    const double y = best_segment.a.y + share * (static_cast<double>(best_segment.b.y) - best_segment.a.y);
    if (y > static_cast<double>(grid_.bottom_of(row)) + 2) break;
  }
  return best;
}

std::uint32_t Arrangement::locate(LatticePoint point) const {
  const auto hit = first_below(point);
  return hit ? face_of(*hit) : 0;
}

}  // namespace wangge::gis::cells
