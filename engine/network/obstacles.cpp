#include "engine/network/obstacles.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace wangge::network {
namespace {

double side_of(Position a, Position b, Position c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }

bool apart(double one, double other) { return (one < 0 && other > 0) || (one > 0 && other < 0); }

/// In the inner of both.
bool cross(Position a, Position b, Position c, Position d) {
  return apart(side_of(a, b, c), side_of(a, b, d)) && apart(side_of(c, d, a), side_of(c, d, b));
}

}  // namespace

/// The cells of the box around a piece, which is short beside a cell or lies along few of them.
template <class Visit>
void Obstacles::visit_cells(Position a, Position b, Visit&& visit) const {
  const auto cell = [&](double from, double value, std::int64_t count) {
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor((value - from) / side_)), 0, count - 1);
  };
  const std::int64_t first_column = cell(low_.x, std::min(a.x, b.x), columns_);
  const std::int64_t last_column = cell(low_.x, std::max(a.x, b.x), columns_);
  const std::int64_t first_row = cell(low_.y, std::min(a.y, b.y), rows_);
  const std::int64_t last_row = cell(low_.y, std::max(a.y, b.y), rows_);
  for (std::int64_t row = first_row; row <= last_row; ++row) {
    for (std::int64_t column = first_column; column <= last_column; ++column)
      visit(static_cast<std::size_t>(row * columns_ + column));
  }
}

Obstacles::Obstacles(std::vector<Piece> pieces) : pieces_(std::move(pieces)) {
  if (pieces_.empty()) return;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Position high{-infinity, -infinity};
  low_ = {infinity, infinity};
  double length = 0;
  for (const Piece& piece : pieces_) {
    for (const Position& end : piece) {
      low_ = {std::min(low_.x, end.x), std::min(low_.y, end.y)};
      high = {std::max(high.x, end.x), std::max(high.y, end.y)};
    }
    length += core::distance(piece[0], piece[1]).value;
  }
  const double width = high.x - low_.x;
  const double height = high.y - low_.y;
  const auto count = static_cast<double>(pieces_.size());
  // Cells about as large as a piece is long, but not many more of them than pieces.
  side_ = std::max({25.0, length / count, std::sqrt(width * height / (4 * count)), (width + height) / (4 * count)});
  columns_ = static_cast<std::int64_t>(width / side_) + 1;
  rows_ = static_cast<std::int64_t>(height / side_) + 1;
  first_.assign(static_cast<std::size_t>(columns_ * rows_) + 1, 0);
  for (const Piece& piece : pieces_) visit_cells(piece[0], piece[1], [&](std::size_t cell) { ++first_[cell + 1]; });
  for (std::size_t cell = 1; cell < first_.size(); ++cell) first_[cell] += first_[cell - 1];
  in_cell_.resize(first_.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    visit_cells(pieces_[i][0], pieces_[i][1], [&](std::size_t cell) { in_cell_[next[cell]++] = static_cast<std::uint32_t>(i); });
  }
}

bool Obstacles::between(Position from, Position to) const {
  if (pieces_.empty()) return false;
  bool found = false;
  visit_cells(from, to, [&](std::size_t cell) {
    for (std::uint32_t i = first_[cell]; i < first_[cell + 1] && !found; ++i) {
      const Piece& piece = pieces_[in_cell_[i]];
      found = cross(from, to, piece[0], piece[1]);
    }
  });
  return found;
}

}  // namespace wangge::network
