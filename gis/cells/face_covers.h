#pragma once

#include "gis/cells/arrangement.h"
#include "gis/cells/linework.h"

#include <cstdint>
#include <vector>

namespace wangge::gis::cells {

/// For each face the polygons that cover it, rising: those with a winding number other than zero. Windings are carried
/// from the unbounded face across the edges. O(faces x polygons a face).
[[nodiscard]] std::vector<std::vector<std::uint32_t>> face_covers(const Arrangement& plane, const Linework& work);

}  // namespace wangge::gis::cells
