#include "engine/network/access.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

namespace wangge::network {

struct AccessIndex::Best {
  double squared = std::numeric_limits<double>::infinity();
  EdgeId edge;
  double offset = 0;

  [[nodiscard]] bool is_beaten_by(double other_squared, EdgeId other_edge, double other_offset) const {
    return std::tie(other_squared, other_edge, other_offset) < std::tie(squared, edge, offset);
  }
};

AccessIndex::AccessIndex(const RoadGraph& graph, const Surroundings& around) : graph_(&graph), around_(&around) {
  std::size_t segments = 0;
  for (const EdgeId edge : core::ids<EdgeId>(graph.edge_count())) segments += graph.shape[edge].size() - 1;
  if (segments == 0) return;
  lay_out(segments);
  fill();
  find_gates();
}

void AccessIndex::find_gates() {
  const std::vector<Position>& gates = around_->gates;
  gates_.resize(gates.size());
  std::iota(gates_.begin(), gates_.end(), 0U);
  std::sort(gates_.begin(), gates_.end(),
            [&](std::uint32_t a, std::uint32_t b) { return std::tie(gates[a].x, a) < std::tie(gates[b].x, b); });
  constexpr Metres far{1000};  // the limit of who asks decides
  for (std::size_t m = 0; m < mode_count; ++m) {
    for (const Position gate : gates) {
      const Best best = search(static_cast<Mode>(m), gate, far, true);
      access_of_gate_[m].push_back({best.edge, Metres(best.offset), Metres(std::sqrt(best.squared))});
    }
  }
}

void AccessIndex::lay_out(std::size_t segments) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Position high{-infinity, -infinity};
  low_ = {infinity, infinity};
  for (const EdgeId edge : core::ids<EdgeId>(graph_->edge_count())) {
    for (const ShapePoint& point : graph_->shape[edge]) {
      low_ = {std::min(low_.x, point.position.x), std::min(low_.y, point.position.y)};
      high = {std::max(high.x, point.position.x), std::max(high.y, point.position.y)};
    }
  }
  const double width = high.x - low_.x;
  const double height = high.y - low_.y;
  const double count = static_cast<double>(segments);
  side_ = std::max({25.0, std::sqrt(width * height / count), (width + height) / count});
  columns_ = static_cast<std::int64_t>(width / side_) + 1;
  rows_ = static_cast<std::int64_t>(height / side_) + 1;
}

AccessIndex::CellOf AccessIndex::cell_of(Position place) const {
  return {static_cast<std::int64_t>(std::floor((place.x - low_.x) / side_)),
          static_cast<std::int64_t>(std::floor((place.y - low_.y) / side_))};
}

/// Every cell that the segment a-b touches, a hair generously; row by row, so that a long diagonal touches few.
template <class Visit>
void AccessIndex::visit_cells(Position a, Position b, Visit&& visit) const {
  constexpr double hair = 1e-6;
  if (a.y > b.y) std::swap(a, b);
  const std::int64_t last_row = std::min(rows_ - 1, cell_of({b.x, b.y + hair}).row);
  for (std::int64_t row = std::max<std::int64_t>(0, cell_of({a.x, a.y - hair}).row); row <= last_row; ++row) {
    const double bottom = low_.y + static_cast<double>(row) * side_;
    const auto x_at = [&](double y) {
      return b.y > a.y ? a.x + std::clamp((y - a.y) / (b.y - a.y), 0.0, 1.0) * (b.x - a.x) : a.x;
    };
    const double one = b.y > a.y ? x_at(bottom - hair) : a.x;
    const double other = b.y > a.y ? x_at(bottom + side_ + hair) : b.x;
    const std::int64_t from = std::max<std::int64_t>(0, cell_of({std::min(one, other) - hair, bottom}).column);
    const std::int64_t to = std::min(columns_ - 1, cell_of({std::max(one, other) + hair, bottom}).column);
    for (std::int64_t column = from; column <= to; ++column) visit(static_cast<std::size_t>(row * columns_ + column));
  }
}

void AccessIndex::fill() {
  const auto for_each = [&](auto&& place) {
    for (const EdgeId edge : core::ids<EdgeId>(graph_->edge_count())) {
      const auto points = graph_->shape[edge];
      for (std::uint32_t i = 0; i + 1 < points.size(); ++i) {
        visit_cells(points[i].position, points[i + 1].position, [&](std::size_t cell) { place(cell, Segment{edge, i}); });
      }
    }
  };
  first_.assign(static_cast<std::size_t>(columns_ * rows_) + 1, 0);
  for_each([&](std::size_t cell, const Segment&) { ++first_[cell + 1]; });
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  segments_.resize(first_.back());
  for_each([&](std::size_t cell, const Segment& segment) { segments_[next[cell]++] = segment; });
}

void AccessIndex::look_into(Mode mode, Position place, std::int64_t column, std::int64_t row, bool heed_walls, Best& best) const {
  if (column < 0 || column >= columns_ || row < 0 || row >= rows_) return;
  const std::size_t cell = static_cast<std::size_t>(row * columns_ + column);
  for (std::uint32_t i = first_[cell]; i < first_[cell + 1]; ++i) {
    const Segment& segment = segments_[i];
    if (!graph_->is_main(mode, segment.edge) || graph_->crossing[segment.edge].value > 0) continue;
    if (graph_->is_passage(segment.edge) || graph_->doors[segment.edge] == 0) continue;
    const auto points = graph_->shape[segment.edge];
    const ShapePoint& a = points[segment.first];
    const ShapePoint& b = points[segment.first + 1];
    const double dx = b.position.x - a.position.x;
    const double dy = b.position.y - a.position.y;
    const double squared = dx * dx + dy * dy;
    const double along = (place.x - a.position.x) * dx + (place.y - a.position.y) * dy;
    const double share = squared > 0 ? std::clamp(along / squared, 0.0, 1.0) : 0.0;
    const double off_x = a.position.x + share * dx - place.x;
    const double off_y = a.position.y + share * dy - place.y;
    const double away = off_x * off_x + off_y * off_y;
    const double offset = a.offset.value + share * (b.offset.value - a.offset.value);
    if (!best.is_beaten_by(away, segment.edge, offset)) continue;
    const Position at{place.x + off_x, place.y + off_y};
    if (around_->across.between(place, at) || (heed_walls && around_->walls.between(place, at))) continue;
    best = {away, segment.edge, offset};
  }
}

AccessIndex::Best AccessIndex::search(Mode mode, Position place, Metres limit, bool heed_walls) const {
  const CellOf own = cell_of(place);
  const double x_in = place.x - (low_.x + static_cast<double>(own.column) * side_);
  const double y_in = place.y - (low_.y + static_cast<double>(own.row) * side_);
  const double margin = std::max(0.0, std::min({x_in, y_in, side_ - x_in, side_ - y_in}) - 1e-6);
  const std::int64_t last_ring = std::max({own.column, columns_ - 1 - own.column, own.row, rows_ - 1 - own.row});
  Best best;
  for (std::int64_t ring = 0; ring <= last_ring; ++ring) {
    const double bound = ring == 0 ? 0.0 : margin + static_cast<double>(ring - 1) * side_;  // nothing in this ring is nearer
    if (bound > limit.value || bound * bound > best.squared) break;
    const std::int64_t low_row = std::max<std::int64_t>(0, own.row - ring);
    const std::int64_t high_row = std::min(rows_ - 1, own.row + ring);
    for (std::int64_t row = low_row; row <= high_row; ++row) {
      const bool edge_row = row == own.row - ring || row == own.row + ring;
      const std::int64_t step = edge_row || ring == 0 ? 1 : 2 * ring;
      for (std::int64_t column = own.column - ring; column <= own.column + ring; column += step) {
        look_into(mode, place, column, row, heed_walls, best);
      }
    }
  }
  return best.squared > limit.value * limit.value ? Best{} : best;
}

/// Through the gate by which the way on foot is shortest; invalid where none leads to a road within the limit.
AccessPoint AccessIndex::by_gate(Mode mode, Position place, Metres limit) const {
  AccessPoint best;
  best.off_road = limit;
  const std::vector<Position>& gates = around_->gates;
  const auto begin = std::lower_bound(gates_.begin(), gates_.end(), place.x - limit.value,
                                      [&](std::uint32_t gate, double x) { return gates[gate].x < x; });
  for (auto at = begin; at != gates_.end() && gates[*at].x <= place.x + limit.value; ++at) {
    const AccessPoint& beyond = access_of_gate_[static_cast<std::size_t>(mode)][*at];
    if (!beyond.valid()) continue;
    const Metres whole = core::distance(place, gates[*at]) + beyond.off_road;
    if (whole > best.off_road || (whole == best.off_road && (!best.valid() || *at > best.gate))) continue;
    if (around_->across.between(place, gates[*at]) || around_->walls.between(place, gates[*at])) continue;
    best = {beyond.edge, beyond.offset, whole, *at};
  }
  return best.valid() ? best : AccessPoint{};
}

AccessPoint AccessIndex::nearest(Mode mode, Position place, Metres limit) const {
  if (segments_.empty()) return {};
  Best best = search(mode, place, limit, true);
  const Metres so_far = best.edge.valid() ? Metres(std::sqrt(best.squared)) : limit;
  if (!gates_.empty()) {
    if (const AccessPoint gate = by_gate(mode, place, so_far); gate.valid()) return gate;
  }
  std::uint32_t passing = AccessPoint::straight;
  if (!best.edge.valid() && !around_->walls.empty()) {
    best = search(mode, place, limit, false);
    passing = AccessPoint::over_wall;
  }
  if (!best.edge.valid()) return {};
  return {best.edge, Metres(best.offset), Metres(std::sqrt(best.squared)), passing};
}

}  // namespace wangge::network
