#include "scenarios/steps/dedicated_step.h"

#include "engine/core/nearest.h"
#include "engine/planning/dedicated/fixed_grids.h"
#include "gis/read/read_counts.h"
#include "scenarios/steps/dedicated_names.h"
#include "scenarios/steps/layer_specs.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

using planning::KindHolder;
using territory::BuildingId;
using territory::BuildingUse;
using territory::CellId;
using territory::Territory;

/// Where each kind is, from all that tells kinds.
using KindPlaces = std::map<std::string, std::vector<KindHolder>>;

const gis::BuildingFeature& feature_of(const std::map<std::string, const gis::BuildingFeature*>& features,
                                       const Territory& territory, BuildingId building) {
  return *features.at(territory.buildings.source_id[building]);
}

double floor_area(const territory::Buildings& buildings, BuildingId building) {
  return buildings.footprint[building].value * static_cast<double>(buildings.floors[building]);
}

/// The name of the largest building of the cell that has one, of those of that kind (empty: of any).
std::string building_name(const std::map<std::string, const gis::BuildingFeature*>& features, const Territory& territory,
                          CellId cell, const std::string& kind) {
  std::string name;
  double most = -1;
  for (const BuildingId building : territory.buildings_of_cell[cell]) {
    const gis::BuildingFeature& feature = feature_of(features, territory, building);
    if (feature.name.empty() || (!kind.empty() && feature.type != kind)) continue;
    const double area = floor_area(territory.buildings, building);
    if (area <= most) continue;
    most = area;
    name = feature.name;
  }
  return name;
}

std::map<std::string, const gis::BuildingFeature*> features_by_id(const gis::Layers& layers) {
  std::map<std::string, const gis::BuildingFeature*> features;
  for (const gis::BuildingFeature& feature : layers.buildings) features.emplace(feature.source_id, &feature);
  return features;
}

/// A cell holds the kind of most of its floor area; without any floor area, that of its first building.
void add_buildings(const gis::Layers& layers, const Territory& territory, KindPlaces& places) {
  const auto features = features_by_id(layers);
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) {
    std::map<std::string, double> floors;
    double all = 0;
    for (const BuildingId building : territory.buildings_of_cell[cell]) {
      const double area = floor_area(territory.buildings, building);
      floors[feature_of(features, territory, building).type] += area;
      all += area;
    }
    for (const auto& [word, area] : floors) {
      if (!word.empty() && 2 * area >= all) places[word].push_back({cell, false, building_name(features, territory, cell, word)});
    }
  }
}

/// Names of buildings by cell, for places of a use.
std::vector<KindHolder> named_buildings(const gis::Layers& layers, const Territory& territory) {
  const auto features = features_by_id(layers);
  std::vector<KindHolder> holders;
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) {
    std::string name = building_name(features, territory, cell, {});
    if (!name.empty()) holders.push_back({cell, false, std::move(name)});
  }
  return holders;
}

bool lodges(const Territory& territory, CellId cell) {
  const auto use = planning::main_use(territory, cell);
  return use == BuildingUse::residential || use == BuildingUse::mixed;
}

void add_ledgers(const Scenario& scenario, const gis::Layers& layers, const Territory& territory, const CellGround& ground,
                 core::Progress& progress, KindPlaces& places) {
  for (const LedgerSpec& spec : scenario.ledgers) {
    if (spec.kind_field.empty()) continue;
    core::Findings told;  // whoever counts this ledger tells them
    const std::vector<gis::CountedPoint> points = gis::read_counts(count_spec(scenario, spec), layers.reference, progress, told);
    for (const gis::CountedPoint& point : points) {
      const std::optional<CellId> cell = point.kind.empty() ? std::nullopt : ground.at(point.position);
      if (cell) places[point.kind].push_back({*cell, lodges(territory, *cell), point.name});
    }
  }
}

KindPlaces kind_places(const Scenario& scenario, const gis::Layers& layers, const Territory& territory, const CellGround& ground,
                       core::Progress& progress) {
  KindPlaces places;
  const auto& wishes = scenario.planning.dedicated;
  if (std::all_of(wishes.begin(), wishes.end(), [](const PlanningSpec::Dedicated& wish) { return wish.kinds.empty(); }))
    return places;
  add_buildings(layers, territory, places);
  const auto& ledgers = scenario.ledgers;
  if (std::any_of(ledgers.begin(), ledgers.end(), [](const LedgerSpec& ledger) { return !ledger.kind_field.empty(); }))
    add_ledgers(scenario, layers, territory, ground, progress, places);
  return places;
}

core::Finding unknown_kind(const std::string& key, const std::string& kind, const KindPlaces& places) {
  std::vector<std::string> known;
  for (const auto& [word, holders] : places) known.push_back(word);
  const auto guess = core::nearest(kind, known);
  return {.rule = "planning.dedicated_unknown",
          .severity = core::Severity::warning,
          .message = {.zh = fmt::format("{}：没有建筑、组织或企业的种类是“{}”{}", key, kind,
                                        guess ? fmt::format("，是不是“{}”？", *guess) : ""),
                      .en = fmt::format("{}: no building, organisation or enterprise is of kind '{}'{}", key, kind,
                                        guess ? fmt::format("; did you mean '{}'?", *guess) : "")},
          .feature = key};
}

/// By cell, each once; a cell with a house of its own for one of them is no lodging. An organisation's name goes before that of
/// its building, which is only told where the other is not.
std::vector<KindHolder> holders_of(const PlanningSpec::Dedicated& spec, const KindPlaces& places, core::Findings& findings) {
  std::map<CellId, KindHolder> of_cell;
  for (const std::string& kind : spec.kinds) {
    const auto found = places.find(kind);
    if (found == places.end()) {
      findings.add(unknown_kind(spec.key, kind, places));
      continue;
    }
    for (auto holder = found->second.rbegin(); holder != found->second.rend(); ++holder) {
      const auto [entry, first] = of_cell.emplace(holder->cell, *holder);
      if (first) continue;
      entry->second.lodger = entry->second.lodger && holder->lodger;
      if (entry->second.name.empty()) entry->second.name = holder->name;
    }
  }
  std::vector<KindHolder> holders;
  for (auto& [cell, holder] : of_cell) holders.push_back(std::move(holder));
  return holders;
}

core::Finding not_made(const planning::DedicatedGrid& grid, const planning::Plan& plan) {
  std::set<std::string> codes;
  for (const CellId cell : grid.cells) codes.insert(plan.code(plan.grid_of(cell)));
  const std::string name = grid.name.empty() ? std::string() : " " + grid.name;
  return {.rule = "planning.dedicated_not_made",
          .severity = core::Severity::warning,
          .message = {.zh = fmt::format("{}：未设专属网格{}：现状网格照原样采用，其 {} 个单元仍在网格 {} 中。wangge plan "
                                        "会据此另行划分，wangge edit 的 dedicate 可就地设立",
                                        grid.key, name, grid.cells.size(), fmt::join(codes, "、")),
                      .en = fmt::format(
                          "{}: the dedicated grid{} is not made: today's grids are taken as they are, its {} cells stay "
                          "in grid {}. wangge plan divides the land around it, the edit `dedicate` of wangge edit "
                          "makes it alone",
                          grid.key, name, grid.cells.size(), fmt::join(codes, ", "))},
          .feature = grid.key};
}

}  // namespace

planning::DedicatedChoice dedicated_grids(const Scenario& scenario, const gis::Layers& layers, const Territory& territory,
                                          const CellGround& ground, const planning::PlanningRules& rules,
                                          const planning::Plan* today, core::Progress& progress) {
  if (scenario.planning.dedicated.empty()) return {};
  const KindPlaces places = kind_places(scenario, layers, territory, ground, progress);
  core::Findings findings;
  std::vector<planning::DedicatedWish> wishes;
  for (const PlanningSpec::Dedicated& spec : scenario.planning.dedicated) {
    planning::DedicatedWish& wish = wishes.emplace_back();
    wish.what.buildings = spec.buildings;
    wish.what.compounds = spec.compounds;
    if (!spec.use.empty()) wish.use = territory::building_use(spec.use);
    wish.kinds = spec.kinds;
    wish.holders = wish.use ? named_buildings(layers, territory) : holders_of(spec, places, findings);
    wish.land_at_least = spec.land_at_least;
    wish.floor_area_at_least = spec.floor_area_at_least;
    wish.residents_at_least = spec.residents_at_least;
    wish.code = spec.code;
    wish.name = spec.name;
    wish.key = spec.key;
  }
  const planning::FixedGrids kept = planning::fixed_grids(territory, rules, {}, today, scenario.planning.locked);
  planning::DedicatedChoice choice = planning::choose_dedicated(territory, rules.households, wishes, kept);
  choice.grids = uniquely_named(std::move(choice.grids), scenario.planning.dedicated, territory);
  findings.append(choice.findings);
  choice.findings = std::move(findings);
  return choice;
}

core::Findings dedicate_given(const planning::DedicatedChoice& choice, planning::Plan& plan) {
  core::Findings findings;
  for (const planning::DedicatedGrid& wanted : choice.grids) {
    const planning::GridId grid = plan.grid_of(wanted.cells.front());
    const auto cells = plan.cells_of(grid);
    if (!std::equal(cells.begin(), cells.end(), wanted.cells.begin(), wanted.cells.end())) {
      findings.add(not_made(wanted, plan));
      continue;
    }
    planning::GridLabel label = plan.label(grid);
    label.kind = planning::GridKind::dedicated;
    (void)plan.apply(planning::LabelGrid{grid, std::move(label)});
  }
  return findings;
}

}  // namespace wangge::scenarios
