#pragma once

#include "engine/core/units.h"
#include "gis/geometry.h"
#include "gis/layers.h"

#include <span>

namespace wangge::gis {

/// A box in degrees of WGS 84, as browsers want it. Degrees leave gis/ only inside this type.
struct GeographicBox {
  double west = 0;
  double south = 0;
  double east = 0;
  double north = 0;
};

/// Half the side of the Web Mercator square (EPSG:3857), metres: pi times the WGS 84 equatorial radius.
inline constexpr double web_mercator_half_side = 20037508.342789244;

/// Reprojects a deployment's places to Web Mercator (EPSG:3857) for tiles, in place: x east, y north, Mercator metres.
/// PROJ chooses the operation and never uses the network. Mercator metres are for drawing only: never measure in them.
/// Each place is transformed on its own, so the result does not depend on `threads`. O(places), about 1 us each.
/// Throws Error(input) when the reference system is not understood or a place lies outside the range of the projection.
///
///   to_web_mercator(plan.reference, positions, threads);
void to_web_mercator(const ReferenceSystem& reference, std::span<Position> places, core::Threads threads);

/// The degrees of a box in Web Mercator metres (spherical inverse, the definition of EPSG:3857).
[[nodiscard]] GeographicBox geographic_box(const Box& web_mercator);

}  // namespace wangge::gis
