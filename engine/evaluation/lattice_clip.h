#pragma once

#include "engine/evaluation/planar_shape.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace wangge::evaluation {

/// Square cells: cell (0, 0) has its lower left corner at `low`.
struct CellFrame {
  Position low;
  double side = 1;
  std::int64_t columns = 0;
  std::int64_t rows = 0;

  [[nodiscard]] std::int64_t column(double x) const;  ///< may lie outside 0 ... columns - 1
  [[nodiscard]] std::int64_t row(double y) const;
  [[nodiscard]] bool has(std::int64_t column, std::int64_t row) const {
    return column >= 0 && row >= 0 && column < columns && row < rows;
  }
  [[nodiscard]] std::size_t index(std::int64_t column, std::int64_t row) const {
    return static_cast<std::size_t>(row * columns + column);
  }
};

/// Calls use(a, b) for the pieces of a segment between the lines of the cells, in order; each lies in one cell.
void cut_at_cells(const CellFrame& frame, Position a, Position b, const std::function<void(Position, Position)>& use);

/// The signed area [m2] that rings have in each cell: outer rings count, holes are taken off. Sutherland and Hodgman 1974, row by
/// row. O(rows x points + cells x points of a row).
[[nodiscard]] std::vector<double> area_in_cells(const CellFrame& frame, std::span<const Ring> rings);

}  // namespace wangge::evaluation
