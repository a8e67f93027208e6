#pragma once

#include "gis/cells/lattice_point.h"
#include "gis/geometry.h"

#include <cstdint>
#include <optional>

namespace wangge::gis::cells {

/// The grid of integer points that all cells are built on. Its step is a power of two of a metre (2^-13 m = 0.12 mm, or 2^-10 m =
/// 0.98 mm for a deployment wider than 120 km) and it is counted from a whole metre: every lattice point is an exact
/// double, so what is valid on the lattice is valid for any program that reads the coordinates.
///
///   const Lattice lattice = Lattice::over(extent);   lattice.point(position) -> LatticePoint
class Lattice {
 public:
  /// Throws Error(input) when the extent is wider than 1,000 km or not finite.
  [[nodiscard]] static Lattice over(const Box& extent);

  /// The nearest lattice point; none when the place is not finite or out of reach.
  [[nodiscard]] std::optional<LatticePoint> point(Position place) const;
  [[nodiscard]] Position position(LatticePoint point) const;
  /// Metres a lattice unit.
  [[nodiscard]] double unit() const { return unit_; }
  [[nodiscard]] double square_metres(std::int64_t doubled_area) const {
    return static_cast<double>(doubled_area) * (unit_ * unit_ / 2);
  }
  [[nodiscard]] std::int64_t doubled_area(core::SquareMetres area) const;

 private:
  Lattice(Position centre, double unit) : centre_(centre), unit_(unit) {}

  Position centre_;
  double unit_;
};

}  // namespace wangge::gis::cells
