#pragma once

#include "gis/cells/assign_faces.h"

namespace wangge::gis::cells {

/// Joins the cells that hold parts of one block, with those on the shortest way between them when they are at most
/// `joined_between`; else the part is reported. Fills `of_block` with the cell that holds most of each block.
void join_parts(CellFaces& cells, const FinePlane& fine, const std::vector<Unit>& units, const Blocks& blocks,
                const Layers& layers, const CellRules& rules, const Lattice& lattice);

}  // namespace wangge::gis::cells
