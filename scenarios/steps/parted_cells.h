#pragma once

#include "engine/territory/territory.h"
#include "gis/geometry.h"

#include <utility>
#include <vector>

namespace wangge::scenarios {

/// Neighbouring cells of one parent that lie on different sides of a line: the straight way between their places crosses it an
/// odd number of times. Pairs with the lower cell first, rising. O((borders + segments) x those nearby).
[[nodiscard]] std::vector<std::pair<territory::CellId, territory::CellId>> parted_cells(
    const territory::Territory& territory, const std::vector<gis::LineString>& lines);

}  // namespace wangge::scenarios
