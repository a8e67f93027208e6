#pragma once

#include "gis/cells/arrangement.h"
#include "gis/cells/linework.h"

#include <cstdint>
#include <vector>

namespace wangge::gis::cells {

/// Which lowest-level area owns each face.
struct AreaLand {
  std::vector<std::uint32_t> of_face;  ///< index in the lowest level; none outside
  core::Findings findings;
};

/// Where areas overlap, one with a name or code goes before one without, then the first given. Gaps and severed strips
/// thinner than `sliver_width` go to the area with the longest common border; a gap ends at the outline of an upper area, so
/// one that runs out to the border of all is closed too, and without upper areas it is none. Closed gaps, areas
/// left without land and areas that reach out of theirs are reported with size and place; overlaps, open gaps and land that no
/// lower area covers were already by the reader. O(faces + edges).
[[nodiscard]] AreaLand settle_areas(const Arrangement& plane, const std::vector<std::vector<std::uint32_t>>& covers,
                                    const Linework& work, const Layers& layers, const CellRules& rules, const Lattice& lattice);

}  // namespace wangge::gis::cells
