#pragma once

#include "gis/geometry.h"

namespace wangge::gis {

/// A point well inside a shape: the middle of the widest inner stretch of a level line, for the largest part tried at
/// several heights (the idea of GEOS' point on surface, with more lines so that labels sit comfortably).
/// Precondition: the shape has a part of positive area. O(points x lines).
[[nodiscard]] core::Position interior_point(const MultiPolygon& shape);

}  // namespace wangge::gis
