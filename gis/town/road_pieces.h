#pragma once

#include "engine/core/units.h"
#include "gis/town/town.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::town {

/// The straight pieces of a town's roads in buckets of the plane, to ask what is near a shape.
///
///   const RoadPieces roads(town.vertices, town.lines);   if (const auto near = roads.first_within(footprint, 0.01)) …
class RoadPieces {
 public:
  struct Near {
    network::LineClass line_class = network::LineClass::service;
    core::Metres distance;
    core::Metres half_width;
  };

  /// O(pieces). Both columns must outlive it.
  RoadPieces(const Column<VertexId, Position>& vertices, const Column<LineId, Line>& lines);

  /// A piece whose road reserve the shape enters by more than `tolerance` metres, other than those of ways inside the block
  /// `but`; none: absent. O(pieces nearby).
  [[nodiscard]] std::optional<Near> first_within(const Ring& shape, double tolerance, BlockId but = {}) const;
  /// Roads with a piece in the box of the shape, rising.
  [[nodiscard]] std::vector<LineId> lines_near(const Ring& shape) const;

 private:
  struct Piece {
    LineId line;
    Position a;
    Position b;
  };

  [[nodiscard]] std::vector<std::uint32_t> pieces_near(const Ring& shape, double margin) const;
  [[nodiscard]] std::size_t column(double x) const;
  [[nodiscard]] std::size_t row(double y) const;

  const Column<LineId, Line>& lines_;
  std::vector<Piece> pieces_;
  gis::Box box_{};
  std::size_t columns_ = 1;
  std::size_t rows_ = 1;
  std::vector<std::vector<std::uint32_t>> buckets_;
  double widest_m_ = 0;
};

/// The point of the segment a-b that is nearest to a place.
[[nodiscard]] Position nearest_on(Position a, Position b, Position place);

}  // namespace wangge::town
