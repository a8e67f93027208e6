#pragma once

#include "engine/core/units.h"
#include "gis/geometry.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace wangge::gis::circles {

/// A lattice of nodes over the parts of a plane that matter, in square tiles of 64 x 64 nodes: a county of villages takes the
/// memory of its villages. A node lies at multiples of the spacing from the origin of the reference system; it is named by its
/// column and row from the south-west corner of the grid, or by one number where its tile exists. Immutable.
///
///   const TileGrid grid(boxes, Metres(8));   const std::uint32_t node = grid.node(column, row);
class TileGrid {
 public:
  static constexpr std::int64_t side = 64;
  static constexpr std::uint32_t tile_nodes = 64 * 64;
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  /// Tiles are numbered from south to north, then west to east. O(boxes x tiles of one + extent / tile).
  TileGrid(std::span<const Box> boxes, core::Metres spacing);

  [[nodiscard]] double spacing() const { return spacing_; }
  [[nodiscard]] std::size_t tile_count() const { return tiles_.size(); }
  [[nodiscard]] std::size_t node_count() const { return tiles_.size() * tile_nodes; }
  [[nodiscard]] std::int64_t columns() const { return tile_columns_ * side; }
  [[nodiscard]] std::int64_t rows() const { return tile_rows_ * side; }
  /// Of a coordinate: the last column or row at or before it.
  [[nodiscard]] std::int64_t column_of(double x) const;
  [[nodiscard]] std::int64_t row_of(double y) const;
  [[nodiscard]] std::int64_t low_column() const { return low_column_; }
  [[nodiscard]] std::int64_t low_row() const { return low_row_; }
  [[nodiscard]] Position place(std::int64_t column, std::int64_t row) const {
    return {static_cast<double>(low_column_ + column) * spacing_, static_cast<double>(low_row_ + row) * spacing_};
  }

  struct Corner {
    std::int64_t column = 0;
    std::int64_t row = 0;
  };
  [[nodiscard]] Corner corner(std::uint32_t tile) const { return tiles_[tile]; }
  [[nodiscard]] Corner corner_of_node(std::uint32_t node) const {
    const Corner low = tiles_[node / tile_nodes];
    return {low.column + node % 64, low.row + node % tile_nodes / 64};
  }
  /// The tile that holds a node, or `none`.
  [[nodiscard]] std::uint32_t tile_at(std::int64_t column, std::int64_t row) const {
    if (column < 0 || row < 0 || column >= columns() || row >= rows()) return none;
    return directory_[static_cast<std::size_t>(row / side * tile_columns_ + column / side)];
  }
  [[nodiscard]] std::uint32_t node(std::int64_t column, std::int64_t row) const {
    const std::uint32_t tile = tile_at(column, row);
    return tile == none ? none : tile * tile_nodes + static_cast<std::uint32_t>(row % side * side + column % side);
  }

  /// Calls visit(node, column) for the nodes of a row between two columns, ends included, where they exist.
  template <class Visit>
  void for_each(std::int64_t first, std::int64_t last, std::int64_t row, Visit&& visit) const {
    if (row < 0 || row >= rows()) return;
    first = std::max<std::int64_t>(first, 0);
    last = std::min(last, columns() - 1);
    while (first <= last) {
      const std::int64_t end = std::min(last, first / side * side + side - 1);
      const std::uint32_t from = node(first, row);
      if (from != none) {
        for (std::int64_t column = first; column <= end; ++column)
          visit(from + static_cast<std::uint32_t>(column - first), column);
      }
      first = end + 1;
    }
  }

 private:
  double spacing_;
  std::int64_t low_column_ = 0;
  std::int64_t low_row_ = 0;
  std::int64_t tile_columns_ = 0;
  std::int64_t tile_rows_ = 0;
  std::vector<std::uint32_t> directory_;
  std::vector<Corner> tiles_;
};

}  // namespace wangge::gis::circles
