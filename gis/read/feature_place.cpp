#include "gis/read/feature_place.h"

#include <cmath>
#include <memory>

#include <ogr_api.h>
#include <ogr_feature.h>
#include <ogr_geometry.h>

namespace wangge::gis {

std::optional<core::Position> place_of(const OGRFeature& feature) {
  const OGRGeometry* geometry = feature.GetGeometryRef();
  if (geometry == nullptr || geometry->IsEmpty() != 0) return std::nullopt;
  std::unique_ptr<OGRGeometry> inside;
  if (wkbFlatten(geometry->getGeometryType()) != wkbPoint) {
    const std::unique_ptr<OGRGeometry> copy(geometry->clone());
    inside.reset(OGRGeometry::FromHandle(OGR_G_PointOnSurface(OGRGeometry::ToHandle(copy.get()))));
    geometry = inside.get();
    if (geometry == nullptr || wkbFlatten(geometry->getGeometryType()) != wkbPoint) return std::nullopt;
  }
  const OGRPoint& point = *geometry->toPoint();
  if (point.IsEmpty() != 0 || !std::isfinite(point.getX()) || !std::isfinite(point.getY())) return std::nullopt;
  return core::Position{point.getX(), point.getY()};
}

}  // namespace wangge::gis
