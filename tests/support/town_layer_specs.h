#pragma once

#include "gis/read/layer_specs.h"

#include <filesystem>
#include <string>
#include <vector>

namespace wangge::test {

/// How a scenario reads the GeoPackage of a made town.
inline gis::LayerSpecs town_layer_specs(const std::filesystem::path& file, const std::vector<std::string>& levels) {
  const auto source = [&](const std::string& layer) {
    gis::SourceSpec spec;
    spec.path = file.filename().string();
    spec.file = file;
    spec.layer = layer;
    return spec;
  };
  gis::LayerSpecs specs;
  for (const std::string& level : levels) {
    gis::AreaSpec area;
    area.level = level;
    area.source = source(level);
    area.code_field = "code";
    area.label_field = "name";
    if (level != levels.front()) area.parent_field = "parent";
    area.residents_field = "residents";
    area.households_field = "households";
    specs.levels.push_back(area);
  }
  specs.buildings.source = source("buildings");
  specs.buildings.id_field = "id";
  specs.buildings.use_field = "use";
  specs.buildings.floors_field = "floors";
  specs.buildings.households_field = "households";
  specs.buildings.residents_field = "residents";
  specs.buildings.compound_field = "compound";
  specs.roads.source = source("roads");
  specs.roads.class_field = "class";
  specs.roads.oneway_field = "oneway";
  specs.roads.name_field = "name";
  specs.reference = "EPSG:4545";
  return specs;
}

/// How a scenario reads its extract.
inline gis::LayerSpecs town_extract_specs(const std::filesystem::path& file, const std::vector<std::string>& levels,
                                          const std::vector<int>& admin_levels) {
  gis::SourceSpec source;
  source.path = file.filename().string();
  source.file = file;
  gis::LayerSpecs specs;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    gis::AreaSpec area;
    area.level = levels[i];
    area.source = source;
    area.admin_level = admin_levels[i];
    area.code_field = "ref";
    area.label_field = "name";
    area.residents_field = "population";
    area.households_field = "wangge:households";
    specs.levels.push_back(area);
  }
  specs.buildings.source = source;
  specs.buildings.households_field = "wangge:households";
  specs.buildings.residents_field = "wangge:residents";
  specs.buildings.compound_field = "addr:place";
  specs.roads.source = source;
  specs.reference = "EPSG:4545";
  return specs;
}

}  // namespace wangge::test
