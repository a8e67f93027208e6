#pragma once

#include "gis/layers.h"

namespace wangge::gis {

/// The middle of the square kilometre with most footprint within a shape (empty: anywhere), to 50 m; with most street where few
/// buildings are mapped. The origin of the layers where there is neither. O(features + squares).
[[nodiscard]] Position densest_square(const Layers& layers, const MultiPolygon& within);

}  // namespace wangge::gis
