#pragma once

#include "engine/core/units.h"

namespace wangge::gis {

/// Land thinner than this between areas is an inaccuracy of drawing: it goes to the area beside it and is no gap.
inline constexpr core::Metres sliver_width{1};

/// Whether land is thinner than `width` on the average: a long strip has its area over half of its perimeter as width.
[[nodiscard]] constexpr bool is_thin(double square_metres, double perimeter, core::Metres width = sliver_width) {
  return 2 * square_metres < width.value * perimeter;
}

}  // namespace wangge::gis
