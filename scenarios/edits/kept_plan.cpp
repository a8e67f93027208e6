#include "scenarios/edits/kept_plan.h"

#include "engine/planning/read_plan.h"
#include "gis/build/assign_grids.h"

#include <map>
#include <string>
#include <utility>

namespace wangge::scenarios {
namespace {

using gis::PlanFile;
using planning::GivenGridId;
using territory::CellId;

bool same_cells(const PlanFile& file, const territory::Territory& territory) {
  if (file.cells.size() != territory.cells.size()) return false;
  for (std::size_t i = 0; i < file.cells.size(); ++i) {
    const PlanFile::Cell& cell = file.cells[i];
    const CellId id(i);
    if (cell.cell != static_cast<std::int64_t>(i) || cell.households != territory.cells.households[id] ||
        cell.parent != territory.areas.code[territory.cells.parent[id]])
      return false;
  }
  return true;
}

planning::GivenPlan by_cells(const PlanFile& file) {
  planning::GivenPlan given;
  std::map<std::string, GivenGridId> id_of;
  for (const PlanFile::Grid& grid : file.grids) {
    id_of[grid.code] = given.grids.push_back({grid.code, grid.name, planning::GridKind::comprehensive});
  }
  for (const PlanFile::Cell& cell : file.cells) {
    const auto found = id_of.find(cell.grid);
    given.grid_of_cell.push_back(found == id_of.end() ? GivenGridId() : found->second);
  }
  return given;
}

gis::GridAssignment by_shapes(const PlanFile& file, const gis::TerritoryBuild& built) {
  std::vector<gis::AreaFeature> features;
  for (const PlanFile::Grid& grid : file.grids) {
    features.push_back({.source_id = grid.code,
                        .code = grid.code,
                        .name = grid.name,
                        .parent_code = grid.parent,
                        .shape = grid.shape,
                        .residents = std::nullopt,
                        .households = std::nullopt});
  }
  return gis::assign_grids(features, built.territory, [&](CellId cell) { return built.coverage.polygon(cell); });
}

}  // namespace

KeptPlan kept_plan(const PlanFile& file, const gis::TerritoryBuild& built, const planning::PlanningRules& rules,
                   const planning::WorkOfCell& work) {
  const bool same = same_cells(file, built.territory);
  core::Findings findings;
  planning::GivenPlan given;
  if (same) {
    given = by_cells(file);
  } else {
    gis::GridAssignment laid = by_shapes(file, built);
    given = std::move(laid.plan);
    findings.append(laid.findings);
  }
  planning::ReadPlan read = planning::read_plan(built.territory, with_record(std::move(given), file), rules, work);
  findings.append(read.findings);
  return {.plan = std::move(read.plan), .record = record_of(file), .findings = std::move(findings), .same_cells = same};
}

}  // namespace wangge::scenarios
