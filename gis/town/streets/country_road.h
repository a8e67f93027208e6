#pragma once

#include "engine/core/random.h"
#include "gis/town/streets/heights.h"
#include "gis/town/streets/mesh.h"

#include <vector>

namespace wangge::town::streets {

/// Between the vertices of a country road, metres: places where later ways may end.
inline constexpr double road_spacing = 28;

/// Two ways to one middle often share their last piece; it is left out, so that the road does not turn back on itself. O(n^2).
[[nodiscard]] std::vector<Position> without_spur(const std::vector<Position>& path);

/// Lays one more track from a road into the open land of a face and back to a road, where there is room. True if it was laid; the
/// new face is the last.
bool lay_track(Mesh& mesh, FaceIndex face, const Heights& heights, const Noise& bends, core::Stream& luck);

}  // namespace wangge::town::streets
