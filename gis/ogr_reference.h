#pragma once

#include "gis/layers.h"

#include <ogr_spatialref.h>

/// Between our reference system and OGR's. Internal to gis/.
namespace wangge::gis {

/// Axes in the order x east, y north, whatever the authority says. Throws Error(input) when the text is not understood.
[[nodiscard]] OGRSpatialReference spatial_reference(const ReferenceSystem& reference);

/// Text, code and name; the origin is left at (0, 0).
[[nodiscard]] ReferenceSystem reference_system(const OGRSpatialReference& reference);

/// The multiples of 1,000 m at or below the box's low corner, at least 1,000 m away from it.
[[nodiscard]] Position round_origin(const Box& box);

/// The smallest box around the outer rings of `shapes`; a box from (0, 0) to (0, 0) when there is none.
[[nodiscard]] Box box_around(const MultiPolygon& shape);
/// The box around both.
[[nodiscard]] Box joined(const Box& a, const Box& b);

}  // namespace wangge::gis
