#include "gis/build/build_territory.h"

#include "gis/build/interior_point.h"
#include "gis/ogr_shapes.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>

namespace wangge::gis {
namespace {

using core::Column;
using territory::AreaId;
using territory::BuildingId;
using territory::CellId;
using territory::CompoundId;
using territory::Territory;

/// The place that stands for a building: inside its footprint, or its point; a footprint without area gives its first corner.
std::optional<core::Position> place_of(const BuildingFeature& feature) {
  if (feature.footprint.empty()) return feature.point;
  if (area_of(feature.footprint) > 0) return interior_point(feature.footprint);
  const Ring& outline = feature.footprint.front().outer;
  return outline.empty() ? std::nullopt : std::optional(outline.front());
}

void add_cells(Territory& land, const CellBuild& built, const std::vector<AreaId>& area_of_feature) {
  territory::Cells& cells = land.cells;
  const std::size_t count = built.coverage.size();
  cells.centroid = built.place;
  cells.area = built.area;
  cells.perimeter = built.perimeter;
  cells.outer_border = built.outer_border;
  cells.part = built.part;
  cells.neighbours = built.neighbours;
  cells.households.resize(count, 0);
  cells.residents.resize(count, 0);
  cells.compound.resize(count);
  cells.derived.resize(count, 0);
  cells.parent.resize(count);
  land.cells_of_area.resize(land.areas.size());
  land.buildings_of_cell.resize(count);
  for (const CellId cell : core::ids<CellId>(count)) {
    cells.parent[cell] = area_of_feature[built.area_feature[cell]];
    land.cells_of_area[cells.parent[cell]].push_back(cell);
  }
}

void add_building(Territory& land, const BuildingFeature& feature, CellId cell, const territory::PopulationRules& rules) {
  territory::Buildings& buildings = land.buildings;
  const double given_floors = feature.floors.value_or(rules.default_floors[static_cast<std::size_t>(feature.use)]);
  const BuildingId building = buildings.source_id.push_back(feature.source_id);
  buildings.cell.push_back(cell);
  buildings.position.push_back(*place_of(feature));
  buildings.use.push_back(feature.use);
  buildings.footprint.push_back(core::SquareMetres(area_of(feature.footprint)));
  buildings.floors.push_back(static_cast<float>(given_floors));
  buildings.households.push_back(0);
  buildings.residents.push_back(0);
  buildings.population_source.push_back(territory::PopulationSource::modelled);
  land.buildings_of_cell[cell].push_back(building);
}

void add_buildings(TerritoryBuild& to, const Layers& layers, const CellBuild& built, const territory::PopulationRules& rules) {
  for (std::size_t i = 0; i < layers.buildings.size(); ++i) {
    const BuildingFeature& feature = layers.buildings[i];
    if (built.cell_of_building[i].valid()) {
      add_building(to.territory, feature, built.cell_of_building[i], rules);
      to.feature_of_building.push_back(static_cast<std::uint32_t>(i));
      continue;
    }
    to.territory.unassigned.push_back({feature.source_id, built.unassigned_reason[i], place_of(feature)});
    to.feature_of_unassigned.push_back(static_cast<std::uint32_t>(i));
  }
}

/// A cell belongs to the compound that most of its footprint names; one compound never spans two parents.
void add_compounds(TerritoryBuild& to, const Layers& layers) {
  Territory& land = to.territory;
  std::map<std::pair<AreaId, std::string>, CompoundId> known;
  for (const CellId cell : core::ids<CellId>(land.cells.size())) {
    std::map<std::string, double> share;
    for (const BuildingId building : land.buildings_of_cell[cell]) {
      share[layers.buildings[to.feature_of_building[building]].compound] += 1 + land.buildings.footprint[building].value;
    }
    const auto most =
        std::max_element(share.begin(), share.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most == share.end() || most->first.empty()) continue;
    const auto [at, inserted] = known.try_emplace({land.cells.parent[cell], most->first});
    if (inserted) at->second = land.compounds.push_back(most->first);
    land.cells.compound[cell] = at->second;
  }
}

Column<AreaId, territory::GivenTotals> given_totals(const Layers& layers, const AreaTree& tree) {
  Column<AreaId, territory::GivenTotals> totals(tree.areas.size());
  for (std::size_t level = 0; level < layers.levels.size(); ++level) {
    for (std::size_t feature = 0; feature < layers.levels[level].size(); ++feature) {
      const AreaId area = tree.area_of_feature[level][feature];
      if (!area.valid()) continue;
      totals[area] = {layers.levels[level][feature].households, layers.levels[level][feature].residents};
    }
  }
  return totals;
}

Column<BuildingId, territory::GivenPopulation> given_population(const Layers& layers, const TerritoryBuild& built) {
  Column<BuildingId, territory::GivenPopulation> given;
  for (const std::uint32_t feature : built.feature_of_building) {
    given.push_back({layers.buildings[feature].households, layers.buildings[feature].residents});
  }
  return given;
}

}  // namespace

TerritoryBuild build_territory(const Layers& layers, const BuildRules& rules, core::Threads threads, core::Progress& progress) {
  CellBuild cells = build_cells(layers, rules.cells, threads, progress);
  TerritoryBuild built{.territory = {}, .coverage = {}, .feature_of_building = {}, .feature_of_unassigned = {}, .findings = {}};
  Territory& land = built.territory;
  for (const std::string& name : rules.level_names) land.levels.push_back({name});
  std::vector<LandSample> samples;
  for (const CellId cell : core::ids<CellId>(cells.coverage.size())) {
    samples.push_back({cells.place[cell], cells.area[cell], cells.area_feature[cell]});
  }
  AreaTree tree = build_area_tree(layers, land.levels, samples, rules.areas);
  land.areas = tree.areas;
  add_cells(land, cells, tree.area_of_feature.back());
  add_buildings(built, layers, cells, rules.population);
  add_compounds(built, layers);
  core::Findings population = territory::spread_population(
      land, {.rules = rules.population, .totals = given_totals(layers, tree), .given = given_population(layers, built)});
  built.coverage = std::move(cells.coverage);
  built.findings.append(cells.findings);
  built.findings.append(tree.findings);
  built.findings.append(population);
  land.check_invariants();
  return built;
}

}  // namespace wangge::gis
