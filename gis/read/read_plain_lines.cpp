#include "gis/read/read_plain_lines.h"

#include "gis/ogr_session.h"
#include "gis/read/projector.h"
#include "gis/read/vector_layer.h"

#include <cmath>
#include <utility>

#include <ogr_feature.h>
#include <ogr_geometry.h>

namespace wangge::gis {
namespace {

void add_points(const OGRSimpleCurve& curve, std::vector<LineString>& lines) {
  LineString line;
  for (int i = 0; i < curve.getNumPoints(); ++i) {
    const Position point{curve.getX(i), curve.getY(i)};
    if (std::isfinite(point.x) && std::isfinite(point.y)) line.push_back(point);
  }
  if (line.size() > 1) lines.push_back(std::move(line));
}

void add_lines(const OGRGeometry& geometry, std::vector<LineString>& lines) {
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  if (type == wkbLineString) {
    add_points(*geometry.toLineString(), lines);
  } else if (type == wkbPolygon) {
    for (const OGRLinearRing* ring : *geometry.toPolygon()) add_points(*ring, lines);
  } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0) {
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) add_lines(*part, lines);
  }
}

}  // namespace

std::vector<LineString> read_plain_lines(const SourceSpec& source, const ReferenceSystem& reference, core::Progress& progress,
                                         core::Findings& findings) {
  const GdalMessages messages;
  const VectorLayer layer(source);
  std::vector<LineString> lines;
  layer.for_each(progress, [&](const OGRFeature& feature) {
    if (const OGRGeometry* geometry = feature.GetGeometryRef()) add_lines(*geometry, lines);
  });
  const Projector into(layer.reference(), reference);
  for (LineString& line : lines) into.project(line);
  findings.append(layer.findings());
  return lines;
}

}  // namespace wangge::gis
