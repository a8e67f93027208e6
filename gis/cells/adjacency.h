#pragma once

#include "engine/core/csr.h"
#include "engine/territory/territory.h"
#include "gis/cells/cell_rules.h"
#include "gis/cells/coverage_plane.h"

#include <cstdint>
#include <vector>

namespace wangge::gis::cells {

/// What one scan of the borders tells about the cells.
struct Adjacency {
  core::Column<territory::CellId, core::Metres> perimeter;
  core::Column<territory::CellId, core::Metres> outer_border;  ///< shared with no cell of the same area
  core::Column<territory::CellId, std::uint32_t> part;         ///< connected part of the area, 0-based in each area
  core::Csr<territory::CellId, territory::Neighbour> neighbours;
};

/// Neighbours share at least `connection` of border. Where that would tear a connected part of an area, the longest
/// shorter borders that hold it together count as well, so that the neighbours within each part are connected. O(e log e).
[[nodiscard]] Adjacency scan_borders(const CoveragePlane& coverage, const std::vector<std::uint32_t>& area_of_cell,
                                     const CellRules& rules);

}  // namespace wangge::gis::cells
