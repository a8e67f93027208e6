#include "scenarios/steps/plan_rows.h"

#include "engine/network/road_class.h"
#include "gis/build/interior_point.h"

#include <algorithm>
#include <string>
#include <utility>

namespace wangge::scenarios {
namespace {

/// With other grids of the parent, as the aims of a plan and metrics.json count it.
double border_of(const planning::GridTally& tally) {
  double length = 0;
  for (const core::Metres part : tally.border) length += part.value;
  return length;
}

using core::Column;
using gis::PlanFile;
using planning::GridId;
using territory::AreaId;
using territory::BuildingId;
using territory::CellId;

class Rows {
 public:
  Rows(PlanRowInputs& inputs, core::Threads threads)
      : in_(inputs), land_(inputs.built.territory), coverage_(inputs.built.coverage), threads_(threads) {}

  PlanFile run() {
    rows_.reference = in_.layers.reference;
    rows_.synthetic = in_.synthetic;
    add_levels();
    add_grids();
    add_cells();
    add_buildings();
    add_unassigned();
    add_posts();
    rows_.circles = std::move(in_.circles);
    rows_.circle_changes = std::move(in_.circle_changes);
    rows_.code_history = std::move(in_.record.code_history);
    rows_.voided_codes = std::move(in_.record.voided);
    add_backdrop();
    return std::move(rows_);
  }

 private:
  void add_levels();
  void add_grids();
  void add_cells();
  void add_buildings();
  void add_unassigned();
  void add_posts();
  void add_backdrop();
  [[nodiscard]] const std::string& grid_code(CellId cell) const { return in_.plan.code(in_.plan.grid_of(cell)); }

  PlanRowInputs& in_;
  const territory::Territory& land_;
  const gis::CellCoverage& coverage_;
  core::Threads threads_;
  PlanFile rows_;
};

void Rows::add_levels() {
  for (std::size_t level = 0; level < land_.levels.size(); ++level) {
    std::vector<AreaId> members;
    Column<AreaId, std::uint32_t> number(land_.areas.size(), 0);
    for (const AreaId area : core::ids<AreaId>(land_.areas.size())) {
      if (land_.areas.level[area] != territory::LevelId(level)) continue;
      number[area] = static_cast<std::uint32_t>(members.size());
      members.push_back(area);
    }
    Column<CellId, std::uint32_t> label(land_.cells.size());
    for (const CellId cell : core::ids<CellId>(land_.cells.size())) {
      AreaId area = land_.cells.parent[cell];
      while (land_.areas.level[area] != territory::LevelId(level)) area = land_.areas.parent[area];
      label[cell] = number[area];
    }
    auto shapes = coverage_.dissolve(label, static_cast<std::uint32_t>(members.size()), threads_);
    const std::size_t first = rows_.levels.size();
    for (const AreaId area : members) {
      const AreaId parent = land_.areas.parent[area];
      rows_.levels.push_back({.level = land_.levels[level].name,
                              .code = land_.areas.code[area],
                              .name = land_.areas.name[area],
                              .parent = parent.valid() ? land_.areas.code[parent] : std::string(),
                              .households = land_.areas.households[area],
                              .residents = land_.areas.residents[area],
                              .area_m2 = land_.areas.area[area].value,
                              .shape = std::move(shapes[number[area]])});
    }
    std::sort(rows_.levels.begin() + static_cast<std::ptrdiff_t>(first), rows_.levels.end(),
              [](const PlanFile::Level& a, const PlanFile::Level& b) { return a.code < b.code; });
  }
}

void Rows::add_grids() {
  std::vector<GridId> grids = in_.plan.grids();
  std::sort(grids.begin(), grids.end(), [&](GridId a, GridId b) { return in_.plan.code(a) < in_.plan.code(b); });
  Column<GridId, std::uint32_t> number(in_.plan.id_bound(), 0);
  for (std::size_t i = 0; i < grids.size(); ++i) number[grids[i]] = static_cast<std::uint32_t>(i);
  Column<CellId, std::uint32_t> label(land_.cells.size());
  for (const CellId cell : core::ids<CellId>(land_.cells.size())) label[cell] = number[in_.plan.grid_of(cell)];
  auto shapes = coverage_.dissolve(label, static_cast<std::uint32_t>(grids.size()), threads_);
  for (const GridId grid : grids) {
    const planning::GridTally tally = in_.plan.tally(grid);
    const planning::Verdict verdict = in_.plan.verdict(grid);
    gis::MultiPolygon& shape = shapes[number[grid]];
    rows_.grids.push_back({.code = in_.plan.code(grid),
                           .name = in_.plan.name(grid),
                           .parent = land_.areas.code[in_.plan.parent(grid)],
                           .kind = std::string(planning::name(in_.plan.kind(grid))),
                           .households = tally.households,
                           .residents = tally.residents,
                           .buildings = tally.buildings,
                           .area_m2 = tally.area.value,
                           .work = tally.work,
                           .compactness = in_.plan.compactness(grid),
                           .border_m = border_of(tally),
                           .valid = verdict.valid,
                           .reason = verdict.reason.en,
                           .reason_zh = verdict.reason.zh,
                           .version = std::to_string(in_.record.life.version),
                           .status = status_text(in_.record.life),
                           .effective_from = in_.record.life.effective_from,
                           .label = gis::interior_point(shape),
                           .shape = std::move(shape)});
  }
}

void Rows::add_cells() {
  for (const CellId cell : core::ids<CellId>(land_.cells.size())) {
    const territory::CompoundId compound = land_.cells.compound[cell];
    rows_.cells.push_back({.cell = cell.value(),
                           .grid = grid_code(cell),
                           .parent = land_.areas.code[land_.cells.parent[cell]],
                           .compound = compound.valid() ? land_.compounds[compound] : std::string(),
                           .households = land_.cells.households[cell],
                           .residents = land_.cells.residents[cell],
                           .area_m2 = land_.cells.area[cell].value,
                           .derived = land_.cells.derived[cell] != 0,
                           .shape = coverage_.polygon(cell)});
  }
}

void Rows::add_buildings() {
  const territory::Buildings& buildings = land_.buildings;
  for (const BuildingId building : core::ids<BuildingId>(buildings.size())) {
    const gis::BuildingFeature& feature = in_.layers.buildings[in_.built.feature_of_building[building]];
    const network::TravelTime time = in_.coverage.time[building];
    rows_.buildings.push_back({.building = buildings.source_id[building],
                               .cell = buildings.cell[building].value(),
                               .grid = grid_code(buildings.cell[building]),
                               .use = std::string(territory::name(buildings.use[building])),
                               .floors = buildings.floors[building],
                               .households = buildings.households[building],
                               .residents = buildings.residents[building],
                               .population_source = std::string(territory::name(buildings.population_source[building])),
                               .minutes = time.reachable() ? std::optional(core::in_minutes(time.value())) : std::nullopt,
                               .in_time = in_.effective != nullptr ? in_.effective->on_shift[building] : std::nullopt,
                               .shape = feature.footprint,
                               .point = feature.footprint.empty() ? std::optional(buildings.position[building]) : std::nullopt});
  }
}

void Rows::add_unassigned() {
  for (std::size_t i = 0; i < land_.unassigned.size(); ++i) {
    const gis::BuildingFeature& feature = in_.layers.buildings[in_.built.feature_of_unassigned[i]];
    rows_.unassigned.push_back({.building = land_.unassigned[i].source_id,
                                .reason = land_.unassigned[i].reason.en,
                                .reason_zh = land_.unassigned[i].reason.zh,
                                .shape = feature.footprint,
                                .point = feature.footprint.empty() ? land_.unassigned[i].position : std::nullopt});
  }
}

void Rows::add_posts() {
  for (const siting::Post& post : in_.posts) {
    rows_.posts.push_back({.post = post.name,
                           .level = post.level,
                           .kind = post.kind,
                           .name = post.name,
                           .parent = post.parent,
                           .place = post.position});
  }
}

void Rows::add_backdrop() {
  for (const gis::LineFeature& line : in_.layers.lines) {
    rows_.roads.push_back({.road_class = std::string(network::name(line.line_class)), .name = line.name, .line = line.points});
  }
  for (const gis::WaterFeature& water : in_.layers.waters) rows_.waters.push_back({.name = water.name, .shape = water.shape});
  for (const gis::PlaceFeature& place : in_.layers.places) {
    rows_.places.push_back({.kind = place.kind, .name = place.name, .name_zh = place.name_zh, .place = place.position});
  }
}

}  // namespace

gis::PlanFile plan_rows(PlanRowInputs inputs, core::Threads threads) { return Rows(inputs, threads).run(); }

}  // namespace wangge::scenarios
