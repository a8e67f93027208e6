#include "scenarios/edits/kept_plan.h"

#include "engine/core/error.h"
#include "engine/planning/read_plan.h"
#include "gis/build/assign_grids.h"

#include <fmt/format.h>

#include <charconv>
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
    const bool dedicated = grid.kind == planning::name(planning::GridKind::dedicated);
    id_of[grid.code] = given.grids.push_back(
        {grid.code, grid.name, dedicated ? planning::GridKind::dedicated : planning::GridKind::comprehensive});
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
  gis::GridAssignment laid =
      gis::assign_grids(features, built.territory, [&](CellId cell) { return built.coverage.polygon(cell); });
  for (std::size_t i = 0; i < file.grids.size(); ++i) {
    if (file.grids[i].kind == planning::name(planning::GridKind::dedicated))
      laid.plan.grids[GivenGridId(i)].kind = planning::GridKind::dedicated;
  }
  return laid;
}

[[noreturn]] void reject(std::string zh, std::string en) {
  throw core::Error(core::ErrorCode::input, {.zh = std::move(zh), .en = std::move(en)});
}

planning::PlanLife life_of(const PlanFile& file) {
  planning::PlanLife life;
  if (file.grids.empty()) return life;
  const PlanFile::Grid& first = file.grids.front();
  const char* end = first.version.data() + first.version.size();
  if (!first.version.empty() && std::from_chars(first.version.data(), end, life.version).ptr != end) {
    reject(fmt::format("方案的版本“{}”不是整数", first.version),
           fmt::format("the plan's version '{}' is no whole number", first.version));
  }
  if (first.status.empty()) return life;
  const auto status = planning::plan_status(first.status);
  if (!status) {
    reject(fmt::format("方案的状态“{}”不可用（可用：draft, consulted, approved）", first.status),
           fmt::format("the plan's status '{}' is not known (one of: draft, consulted, approved)", first.status));
  }
  life.status = *status;
  life.effective_from = first.effective_from;
  // The file has three words; a plan in force is an approved one with a date.
  if (life.status == planning::PlanStatus::approved && !life.effective_from.empty()) life.status = planning::PlanStatus::in_force;
  return life;
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
  for (const PlanFile::VoidedCode& row : file.voided_codes) given.voided.insert(row.code);
  planning::ReadPlan read = planning::read_plan(built.territory, given, rules, work);
  findings.append(read.findings);
  return {.plan = std::move(read.plan),
          .life = life_of(file),
          .code_history = file.code_history,
          .voided = file.voided_codes,
          .findings = std::move(findings),
          .same_cells = same};
}

}  // namespace wangge::scenarios
