#pragma once

#include "gis/cells/fine_plane.h"

#include <cstdint>
#include <vector>

namespace wangge::gis::cells {

/// Which cell each face of the fine subdivision belongs to.
struct CellFaces {
  std::uint32_t cells = 0;
  std::vector<std::uint32_t> of_face;   ///< none outside
  std::vector<std::uint32_t> area;      ///< of cells: index in the lowest level
  std::vector<std::uint32_t> of_block;  ///< the cell with most of each block; none: the block has no land
  core::Findings findings;
};

/// Makes every cell one connected piece: the largest piece of each claim founds a cell, all other pieces join the neighbour with
/// the longest border, weak barriers counting more, until none is left; where all are too small the largest founds a cell after
/// all. Cells that hold parts of one block are joined with the cells between them, if those are few. O(faces + edges log edges).
[[nodiscard]] CellFaces assign_faces(const FinePlane& fine, const std::vector<Unit>& units, const Blocks& blocks,
                                     const Layers& layers, const CellRules& rules, const Lattice& lattice);

}  // namespace wangge::gis::cells
