#include "scenarios/steps/layer_specs.h"

#include <filesystem>

namespace wangge::scenarios {
namespace {

gis::SourceSpec source_spec(const Scenario& scenario, const LayerRef& source) {
  return {.path = source.path,
          .file = located_file(scenario, source.path),
          .layer = source.layer,
          .encoding = source.encoding,
          .reference = source.reference,
          .named_by = source.named_by,
          .layer_named_by = source.layer_named_by};
}

gis::AreaSpec area_spec(const Scenario& scenario, const LevelSpec& level) {
  return {.level = level.name,
          .source = source_spec(scenario, level.source),
          .admin_level = level.admin_level,
          .code_field = level.code_field,
          .label_field = level.label_field,
          .parent_field = level.parent_field,
          .residents_field = level.residents_field,
          .households_field = level.households_field,
          .within = level.within};
}

gis::BuildingLayerSpec building_spec(const Scenario& scenario) {
  const BuildingSpec& buildings = scenario.buildings;
  return {.source = source_spec(scenario, buildings.source),
          .id_field = buildings.id_field,
          .use_field = buildings.use_field,
          .use_of_type = buildings.use_of_type,
          .floors_field = buildings.floors_field,
          .households_field = buildings.households_field,
          .residents_field = buildings.residents_field,
          .compound_field = buildings.compound_field,
          .name_field = {}};
}

gis::LineSpec line_spec(const Scenario& scenario) {
  const RoadSpec& roads = scenario.roads;
  return {.source = source_spec(scenario, roads.source),
          .class_field = roads.class_field,
          .class_of_type = roads.class_of_type,
          .oneway_field = roads.oneway_field,
          .name_field = roads.name_field,
          .elevation = roads.elevation ? source_spec(scenario, *roads.elevation) : gis::SourceSpec{},
          .oneway_words = roads.oneway_words,
          .moment = {scenario.coverage.day, scenario.coverage.hour}};
}

gis::AreaSpec grid_spec(const Scenario& scenario) {
  gis::AreaSpec spec;
  spec.level = "grid";
  spec.source = source_spec(scenario, *scenario.grids.source);
  spec.code_field = scenario.grids.code_field;
  spec.label_field = scenario.grids.label_field;
  return spec;
}

gis::LineSpec barrier_spec(const Scenario& scenario, const BarrierSpec& barrier) {
  gis::LineSpec spec;
  spec.source = source_spec(scenario, barrier.source);
  spec.class_field = barrier.class_field;
  spec.name_field = barrier.name_field;
  spec.class_named_by = "barrier[].class";
  return spec;
}

}  // namespace

gis::SourceSpec source_of(const Scenario& scenario, const LayerRef& layer) { return source_spec(scenario, layer); }

std::filesystem::path located_file(const Scenario& scenario, const std::string& written) {
  const std::filesystem::path path(written);
  if (scenario.synth && written == made_town_file) return std::filesystem::path(scenario.town_folder) / path;
  if (written.empty() || path.is_absolute() || written.find(':') != std::string::npos) return path;
  return std::filesystem::path(scenario.path).parent_path() / path;
}

gis::LayerSpecs layer_specs(const Scenario& scenario) {
  gis::LayerSpecs specs;
  for (const LevelSpec& level : scenario.levels) specs.levels.push_back(area_spec(scenario, level));
  specs.buildings = building_spec(scenario);
  specs.roads = line_spec(scenario);
  for (const BarrierSpec& barrier : scenario.barriers) specs.barriers.push_back(barrier_spec(scenario, barrier));
  if (scenario.water) specs.water = source_spec(scenario, *scenario.water);
  if (scenario.roads.walls) specs.walls = source_spec(scenario, *scenario.roads.walls);
  if (scenario.roads.barriers)
    specs.road_barriers = {source_spec(scenario, *scenario.roads.barriers), scenario.roads.barrier_kind_field};
  if (scenario.grids.source) specs.grids = grid_spec(scenario);
  specs.reference = scenario.reference.empty() ? "auto" : scenario.reference;
  return specs;
}

gis::PointSpec point_spec(const Scenario& scenario, const PostSpec& post) {
  return {.source = source_spec(scenario, *post.at),
          .kind = post.kind,
          .kind_field = post.kind_field,
          .label_field = post.label_field};
}

gis::SourceSpec locked_lines_spec(const Scenario& scenario) { return source_spec(scenario, *scenario.planning.locked_lines); }

gis::CountSpec count_spec(const Scenario& scenario, const LedgerSpec& ledger) {
  return {.source = source_spec(scenario, ledger.source),
          .count_field = ledger.count_field,
          .kind_field = ledger.kind_field,
          .name_field = ledger.name_field};
}

}  // namespace wangge::scenarios
