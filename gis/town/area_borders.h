#pragma once

#include "gis/town/town.h"

#include <vector>

namespace wangge::town {

/// The lines that bound each area, of every level: those with the area on one side and not on the other; rising. A line on
/// the outline has nothing on its other side. O(lines x levels).
[[nodiscard]] Column<AreaId, std::vector<LineId>> border_lines(const Town& town);

}  // namespace wangge::town
