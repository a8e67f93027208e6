#pragma once

#include "engine/network/road_graph.h"
#include "gis/geometry.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

/// Straight pieces of lines by place. Internal to gis/build.
namespace wangge::gis {

/// A piece of a line, from a point to the next.
struct LinePiece {
  std::uint32_t line = 0;
  std::uint32_t first = 0;  ///< index of its first point
};

/// A place on a piece.
struct OnPiece {
  LinePiece piece;
  double away = 0;   ///< metres
  double along = 0;  ///< metres from the piece's first point
  Position at;
};

/// A grid over all pieces of lines; the lines must outlive it and keep their points. Build O(pieces log pieces).
///
///   const LineGrid grid(lines);   grid.near(place, 1.0)
class LineGrid {
 public:
  explicit LineGrid(std::span<const network::RoadLine> lines);

  [[nodiscard]] Position begin_of(LinePiece piece) const { return lines_[piece.line].points[piece.first]; }
  [[nodiscard]] Position end_of(LinePiece piece) const { return lines_[piece.line].points[piece.first + 1]; }
  /// The nearest place of each piece within some metres, by rising distance, then line, then piece.
  [[nodiscard]] std::vector<OnPiece> near(Position place, double within) const;
  /// All pairs of pieces whose boxes meet in some cell of the grid, each once, the lower line or piece first.
  [[nodiscard]] std::vector<std::pair<LinePiece, LinePiece>> neighbours() const;

 private:
  template <class Visit>
  void visit_cells(Position low, Position high, Visit&& visit) const;

  std::span<const network::RoadLine> lines_;
  double side_ = 50;
  std::vector<LinePiece> pieces_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> in_cell_;  ///< sorted by cell, then piece
};

}  // namespace wangge::gis
