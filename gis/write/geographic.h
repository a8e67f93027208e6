#pragma once

#include "gis/geometry.h"
#include "gis/layers.h"

#include <span>
#include <vector>

namespace wangge::gis {

/// A place in degrees of WGS 84, as GeoJSON and people at a command line write it.
struct LonLat {
  double longitude = 0;
  double latitude = 0;
};

/// In the deployment's system. Throws Error(input) where the place cannot be taken there.
[[nodiscard]] Position place_of(const ReferenceSystem& reference, LonLat at);

/// In degrees, to 1e-7 (a centimetre). Throws Error(input) where a place cannot be taken there. O(places).
[[nodiscard]] std::vector<LonLat> degrees_of(const ReferenceSystem& reference, std::span<const Position> places);

}  // namespace wangge::gis
