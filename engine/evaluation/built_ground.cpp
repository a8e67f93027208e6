#include "engine/evaluation/built_ground.h"

#include <algorithm>
#include <cmath>

namespace wangge::evaluation {
namespace {

/// Cells around some rings, their corners at whole multiples of the side.
CellFrame frame_around(std::span<const Ring> rings, double side) {
  Position low;
  Position high;
  bool any = false;
  for (const Ring& ring : rings) {
    for (const Position p : ring) {
      low = any ? Position{std::min(low.x, p.x), std::min(low.y, p.y)} : p;
      high = any ? Position{std::max(high.x, p.x), std::max(high.y, p.y)} : p;
      any = true;
    }
  }
  CellFrame frame{{std::floor(low.x / side) * side, std::floor(low.y / side) * side}, side, 0, 0};
  if (!any) return frame;
  frame.columns = frame.column(high.x) + 1;
  frame.rows = frame.row(high.y) + 1;
  return frame;
}

Ring box_around(std::span<const Ring> lines) {
  const CellFrame frame = frame_around(lines, 1);
  const Position low = frame.low;
  const Position high{low.x + static_cast<double>(frame.columns), low.y + static_cast<double>(frame.rows)};
  return {low, {high.x, low.y}, high, {low.x, high.y}, low};
}

std::vector<double> street_in_cells(const CellFrame& frame, std::span<const Ring> streets) {
  std::vector<double> metres(static_cast<std::size_t>(frame.columns * frame.rows), 0);
  for (const Ring& line : streets) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      cut_at_cells(frame, line[i], line[i + 1], [&](Position a, Position b) {
        const std::int64_t column = frame.column((a.x + b.x) / 2);
        const std::int64_t row = frame.row((a.y + b.y) / 2);
        if (frame.has(column, row)) metres[frame.index(column, row)] += core::distance(a, b).value;
      });
    }
  }
  return metres;
}

double sum_around(const CellFrame& frame, const std::vector<double>& values, std::int64_t column, std::int64_t row) {
  double sum = 0;
  for (std::int64_t r = row - 1; r <= row + 1; ++r) {
    for (std::int64_t c = column - 1; c <= column + 1; ++c) {
      if (frame.has(c, r)) sum += values[frame.index(c, r)];
    }
  }
  return sum;
}

}  // namespace

BuiltLand::BuiltLand(std::span<const Ring> streets, std::vector<Ring> known, const BuiltRules& rules) : known_(std::move(known)) {
  if (known_.empty() && !streets.empty()) known_.push_back(box_around(streets));
  frame_ = frame_around(known_, rules.cell.value);
  const std::vector<double> metres = street_in_cells(frame_, streets);
  const std::vector<double> land = area_in_cells(frame_, known_);
  town_.assign(metres.size(), 0);
  for (std::int64_t row = 0; row < frame_.rows; ++row) {
    for (std::int64_t column = 0; column < frame_.columns; ++column) {
      const double street_km = sum_around(frame_, metres, column, row) / 1000;
      const double land_km2 = sum_around(frame_, land, column, row) / 1e6;
      const std::size_t cell = frame_.index(column, row);
      town_[cell] = metres[cell] > 0 && street_km >= rules.least_density * land_km2 ? 1 : 0;
    }
  }
  fill_holes(rules.largest_hole);
}

void BuiltLand::fill_holes(int largest) {
  std::vector<std::uint8_t> seen = town_;
  for (std::size_t start = 0; start < town_.size(); ++start) {
    if (seen[start] != 0) continue;
    std::vector<std::size_t> hole = {start};
    seen[start] = 1;
    bool open = false;
    for (std::size_t i = 0; i < hole.size(); ++i) {
      const auto column = static_cast<std::int64_t>(hole[i]) % frame_.columns;
      const auto row = static_cast<std::int64_t>(hole[i]) / frame_.columns;
      for (const auto& [c, r] : {std::pair{column - 1, row}, {column + 1, row}, {column, row - 1}, {column, row + 1}}) {
        if (!frame_.has(c, r)) {
          open = true;
        } else if (seen[frame_.index(c, r)] == 0) {
          seen[frame_.index(c, r)] = 1;
          hole.push_back(frame_.index(c, r));
        }
      }
    }
    if (open || hole.size() > static_cast<std::size_t>(largest)) continue;
    for (const std::size_t cell : hole) town_[cell] = 1;
  }
}

BuiltGround BuiltLand::within(std::span<const Ring> rings) const {
  BuiltGround ground;
  ground.frame_ = frame_;
  ground.outline_ = rings.empty() ? known_ : std::vector<Ring>(rings.begin(), rings.end());
  ground.state_.assign(town_.size(), BuiltGround::State::outside);
  const std::vector<double> land = area_in_cells(frame_, ground.outline_);
  const double whole = frame_.side * frame_.side;
  for (std::size_t cell = 0; cell < town_.size(); ++cell) {
    if (town_[cell] == 0 || land[cell] <= 0) continue;
    ground.state_[cell] = land[cell] >= whole * (1 - 1e-9) ? BuiltGround::State::inside : BuiltGround::State::cut;
    ++ground.cells_;
    ground.area_ += land[cell];
  }
  return ground;
}

BuiltGround::State BuiltGround::state(Position place) const {
  const std::int64_t column = frame_.column(place.x);
  const std::int64_t row = frame_.row(place.y);
  return frame_.has(column, row) ? state_[frame_.index(column, row)] : State::outside;
}

bool BuiltGround::holds(Position place) const {
  const State found = state(place);
  return found == State::inside || (found == State::cut && evaluation::holds(outline_, place));
}

core::Metres BuiltGround::length_inside(std::span<const Position> line) const {
  constexpr double step = 10;
  double sum = 0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    cut_at_cells(frame_, line[i], line[i + 1], [&](Position a, Position b) {
      const double length = core::distance(a, b).value;
      const State found = state({(a.x + b.x) / 2, (a.y + b.y) / 2});
      if (found == State::inside) sum += length;
      if (found != State::cut) return;
      const auto parts = static_cast<int>(std::ceil(length / step));
      for (int part = 0; part < parts; ++part) {
        const double t = (part + 0.5) / parts;
        if (evaluation::holds(outline_, {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)})) sum += length / parts;
      }
    });
  }
  return core::Metres(sum);
}

double BuiltGround::share_inside(std::span<const Position> ring) const {
  const std::vector<Ring> rings = {Ring(ring.begin(), ring.end())};
  CellFrame around = frame_around(rings, frame_.side);
  const std::vector<double> area = area_in_cells(around, rings);
  double inside = 0;
  double whole = 0;
  for (std::int64_t row = 0; row < around.rows; ++row) {
    for (std::int64_t column = 0; column < around.columns; ++column) {
      const double part = area[around.index(column, row)];
      const Position middle{around.low.x + (static_cast<double>(column) + 0.5) * around.side,
                            around.low.y + (static_cast<double>(row) + 0.5) * around.side};
      whole += part;
      if (state(middle) != State::outside) inside += part;
    }
  }
  return whole > 0 ? inside / whole : 0;
}

}  // namespace wangge::evaluation
