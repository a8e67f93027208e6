#pragma once

#include "gis/layers.h"

namespace wangge::gis::map {

/// How a projected system sits on the ground at one place.
struct GroundFacts {
  double point_scale = 1;  ///< map metres for one metre of ground
  double true_north = 0;   ///< degrees from grid north to true north, clockwise positive
};

/// By PROJ; plain (1, 0) where the system is not known to it. About a millisecond.
[[nodiscard]] GroundFacts ground_facts(const ReferenceSystem& reference, Position place);

}  // namespace wangge::gis::map
