#include "scenarios/edits/kept_plan.h"

#include "engine/core/error.h"
#include "engine/planning/read_plan.h"
#include "gis/build/assign_grids.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace wangge::scenarios {
namespace {

using gis::PlanFile;
using planning::GivenGridId;
using territory::CellId;

/// The lower left corner of a shape's box.
core::Position corner_of(const gis::MultiPolygon& shape) {
  core::Position corner{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  for (const gis::Polygon& part : shape) {
    for (const core::Position& point : part.outer) corner = {std::min(corner.x, point.x), std::min(corner.y, point.y)};
  }
  return corner;
}

/// Whether the file's cells are those of the territory: numbers, parents and households alike, in the same places. A town that
/// was moved has the same numbers elsewhere.
bool same_cells(const PlanFile& file, const gis::TerritoryBuild& built) {
  constexpr double near = 1;  // metres
  const territory::Territory& territory = built.territory;
  if (file.cells.size() != territory.cells.size()) return false;
  for (std::size_t i = 0; i < file.cells.size(); ++i) {
    const PlanFile::Cell& cell = file.cells[i];
    const CellId id(i);
    if (cell.cell != static_cast<std::int64_t>(i) || cell.households != territory.cells.households[id] ||
        cell.parent != territory.areas.code[territory.cells.parent[id]])
      return false;
    if (core::distance(corner_of(cell.shape), corner_of(built.coverage.polygon(id))).value > near) return false;
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
  return gis::assign_grids(
      features, built.territory, [&](CellId cell) { return built.coverage.polygon(cell); }, core::Threads(1));
}

/// A plan that has less than this share of its grids, or of the town's households, on this land is another town's.
constexpr double least_share = 0.5;

void refuse_other_town(const PlanFile& file, const std::string& shown, const planning::GivenPlan& given,
                       const territory::Territory& territory) {
  std::set<GivenGridId> met;
  std::int64_t within = 0;
  std::int64_t all = 0;
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) {
    all += territory.cells.households[cell];
    if (!given.grid_of_cell[cell].valid()) continue;
    met.insert(given.grid_of_cell[cell]);
    within += territory.cells.households[cell];
  }
  const double grids = file.grids.empty() ? 0.0 : static_cast<double>(met.size()) / static_cast<double>(file.grids.size());
  const double households = all > 0 ? static_cast<double>(within) / static_cast<double>(all) : 1.0;
  if (grids >= least_share && households >= least_share) return;
  throw core::Error(
      core::ErrorCode::input,
      {.zh = fmt::format("{}：像是别处的方案：其 {} 个网格中只有 {} 个在这片土地上（{:.0f} %），其中有本地 {:.0f} % "
                         "的户；两者都至少应为 {:.0f} %",
                         shown, file.grids.size(), met.size(), 100 * grids, 100 * households, 100 * least_share),
       .en =
           fmt::format("{}: looks like a plan of another place: {} of its {} grids lie on this land ({:.0f} %), and {:.0f} % of "
                       "the households here lie in them; at least {:.0f} % of both are expected",
                       shown, met.size(), file.grids.size(), 100 * grids, 100 * households, 100 * least_share)});
}

/// Whether the plan has the file's grids: codes, and how many households, residents and buildings each holds.
bool as_written(const PlanFile& file, const planning::Plan& plan) {
  if (plan.grids().size() != file.grids.size()) return false;
  std::map<std::string, const PlanFile::Grid*> row_of;
  for (const PlanFile::Grid& grid : file.grids) row_of[grid.code] = &grid;
  for (const planning::GridId grid : plan.grids()) {
    const auto row = row_of.find(plan.code(grid));
    const planning::GridTally tally = plan.tally(grid);
    if (row == row_of.end() || row->second->households != tally.households || row->second->residents != tally.residents ||
        row->second->buildings != static_cast<std::int64_t>(tally.buildings))
      return false;
  }
  return true;
}

}  // namespace

KeptPlan kept_plan(const PlanFile& file, const std::string& shown, const gis::TerritoryBuild& built,
                   const planning::PlanningRules& rules, const planning::WorkOfCell& work) {
  const bool same = same_cells(file, built);
  core::Findings findings;
  planning::GivenPlan given;
  if (same) {
    given = by_cells(file);
  } else {
    gis::GridAssignment laid = by_shapes(file, built);
    given = std::move(laid.plan);
    refuse_other_town(file, shown, given, built.territory);
    findings.append(laid.findings);
  }
  planning::ReadPlan read = planning::read_plan(built.territory, with_record(std::move(given), file), rules, work);
  const bool changed = !read.findings.all().empty() || (!same && !as_written(file, read.plan));
  findings.append(read.findings);
  return {.plan = std::move(read.plan),
          .record = record_of(file),
          .findings = std::move(findings),
          .same_cells = same,
          .changed = changed};
}

}  // namespace wangge::scenarios
