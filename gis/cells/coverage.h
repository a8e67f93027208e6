#pragma once

#include "engine/core/id.h"
#include "engine/core/units.h"
#include "engine/territory/territory.h"
#include "gis/geometry.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace wangge::gis {

namespace cells {
struct CoveragePlane;
}

/// The exact geometry of all cells: a planar subdivision whose faces are the cells. Cells that touch share identical vertices, in
/// cells and in any union of cells. Coordinates are multiples of 2^-13 m (2^-10 m for very wide deployments), exact as
/// doubles. Immutable; copies share the geometry; safe to use from several threads.
///
///   const std::vector<MultiPolygon> grids = coverage.dissolve(grid_of_cell, grid_count, threads);
class CellCoverage {
 public:
  CellCoverage() = default;
  explicit CellCoverage(std::shared_ptr<const cells::CoveragePlane> plane) : plane_(std::move(plane)) {}

  [[nodiscard]] std::size_t size() const;
  /// One connected polygon, valid for OGC, outer ring counter-clockwise. O(vertices log vertices).
  [[nodiscard]] MultiPolygon polygon(territory::CellId cell) const;
  /// The union of the cells of each label 0 … labels - 1, one polygon a connected part; cells with a label of `labels` or
  /// more are left out. Only whole edges are removed: a vertex stays wherever cells meet. O(edges log edges).
  /// Precondition: label.size() == size().
  [[nodiscard]] std::vector<MultiPolygon> dissolve(const core::Column<territory::CellId, std::uint32_t>& label,
                                                   std::uint32_t labels, core::Threads threads) const;
  /// The cell that contains a place, the lowest id where it lies on a border; none outside. O(1) mostly.
  [[nodiscard]] std::optional<territory::CellId> cell_at(Position place) const;

 private:
  std::shared_ptr<const cells::CoveragePlane> plane_;
};

}  // namespace wangge::gis
