#pragma once

#include "gis/cells/assign_faces.h"
#include "gis/cells/face_boundaries.h"
#include "gis/cells/lattice.h"

#include <cstdint>
#include <vector>

namespace wangge::gis::cells {

/// The subdivision by the borders of cells alone.
struct CoveragePlane {
  CoveragePlane(const FinePlane& fine, const std::vector<Unit>& units, const CellFaces& cells, const Lattice& used_lattice);

  Lattice lattice;
  Arrangement plane;
  FaceBoundaries boundaries;
  std::vector<std::uint32_t> cell_of_face;  ///< none outside
  std::vector<std::uint32_t> face_of_cell;
  std::vector<BarrierClass> barrier;  ///< of edges

  [[nodiscard]] std::uint32_t left_cell(std::uint32_t half_edge) const { return cell_of_face[plane.face_of(half_edge)]; }
};

}  // namespace wangge::gis::cells
