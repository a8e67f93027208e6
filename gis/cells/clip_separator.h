#pragma once

#include "gis/cells/separators.h"
#include "gis/cells/units.h"

#include <vector>

namespace wangge::gis::cells {

/// The stretches of a separator that lie in one unit of the coarse subdivision, cut where it crosses the unit's border.
/// Stretches too short to judge are kept (they do no harm elsewhere). O(edges met).
[[nodiscard]] std::vector<Segment> clip_separator(const Separator& line, std::uint32_t unit, const Arrangement& plane,
                                                  const std::vector<std::uint32_t>& unit_of_face);

}  // namespace wangge::gis::cells
