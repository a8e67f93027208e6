#include "gis/read/read_counts.h"

#include "gis/ogr_session.h"
#include "gis/read/projector.h"
#include "gis/read/vector_layer.h"

#include <cmath>
#include <memory>
#include <optional>
#include <utility>

#include <ogr_api.h>
#include <ogr_feature.h>
#include <ogr_geometry.h>

namespace wangge::gis {
namespace {

constexpr std::int64_t most_in_feature = 10'000'000;

/// A point of the feature: itself, or one on its surface.
std::optional<Position> place_of(const OGRFeature& feature) {
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
  return Position{point.getX(), point.getY()};
}

}  // namespace

std::vector<CountedPoint> read_counts(const CountSpec& spec, const ReferenceSystem& reference, core::Progress& progress,
                                      core::Findings& findings) {
  const GdalMessages messages;
  const VectorLayer layer(spec.source);
  const auto count = layer.field(spec.count_field);
  const auto kind = layer.field(spec.kind_field);
  std::vector<CountedPoint> points;
  layer.for_each(progress, [&](const OGRFeature& feature) {
    const std::optional<Position> place = place_of(feature);
    const std::optional<std::int64_t> counted =
        count ? layer.count(feature, count, most_in_feature) : std::optional<std::int64_t>(1);
    if (place && counted.value_or(0) > 0) points.push_back({*place, *counted, kind ? layer.text(feature, kind) : std::string()});
  });
  const Projector into(layer.reference(), reference);
  for (CountedPoint& point : points) into.project(point.position);
  findings.append(layer.findings());
  return points;
}

}  // namespace wangge::gis
