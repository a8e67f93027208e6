#include "gis/read/projector.h"

#include "engine/core/error.h"
#include "gis/ogr_reference.h"
#include "gis/ogr_session.h"

#include <cmath>
#include <cstddef>
#include <limits>

#include <fmt/format.h>

namespace wangge::gis {

Projector::Projector(const OGRSpatialReference& from, const ReferenceSystem& to) {
  const OGRSpatialReference target = spatial_reference(to);
  if (from.IsSame(&target) != 0) return;
  transformation_.reset(OGRCreateCoordinateTransformation(&from, &target));
  if (transformation_) return;
  const char* name = from.GetName();
  const std::string source = name != nullptr ? name : "?";
  throw core::Error(core::ErrorCode::input, {.zh = fmt::format("无法从坐标系“{}”转换到“{}”", source, to.name),
                                             .en = fmt::format("cannot convert from system '{}' to '{}'", source, to.name)});
}

void Projector::project(LineString& line) const {
  if (line.empty()) return;
  const GdalMessages messages;
  std::vector<double> x(line.size());
  std::vector<double> y(line.size());
  std::vector<int> succeeded(line.size(), 1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    x[i] = line[i].x;
    y[i] = line[i].y;
  }
  if (transformation_) transformation_->Transform(static_cast<int>(line.size()), x.data(), y.data(), nullptr, succeeded.data());
  constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool known = succeeded[i] != 0 && std::isfinite(x[i]) && std::isfinite(y[i]);
    line[i] = known ? rounded({x[i], y[i]}) : Position{nowhere, nowhere};
  }
}

void Projector::project(Position& position) const {
  LineString one = {position};
  project(one);
  position = one.front();
}

void Projector::project(std::optional<Position>& place) const {
  if (!place) return;
  project(*place);
  if (!std::isfinite(place->x) || !std::isfinite(place->y)) place.reset();
}

void Projector::project(MultiPolygon& shape) const {
  for (Polygon& part : shape) {
    project(part.outer);
    for (Ring& hole : part.holes) project(hole);
  }
}

void Projector::project(core::Findings& findings) const {
  core::Findings projected;
  for (core::Finding finding : findings.all()) {
    if (finding.place) project(*finding.place);
    projected.add(std::move(finding));
  }
  findings = std::move(projected);
}

OGRSpatialReference longitude_latitude() {
  OGRSpatialReference system;
  system.importFromEPSG(4326);
  system.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return system;
}

Position rounded(Position position) {
  constexpr double steps = 10000;
  return {std::round(position.x * steps) / steps, std::round(position.y * steps) / steps};
}

}  // namespace wangge::gis
