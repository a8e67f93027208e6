#pragma once

#include "gis/write/plan_file.h"

#include <cstdint>
#include <vector>

namespace wangge::viewer {

/// A number from 0 for each grid such that grids that share a border have different ones where eight tones suffice; the studio
/// makes a colour of it. Greedy in the order of grids, the least used tone first, so the tones are spread evenly.
/// Precondition: neighbouring grids share identical vertices. O(v log v) for v vertices of all grids.
[[nodiscard]] std::vector<std::uint8_t> grid_tones(const std::vector<gis::PlanFile::Grid>& grids);

inline constexpr std::uint8_t tone_count = 8;

}  // namespace wangge::viewer
