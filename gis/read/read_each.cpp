#include "gis/read/read_each.h"

#include "engine/core/error.h"
#include "gis/ogr_shapes.h"

#include <utility>

#include <fmt/format.h>

namespace wangge::gis {

void wrong_kind(const VectorLayer& layer, const OGRFeature& feature, const OGRGeometry& geometry, std::string_view zh,
                std::string_view en) {
  throw core::Error(core::ErrorCode::input,
                    {.zh = fmt::format("文件“{}”的图层 {} 的要素 {} 是 {}；应为{}", layer.path(), layer.name(), layer.id(feature),
                                       geometry.getGeometryName(), zh),
                     .en = fmt::format("layer '{}' of '{}', feature {}: it is a {}, but {} were expected", layer.name(),
                                       layer.path(), layer.id(feature), geometry.getGeometryName(), en)});
}

namespace {

/// Arcs become chords; the caller's geometry is left alone.
std::unique_ptr<OGRGeometry> straight(const OGRGeometry& geometry) {
  return std::unique_ptr<OGRGeometry>(geometry.hasCurveGeometry() != 0 ? geometry.getLinearGeometry() : geometry.clone());
}

}  // namespace

std::unique_ptr<OGRGeometry> geometry_of(const OGRFeature& feature) {
  const OGRGeometry* geometry = feature.GetGeometryRef();
  if (geometry == nullptr || geometry->IsEmpty() != 0) return nullptr;
  return straight(*geometry);
}

/// The lines of a line, multiline or collection.
std::vector<LineString> lines_of(const OGRGeometry& geometry) {
  std::vector<LineString> lines;
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  if (type == wkbLineString) {
    lines.push_back(points_of(*geometry.toLineString()));
  } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0) {
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) {
      for (LineString& line : lines_of(*part)) lines.push_back(std::move(line));
    }
  }
  return lines;
}

core::Finding finding_at(const VectorLayer& layer, const std::string& feature, std::string rule, std::string zh, std::string en) {
  core::Finding finding;
  finding.rule = std::move(rule);
  finding.message = {.zh = fmt::format("文件“{}”的要素 {}：{}", layer.path(), feature, zh),
                     .en = fmt::format("'{}', feature {}: {}", layer.path(), feature, en)};
  finding.file = layer.path();
  finding.layer = layer.name();
  finding.feature = feature;
  return finding;
}

LayerFacts read_each(const VectorLayer& layer, core::Progress& progress, const Take& take) {
  LayerFacts facts;
  facts.reference = layer.reference();
  Reach reach;
  const auto synthetic = layer.field_or_none("synthetic", "synthetic");
  layer.for_each(progress, [&](const OGRFeature& feature) {
    take(feature, reach, facts.findings);
    if (synthetic && !facts.synthetic) facts.synthetic = layer.text(feature, synthetic) == "1";
  });
  reach.check(layer);
  facts.files = layer.files();
  facts.findings.append(layer.findings());
  return facts;
}

}  // namespace wangge::gis
