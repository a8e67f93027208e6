#include "gis/write/geographic.h"

#include "engine/core/error.h"
#include "gis/ogr_reference.h"
#include "gis/ogr_session.h"

#include <cmath>
#include <memory>

#include <fmt/format.h>
#include <ogr_spatialref.h>

namespace wangge::gis {
namespace {

struct Destroy {
  void operator()(OGRCoordinateTransformation* transformation) const { OGRCoordinateTransformation::DestroyCT(transformation); }
};
using Transformation = std::unique_ptr<OGRCoordinateTransformation, Destroy>;

OGRSpatialReference wgs84() {
  OGRSpatialReference degrees;
  degrees.importFromEPSG(4326);
  degrees.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return degrees;
}

Position moved(const Transformation& into, Position at) {
  double x = at.x;
  double y = at.y;
  if (into != nullptr && into->Transform(1, &x, &y) != 0 && std::isfinite(x) && std::isfinite(y)) return {x, y};
  throw core::Error(
      core::ErrorCode::input,
      {.zh = fmt::format("位置 {:g},{:g} 无法在经纬度与数据的坐标系之间转换", at.x, at.y),
       .en = fmt::format("the place {:g},{:g} cannot be taken between degrees and the system of the data", at.x, at.y)});
}

}  // namespace

Position place_of(const ReferenceSystem& reference, LonLat at) {
  const GdalMessages messages;
  const OGRSpatialReference degrees = wgs84();
  const OGRSpatialReference metres = spatial_reference(reference);
  return moved(Transformation(OGRCreateCoordinateTransformation(&degrees, &metres)), {at.longitude, at.latitude});
}

std::vector<LonLat> degrees_of(const ReferenceSystem& reference, std::span<const Position> places) {
  const GdalMessages messages;
  const OGRSpatialReference degrees = wgs84();
  const OGRSpatialReference metres = spatial_reference(reference);
  const Transformation into(OGRCreateCoordinateTransformation(&metres, &degrees));
  const auto rounded = [](double degree) { return std::round(degree * 1e7) / 1e7; };
  std::vector<LonLat> all;
  for (const Position place : places) {
    const Position at = moved(into, place);
    all.push_back({rounded(at.x), rounded(at.y)});
  }
  return all;
}

}  // namespace wangge::gis
