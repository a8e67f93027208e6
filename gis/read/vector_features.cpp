#include "gis/read/vector_features.h"

#include "engine/core/error.h"
#include "gis/ogr_reference.h"
#include "gis/ogr_shapes.h"
#include "gis/read/building_words.h"
#include "gis/read/count_text.h"
#include "gis/read/road_words.h"
#include "gis/read/vector_layer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace wangge::gis {
namespace {

/// Grows over the finite positions of a layer.
class Reach {
 public:
  void add(Position position) {
    if (!std::isfinite(position.x) || !std::isfinite(position.y)) return;
    box_ = any_ ? joined(box_, {position, position}) : Box{position, position};
    any_ = true;
  }
  void add(const LineString& line) {
    for (const Position position : line) add(position);
  }
  void add(const MultiPolygon& shape) {
    for (const Polygon& part : shape) add(part.outer);
  }
  void check(const VectorLayer& layer) const {
    if (any_) layer.check_units(box_);
  }

 private:
  Box box_;
  bool any_ = false;
};

[[noreturn]] void wrong_kind(const VectorLayer& layer, const OGRFeature& feature, const OGRGeometry& geometry,
                             std::string_view zh, std::string_view en) {
  throw core::Error(core::ErrorCode::input,
                    {.zh = fmt::format("文件“{}”的图层 {} 的要素 {} 是 {}；应为{}", layer.path(), layer.name(), layer.id(feature),
                                       geometry.getGeometryName(), zh),
                     .en = fmt::format("layer '{}' of '{}', feature {}: it is a {}, but {} were expected", layer.name(),
                                       layer.path(), layer.id(feature), geometry.getGeometryName(), en)});
}

/// Arcs become chords; the caller's geometry is left alone.
std::unique_ptr<OGRGeometry> straight(const OGRGeometry& geometry) {
  return std::unique_ptr<OGRGeometry>(geometry.hasCurveGeometry() != 0 ? geometry.getLinearGeometry() : geometry.clone());
}

/// Nothing where the feature has no geometry.
std::unique_ptr<OGRGeometry> geometry_of(const OGRFeature& feature) {
  const OGRGeometry* geometry = feature.GetGeometryRef();
  if (geometry == nullptr || geometry->IsEmpty() != 0) return nullptr;
  return straight(*geometry);
}

bool is_point(const OGRGeometry& geometry) { return wkbFlatten(geometry.getGeometryType()) == wkbPoint; }

Position position_of(const OGRGeometry& geometry) {
  const OGRPoint& point = *geometry.toPoint();
  return {point.getX(), point.getY()};
}

MultiPolygon shape_of(const VectorLayer& layer, const OGRFeature& feature, const OGRGeometry& geometry) {
  MultiPolygon shape = polygons_of(geometry);
  if (shape.empty()) wrong_kind(layer, feature, geometry, "面", "polygons");
  return shape;
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

territory::BuildingUse use_of(const std::string& type, const BuildingLayerSpec& spec) {
  const auto named = spec.use_of_type.find(type);
  if (named == spec.use_of_type.end()) return use_of_building_word(type);
  return territory::building_use(named->second).value_or(territory::BuildingUse::unknown);
}

void set_footprint(BuildingFeature& building, const VectorLayer& layer, const OGRFeature& feature, Reach& reach) {
  const std::unique_ptr<OGRGeometry> geometry = geometry_of(feature);
  if (!geometry) return;
  if (is_point(*geometry)) {
    building.point = position_of(*geometry);
    reach.add(*building.point);
  } else {
    building.footprint = shape_of(layer, feature, *geometry);
    reach.add(building.footprint);
  }
}

/// What the words of a line layer mean.
class LineWords {
 public:
  explicit LineWords(const LineSpec& spec) : spec_(spec) {}

  /// False when the word is in no list; the line is then a residential road.
  [[nodiscard]] bool set_class(LineFeature& line) const {
    const auto named = spec_.class_of_type.find(line.type);
    const auto own = network::line_class(named != spec_.class_of_type.end() ? named->second : line.type);
    const auto meaning = own ? std::nullopt : road_meaning(line.type);
    const auto water = own ? std::nullopt : waterway_class(line.type);
    const auto rail = own ? std::nullopt : rail_class(line.type);
    line.line_class = own       ? *own
                      : meaning ? meaning->line_class
                      : water   ? *water
                                : rail.value_or(network::LineClass::residential);
    line.access = meaning ? meaning->access : usual_access(line.line_class);
    return own || meaning || water || rail || line.type.empty();
  }

 private:
  const LineSpec& spec_;
};

void set_oneway(LineFeature& line, const std::string& word) {
  const network::Direction direction = oneway_direction(word);
  if (direction == network::Direction::both) return;
  for (const network::Mode mode : {network::Mode::ebike, network::Mode::car}) {
    network::Direction& access = line.access[static_cast<std::size_t>(mode)];
    if (access != network::Direction::closed) access = direction;
  }
}

/// As extracts of OpenStreetMap in other formats write it, or in words or numbers.
bool said_yes(const std::string& word) {
  constexpr std::array<std::string_view, 6> yes{"yes", "true", "1", "T", "t", "Y"};
  return std::find(yes.begin(), yes.end(), word) != yes.end();
}

/// What is made of one feature: its places go to the reach, what is wrong with it to the findings.
using Take = std::function<void(const OGRFeature&, Reach&, core::Findings&)>;

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

}  // namespace

VectorFeatures<AreaFeature> read_vector_areas(const AreaSpec& spec, core::Progress& progress) {
  const VectorLayer layer(spec.source);
  const auto code = layer.field(spec.code_field);
  const auto label = layer.field_or_none(spec.label_field, "name");
  const auto parent = layer.field(spec.parent_field);
  const auto residents = layer.field(spec.residents_field);
  const auto households = layer.field(spec.households_field);
  std::vector<AreaFeature> areas;
  LayerFacts facts = read_each(layer, progress, [&](const OGRFeature& feature, Reach& reach, core::Findings& /*findings*/) {
    AreaFeature area;
    area.source_id = layer.id(feature);
    area.code = layer.text(feature, code);
    area.name = layer.text(feature, label);
    area.parent_code = layer.text(feature, parent);
    area.residents = layer.count(feature, residents, most_in_area);
    area.households = layer.count(feature, households, most_in_area);
    if (const auto geometry = geometry_of(feature)) area.shape = shape_of(layer, feature, *geometry);
    reach.add(area.shape);
    areas.push_back(std::move(area));
  });
  return {std::move(facts), std::move(areas)};
}

VectorFeatures<BuildingFeature> read_vector_buildings(const BuildingLayerSpec& spec, core::Progress& progress) {
  const VectorLayer layer(spec.source);
  const auto id = layer.field(spec.id_field);
  const auto use = layer.field(spec.use_field);
  const auto floors = layer.field(spec.floors_field);
  const auto households = layer.field(spec.households_field);
  const auto residents = layer.field(spec.residents_field);
  const auto compound = layer.field(spec.compound_field);
  const auto name = layer.field(spec.name_field);
  std::vector<BuildingFeature> buildings;
  LayerFacts facts = read_each(layer, progress, [&](const OGRFeature& feature, Reach& reach, core::Findings& findings) {
    BuildingFeature building;
    building.source_id = layer.id(feature, id);
    building.type = layer.text(feature, use);
    building.use = use_of(building.type, spec);
    building.name = layer.text(feature, name);
    building.compound = layer.text(feature, compound);
    const std::string storeys = layer.text(feature, floors);
    building.floors = floors_of(storeys);
    if (!storeys.empty() && !building.floors) {
      core::Finding finding =
          finding_at(layer, building.source_id, "building.floors", fmt::format("层数“{}”无法理解，视为缺失", storeys),
                     fmt::format("floors '{}' are not understood, taken as missing", storeys));
      finding.value = storeys;
      findings.add(std::move(finding));
    }
    building.households = layer.count(feature, households, most_in_building);
    building.residents = layer.count(feature, residents, most_in_building);
    set_footprint(building, layer, feature, reach);
    buildings.push_back(std::move(building));
  });
  return {std::move(facts), std::move(buildings)};
}

VectorFeatures<LineFeature> read_vector_lines(const LineSpec& spec, core::Progress& progress) {
  const VectorLayer layer(spec.source);
  const auto type = layer.field(spec.class_field);
  const auto oneway = layer.field(spec.oneway_field);
  const auto name = layer.field_or_none(spec.name_field, "name");
  const auto tunnel = layer.field_or_none("tunnel", "tunnel");
  const auto bridge = layer.field_or_none("bridge", "bridge");
  const LineWords words(spec);
  std::vector<LineFeature> lines;
  LayerFacts facts = read_each(layer, progress, [&](const OGRFeature& feature, Reach& reach, core::Findings& findings) {
    LineFeature line;
    line.source_id = layer.id(feature);
    line.type = layer.text(feature, type);
    line.name = layer.text(feature, name);
    if (!words.set_class(line)) {
      core::Finding finding =
          finding_at(layer, line.source_id, "road.class", fmt::format("道路类别“{}”未知，按居住区道路处理", line.type),
                     fmt::format("class '{}' is not known, taken as residential", line.type));
      finding.value = line.type;
      findings.add(std::move(finding));
    }
    set_oneway(line, layer.text(feature, oneway));
    line.tunnel = said_yes(layer.text(feature, tunnel));
    line.bridge = said_yes(layer.text(feature, bridge));
    const auto geometry = geometry_of(feature);
    if (!geometry) {
      findings.add(finding_at(layer, line.source_id, "road.broken", "没有几何；已略去", "it has no geometry; left out"));
      return;
    }
    const std::vector<LineString> parts = lines_of(*geometry);
    if (parts.empty()) wrong_kind(layer, feature, *geometry, "线", "lines");
    for (const LineString& part : parts) {
      reach.add(part);
      lines.push_back(line);
      lines.back().points = part;
    }
  });
  return {std::move(facts), std::move(lines)};
}

VectorFeatures<WaterFeature> read_vector_waters(const SourceSpec& source, core::Progress& progress) {
  const VectorLayer layer(source);
  const auto name = layer.field_or_none("name", "name");
  std::vector<WaterFeature> waters;
  LayerFacts facts = read_each(layer, progress, [&](const OGRFeature& feature, Reach& reach, core::Findings& /*findings*/) {
    const auto geometry = geometry_of(feature);
    if (!geometry) return;
    WaterFeature water{layer.id(feature), layer.text(feature, name), shape_of(layer, feature, *geometry)};
    reach.add(water.shape);
    waters.push_back(std::move(water));
  });
  return {std::move(facts), std::move(waters)};
}

VectorFeatures<PlaceFeature> read_vector_points(const PointSpec& spec, core::Progress& progress) {
  const VectorLayer layer(spec.source);
  const auto label = layer.field_or_none(spec.label_field, "name");
  const auto kind = layer.field(spec.kind_field);
  std::vector<PlaceFeature> places;
  LayerFacts facts = read_each(layer, progress, [&](const OGRFeature& feature, Reach& reach, core::Findings& findings) {
    if (kind && layer.text(feature, kind) != spec.kind) return;
    const auto geometry = geometry_of(feature);
    if (!geometry) {
      findings.add(finding_at(layer, layer.id(feature), "point.empty", "没有坐标，未采用", "it has no position; not used"));
      return;
    }
    if (!is_point(*geometry)) wrong_kind(layer, feature, *geometry, "点", "points");
    PlaceFeature place;
    place.source_id = layer.id(feature);
    place.kind = spec.kind;
    place.name = layer.text(feature, label);
    place.position = position_of(*geometry);
    reach.add(place.position);
    places.push_back(std::move(place));
  });
  return {std::move(facts), std::move(places)};
}

}  // namespace wangge::gis
