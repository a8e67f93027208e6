#pragma once

#include "gis/geometry.h"

#include <memory>

#include <ogr_geometry.h>

/// Between our plain shapes and OGR's. Internal to gis/. All O(points).
namespace wangge::gis {

[[nodiscard]] std::unique_ptr<OGRMultiPolygon> to_ogr(const MultiPolygon& shape);
[[nodiscard]] std::unique_ptr<OGRLineString> to_ogr(const LineString& line);

/// All polygons of a polygon, multipolygon or collection, shells counter-clockwise and holes clockwise; other parts are ignored.
[[nodiscard]] MultiPolygon polygons_of(const OGRGeometry& geometry);
[[nodiscard]] LineString points_of(const OGRSimpleCurve& curve);

/// Twice the signed area; positive when counter-clockwise. Relative to the first point, so large coordinates do not cancel.
[[nodiscard]] double twice_signed_area(const Ring& ring);
[[nodiscard]] double area_of(const MultiPolygon& shape);

}  // namespace wangge::gis
