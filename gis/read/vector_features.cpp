#include "gis/read/vector_features.h"

#include "gis/ogr_shapes.h"
#include "gis/read/building_words.h"
#include "gis/read/count_text.h"
#include "gis/read/read_each.h"
#include "gis/read/vector_layer.h"

#include <memory>
#include <utility>

#include <fmt/format.h>

namespace wangge::gis {
namespace {

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
      core::Finding empty =
          finding_at(layer, layer.id(feature), "point.empty", "没有坐标，未采用", "it has no position; not used");
      empty.severity = core::Severity::error;
      findings.add(std::move(empty));
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
