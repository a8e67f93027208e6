#pragma once

#include "engine/core/units.h"

namespace wangge::gis {

/// On which side of the directed line a -> b the point c lies: +1 left, -1 right, 0 exactly on it. Exact for all finite
/// coordinates: a floating-point filter decides the clear cases, rational arithmetic the rest (about one in a million).
[[nodiscard]] int orientation(core::Position a, core::Position b, core::Position c);

}  // namespace wangge::gis
