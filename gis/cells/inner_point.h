#pragma once

#include "gis/cells/coverage_plane.h"

namespace wangge::gis::cells {

/// A point inside a cell: the middle of the longest stretch of a level line through it. O(edges of the cell).
[[nodiscard]] Position inner_point(const CoveragePlane& coverage, std::uint32_t cell);

}  // namespace wangge::gis::cells
