#pragma once

#include "gis/write/plan_file.h"

#include <cstdint>
#include <vector>

namespace wangge::viewer {

/// The studio has this many colours for grids; a higher tone takes them from the start again.
inline constexpr std::uint32_t tone_count = 8;

/// A number from 0 for each grid such that grids that share a border have different ones; the studio makes a colour of it, as
/// the map sheets do. Precondition: neighbouring grids share identical vertices. Cost: see ShapeNet and colour_areas.
///
///   std::vector<std::uint32_t> tones = grid_tones(plan.grids);
[[nodiscard]] std::vector<std::uint32_t> grid_tones(const std::vector<gis::PlanFile::Grid>& grids);

}  // namespace wangge::viewer
