#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace wangge::gis::map {

/// Colours areas so that neighbours differ: most constrained first (DSATUR, Brelaz 1979), then the colour used least so far
/// among `colours`; only where all of them are taken by neighbours a further one. Planar maps need 4; this takes at most 6
/// on all but contrived ones. Deterministic: ties go to the lower index. O(n^2 + edges).
///
///   std::vector<std::uint32_t> colour = colour_areas(grids.size(), pairs, 6);
[[nodiscard]] std::vector<std::uint32_t> colour_areas(std::size_t areas,
                                                      std::span<const std::pair<std::uint32_t, std::uint32_t>> neighbours,
                                                      std::uint32_t colours);

}  // namespace wangge::gis::map
