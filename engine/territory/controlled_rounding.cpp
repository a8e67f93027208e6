#include "engine/territory/controlled_rounding.h"

#include "engine/core/error.h"
#include "engine/territory/proportional_fitting.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/format.h>

namespace wangge::territory {
namespace {

/// Cells are counted in 2^-20, so that sums are exact and "whole" is a plain test.
constexpr int fraction_bits = 20;
constexpr std::int64_t one = std::int64_t{1} << fraction_bits;
constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

std::int64_t fraction(std::int64_t value) { return value & (one - 1); }

[[noreturn]] void refuse(const char* zh_axis, const char* en_axis, std::size_t at, std::int64_t total) {
  throw core::Error(
      core::ErrorCode::input,
      {.zh = fmt::format("第 {} {}的合计 {} 无法满足：必须为零的格子挡住了，请放开其中之一或更正合计", at + 1, zh_axis, total),
       .en = fmt::format("the total {} of {} {} cannot be met: cells that must be zero stand in the way; allow one "
                         "of them or correct the total",
                         total, en_axis, at + 1)});
}

/// A table in fixed point, with more rows than columns.
class FixedTable {
 public:
  FixedTable(std::span<const double> cells, std::span<const std::int64_t> rows, std::span<const std::int64_t> columns)
      : rows_(rows), columns_(columns), value_(cells.size()), allowed_(cells.size()) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      allowed_[i] = cells[i] > 0 ? 1 : 0;
      value_[i] = std::llround(cells[i] * static_cast<double>(one));
    }
  }

  void meet_margins() {
    for (std::size_t row = 0; row < rows_.size(); ++row) meet_row(row);
    std::vector<std::int64_t> excess(columns_.size());
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      excess[column] = -columns_[column] * one;
      for (std::size_t row = 0; row < rows_.size(); ++row) excess[column] += at(row, column);
    }
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      while (excess[column] > 0) shift_from(column, excess);
    }
  }

  void cancel_fractions();

  [[nodiscard]] std::vector<std::int64_t> whole() const {
    std::vector<std::int64_t> cells(value_.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      assert(fraction(value_[i]) == 0);
      cells[i] = value_[i] >> fraction_bits;
    }
    return cells;
  }

 private:
  [[nodiscard]] std::int64_t& at(std::size_t row, std::size_t column) { return value_[row * columns_.size() + column]; }
  [[nodiscard]] bool allowed(std::size_t row, std::size_t column) const { return allowed_[row * columns_.size() + column] != 0; }

  void meet_row(std::size_t row) {
    std::int64_t missing = rows_[row] * one;
    for (std::size_t column = 0; column < columns_.size(); ++column) missing -= at(row, column);
    while (missing != 0) {
      std::size_t largest = nowhere;
      for (std::size_t column = 0; column < columns_.size(); ++column) {
        if (allowed(row, column) && (largest == nowhere || at(row, column) > at(row, largest))) largest = column;
      }
      if (largest == nowhere) refuse("行", "row", row, rows_[row]);
      const std::int64_t step = std::max(missing, -at(row, largest));
      at(row, largest) += step;
      missing -= step;
    }
  }

  /// Moves some of the excess of `from` along the shortest chain of rows to a column that lacks.
  void shift_from(std::size_t from, std::vector<std::int64_t>& excess) {
    std::vector<std::size_t> before(columns_.size(), nowhere);
    std::vector<std::size_t> by_row(columns_.size(), nowhere);
    std::vector<std::size_t> queue{from};
    before[from] = from;
    for (std::size_t head = 0; head < queue.size(); ++head) {
      const std::size_t column = queue[head];
      if (excess[column] < 0) {
        std::int64_t amount = std::min(excess[from], -excess[column]);
        for (std::size_t k = column; k != from; k = before[k]) amount = std::min(amount, at(by_row[k], before[k]));
        for (std::size_t k = column; k != from; k = before[k]) {
          at(by_row[k], before[k]) -= amount;
          at(by_row[k], k) += amount;
        }
        excess[from] -= amount;
        excess[column] += amount;
        return;
      }
      for (std::size_t next = 0; next < columns_.size(); ++next) {
        if (before[next] != nowhere) continue;
        std::size_t best = nowhere;
        for (std::size_t row = 0; row < rows_.size(); ++row) {
          if (at(row, column) > 0 && allowed(row, next) && (best == nowhere || at(row, column) > at(best, column))) best = row;
        }
        if (best == nowhere) continue;
        before[next] = column;
        by_row[next] = best;
        queue.push_back(next);
      }
    }
    refuse("列", "column", from, columns_[from]);
  }

  std::span<const std::int64_t> rows_;
  std::span<const std::int64_t> columns_;
  std::vector<std::int64_t> value_;
  std::vector<std::uint8_t> allowed_;
};

/// The open (fractional) cells of a few rows as edges between rows and columns; kept a forest.
class OpenForest {
 public:
  OpenForest(std::vector<std::int64_t>& value, std::size_t columns) : value_(value), columns_(columns) {}

  void add_row(std::size_t row) {
    rows_.push_back(row);
    open_.insert(open_.end(), columns_, 0);
    const std::size_t slot = rows_.size() - 1;
    for (std::size_t column = 0; column < columns_; ++column) {
      if (fraction(cell(slot, column)) == 0) continue;
      open_[slot * columns_ + column] = 0;
      if (find_path(slot, column)) cancel();
      if (fraction(cell(slot, column)) != 0) open_[slot * columns_ + column] = 1;
    }
    drop_closed_rows();
  }

 private:
  [[nodiscard]] std::int64_t& cell(std::size_t slot, std::size_t column) { return value_[rows_[slot] * columns_ + column]; }

  /// The edges of the cycle that the new edge (slot, column) closes: new edge first, then alternating.
  bool find_path(std::size_t slot, std::size_t column) {
    path_.assign(1, slot * columns_ + column);
    return extend_from_column(column, slot, nowhere);
  }

  bool extend_from_column(std::size_t column, std::size_t target, std::size_t from_slot) {
    for (std::size_t slot = 0; slot < rows_.size(); ++slot) {
      if (slot == from_slot || open_[slot * columns_ + column] == 0) continue;
      path_.push_back(slot * columns_ + column);
      if (slot == target || extend_from_row(slot, target, column)) return true;
      path_.pop_back();
    }
    return false;
  }

  bool extend_from_row(std::size_t slot, std::size_t target, std::size_t from_column) {
    for (std::size_t column = 0; column < columns_; ++column) {
      if (column == from_column || open_[slot * columns_ + column] == 0) continue;
      path_.push_back(slot * columns_ + column);
      if (extend_from_column(column, target, slot)) return true;
      path_.pop_back();
    }
    return false;
  }

  /// Adds and takes in turn along the cycle until one cell is whole, in the direction that moves less.
  void cancel() {
    std::array<std::int64_t, 2> room{one, one};  // of adding to the even edges, of taking from them
    for (std::size_t i = 0; i < path_.size(); ++i) {
      const std::int64_t part = fraction(cell(path_[i] / columns_, path_[i] % columns_));
      room[i % 2] = std::min(room[i % 2], one - part);
      room[(i + 1) % 2] = std::min(room[(i + 1) % 2], part);
    }
    const std::int64_t step = room[0] <= room[1] ? room[0] : -room[1];
    for (std::size_t i = 0; i < path_.size(); ++i) {
      std::int64_t& value = cell(path_[i] / columns_, path_[i] % columns_);
      value += i % 2 == 0 ? step : -step;
      if (fraction(value) == 0) open_[path_[i]] = 0;
    }
  }

  void drop_closed_rows() {
    for (std::size_t slot = rows_.size(); slot-- > 0;) {
      const auto first = open_.begin() + static_cast<std::ptrdiff_t>(slot * columns_);
      const auto last = first + static_cast<std::ptrdiff_t>(columns_);
      if (std::find(first, last, std::uint8_t{1}) != last) continue;
      open_.erase(first, last);
      rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(slot));
    }
  }

  std::vector<std::int64_t>& value_;
  std::size_t columns_;
  std::vector<std::size_t> rows_;   ///< of each slot
  std::vector<std::uint8_t> open_;  ///< slot x column
  std::vector<std::size_t> path_;
};

void FixedTable::cancel_fractions() {
  OpenForest forest(value_, columns_.size());
  for (std::size_t row = 0; row < rows_.size(); ++row) forest.add_row(row);
}

std::vector<std::int64_t> transposed(std::span<const std::int64_t> cells, std::size_t rows, std::size_t columns) {
  std::vector<std::int64_t> out(cells.size());
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) out[column * rows + row] = cells[row * columns + column];
  }
  return out;
}

std::vector<double> in_double(std::span<const std::int64_t> values) { return {values.begin(), values.end()}; }

}  // namespace

std::vector<std::int64_t> round_table(std::span<const double> cells, std::span<const std::int64_t> rows,
                                      std::span<const std::int64_t> columns) {
  assert(cells.size() == rows.size() * columns.size());
  assert(std::accumulate(rows.begin(), rows.end(), std::int64_t{0}) ==
         std::accumulate(columns.begin(), columns.end(), std::int64_t{0}));
  if (columns.size() > rows.size()) {
    std::vector<double> turned(cells.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
      for (std::size_t column = 0; column < columns.size(); ++column) {
        turned[column * rows.size() + row] = cells[row * columns.size() + column];
      }
    }
    return transposed(round_table(turned, columns, rows), columns.size(), rows.size());
  }
  FixedTable table(cells, rows, columns);
  table.meet_margins();
  table.cancel_fractions();
  return table.whole();
}

std::vector<std::int64_t> round_table(std::span<const double> cells, const std::array<std::vector<std::int64_t>, 3>& margins) {
  const std::size_t pairs = margins[0].size() * margins[1].size();
  const std::size_t depth = margins[2].size();
  assert(cells.size() == pairs * depth);
  std::vector<double> sums(pairs, 0.0);
  for (std::size_t i = 0; i < cells.size(); ++i) sums[i / depth] += cells[i];
  const std::vector<std::int64_t> whole_pairs = round_table(sums, margins[0], margins[1]);
  const std::array<std::size_t, 2> shape{pairs, depth};
  const std::array<Margin, 2> refit{Margin{"pairs", {0}, in_double(whole_pairs)},
                                    Margin{"third axis", {1}, in_double(margins[2])}};
  return round_table(fitted_cells(fit_proportionally(cells, shape, refit)), whole_pairs, margins[2]);
}

}  // namespace wangge::territory
