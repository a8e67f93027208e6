#include "gis/form/form_source.h"

#include "engine/core/error.h"
#include "gis/ogr_session.h"
#include "gis/read/projector.h"
#include "gis/read/vector_features.h"
#include "gis/read/vector_layer.h"

#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace wangge::gis {
namespace {

SourceSpec source_of(const std::filesystem::path& file, const std::string& layer) {
  SourceSpec source;
  source.path = file.string();
  source.file = file;
  if (!source.is_osm()) source.layer = layer;
  return source;
}

/// The field, where the layer has it.
std::string field_in(const VectorLayer& layer, const std::string& name) {
  return layer.field_or_none(name, name) ? name : std::string();
}

bool has_layer(const SourceSpec& source, const char* name) {
  const GdalMessages messages;
  const DatasetHandle file(GDALDataset::Open(source.file.c_str(), GDAL_OF_VECTOR));
  return file != nullptr && file->GetLayerByName(name) != nullptr;
}

int admin_level(const std::string& text) {
  int level = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), level);
  if (failure == std::errc() && end == text.data() + text.size()) return level;
  throw core::Error(core::ErrorCode::usage,
                    {.zh = fmt::format("区域“{}”：OpenStreetMap 数据应给出 admin_level，例如 8", text),
                     .en = fmt::format("areas '{}': of an OpenStreetMap extract an admin_level is expected, such as 8", text)});
}

}  // namespace

LayerSpecs form_specs(const std::filesystem::path& file, const FormLayerNames& names) {
  LayerSpecs specs;
  specs.buildings.source = source_of(file, names.buildings);
  specs.roads.source = source_of(file, names.roads);
  const bool osm = specs.roads.source.is_osm();
  if (!osm) {
    specs.buildings.floors_field = field_in(VectorLayer(specs.buildings.source), "floors");
    const VectorLayer roads(specs.roads.source);
    specs.roads.class_field = field_in(roads, "class");
    specs.roads.oneway_field = field_in(roads, "oneway");
  }
  if (names.areas.empty()) return specs;
  AreaSpec area;
  area.level = names.areas;
  area.source = source_of(file, names.areas);
  if (osm) area.admin_level = admin_level(names.areas);
  if (!osm) area.code_field = field_in(VectorLayer(area.source), "code");
  area.label_field = "name";
  specs.levels.push_back(area);
  return specs;
}

FormExtras read_form_extras(const LayerSpecs& specs, const Layers& layers, core::Progress& progress) {
  FormExtras extras;
  for (const WaterFeature& water : layers.waters) extras.waters.push_back(water.shape);
  SourceSpec source = specs.buildings.source;
  if (!source.given() || source.is_osm()) return extras;
  if (has_layer(source, "gates")) {
    source.layer = "gates";
    const VectorFeatures<PlaceFeature> gates =
        read_vector_points({.source = source, .kind = "gate", .kind_field = {}, .label_field = {}}, progress);
    const Projector into(gates.reference, layers.reference);
    for (PlaceFeature gate : gates.features) {
      into.project(gate.position);
      extras.gates.push_back(gate.position);
    }
  }
  if (extras.waters.empty() && has_layer(source, "water")) {
    source.layer = "water";
    AreaSpec spec;
    spec.source = source;
    VectorFeatures<AreaFeature> waters = read_vector_areas(spec, progress);
    const Projector into(waters.reference, layers.reference);
    for (AreaFeature& water : waters.features) {
      into.project(water.shape);
      extras.waters.push_back(std::move(water.shape));
    }
  }
  return extras;
}

Position from_degrees(Position degrees, const ReferenceSystem& reference) {
  Projector(longitude_latitude(), reference).project(degrees);
  return degrees;
}

}  // namespace wangge::gis
