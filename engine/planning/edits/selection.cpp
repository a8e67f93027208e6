#include "engine/planning/edits/selection.h"

#include "engine/core/nearest.h"
#include "engine/planning/edits/plane_side.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

using territory::BuildingId;
using territory::CompoundId;
using territory::Territory;

Refusal not_there(const core::Text& kind, const std::string& name, const std::vector<std::string>& known) {
  constexpr std::size_t searched = 20000;
  const auto guess = known.size() <= searched ? core::nearest(name, known) : std::nullopt;
  return refusal_of(
      0, fmt::format("没有{}“{}”{}", kind.zh, name, guess ? fmt::format("；是不是“{}”？", *guess) : ""),
      fmt::format("there is no {} '{}'{}", kind.en, name, guess ? fmt::format("; did you mean '{}'?", *guess) : ""));
}

std::optional<Refusal> add_buildings(const Territory& territory, const Selection& selection, std::vector<CellId>& cells) {
  std::map<std::string, bool> wanted;
  for (const std::string& name : selection.buildings) wanted[name] = false;
  for (const BuildingId building : core::ids<BuildingId>(territory.buildings.size())) {
    const auto found = wanted.find(territory.buildings.source_id[building]);
    if (found == wanted.end()) continue;
    found->second = true;
    cells.push_back(territory.buildings.cell[building]);
  }
  for (const std::string& name : selection.buildings) {
    if (!wanted[name]) return not_there({.zh = "建筑", .en = "building"}, name, territory.buildings.source_id.values());
  }
  return std::nullopt;
}

std::optional<Refusal> add_compounds(const Territory& territory, const Selection& selection, std::vector<CellId>& cells) {
  std::map<std::string, bool> wanted;
  for (const std::string& name : selection.compounds) wanted[name] = false;
  for (const CellId cell : core::ids<CellId>(territory.cells.size())) {
    const CompoundId compound = territory.cells.compound[cell];
    if (!compound.valid()) continue;
    const auto found = wanted.find(territory.compounds[compound]);
    if (found == wanted.end()) continue;
    found->second = true;
    cells.push_back(cell);
  }
  for (const std::string& name : selection.compounds) {
    if (!wanted[name]) return not_there({.zh = "小区", .en = "compound"}, name, territory.compounds.values());
  }
  return std::nullopt;
}

std::optional<Refusal> add_places(const Selection& selection, const EditGround& ground, std::vector<CellId>& cells) {
  for (const core::Position place : selection.places) {
    const std::optional<CellId> cell = ground.cell_at ? ground.cell_at(place) : std::nullopt;
    if (!cell) {
      return refusal_of(0, fmt::format("位置（{:.1f}，{:.1f}）不在任何单元内", place.x, place.y),
                        fmt::format("there is no cell at ({:.1f}, {:.1f})", place.x, place.y));
    }
    cells.push_back(*cell);
  }
  return std::nullopt;
}

}  // namespace

Refusal refusal_of(int rule, std::string zh, std::string en) {
  return {.rule = rule, .reason = {.zh = std::move(zh), .en = std::move(en)}, .cell = std::nullopt, .grid = std::nullopt};
}

std::variant<GridId, Refusal> grid_named(const Plan& plan, const std::string& code) {
  std::vector<std::string> known;
  for (const GridId grid : plan.grids()) {
    if (plan.code(grid) == code) return grid;
    known.push_back(plan.code(grid));
  }
  if (plan.voided().contains(code)) {
    return refusal_of(0, fmt::format("网格 {} 已撤销，编码作废", code), fmt::format("grid {} has ended; its code is void", code));
  }
  return not_there({.zh = "网格", .en = "grid"}, code, known);
}

std::variant<std::vector<CellId>, Refusal> selected_cells(const Territory& territory, const Selection& selection,
                                                          const EditGround& ground) {
  std::vector<CellId> cells = selection.cells;
  for (const CellId cell : cells) {
    if (cell.valid() && cell.value() < territory.cells.size()) continue;
    const std::string id = cell.valid() ? std::to_string(cell.value()) : std::string("?");
    return refusal_of(0, fmt::format("没有编号为 {} 的单元", id), fmt::format("there is no cell {}", id));
  }
  if (auto refused = add_buildings(territory, selection, cells)) return *std::move(refused);
  if (auto refused = add_compounds(territory, selection, cells)) return *std::move(refused);
  if (auto refused = add_places(selection, ground, cells)) return *std::move(refused);
  if (!selection.outline.empty()) {
    for (const CellId cell : core::ids<CellId>(territory.cells.size())) {
      if (inside(territory.cells.centroid[cell], selection.outline)) cells.push_back(cell);
    }
  }
  if (cells.empty()) return refusal_of(0, "没有选中任何单元", "no cell is selected");
  std::sort(cells.begin(), cells.end());
  cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
  return cells;
}

std::vector<CellId> with_whole_compounds(const Plan& plan, GridId grid, const std::vector<CellId>& chosen) {
  const territory::Cells& cells = plan.territory().cells;
  using Weight = std::pair<std::int64_t, double>;  // households, land
  std::map<CompoundId, std::pair<Weight, Weight>> sides;
  const auto add = [&](Weight& side, CellId cell) {
    side.first += cells.households[cell];
    side.second += cells.area[cell].value;
  };
  for (const CellId cell : plan.cells_of(grid)) {
    if (!cells.compound[cell].valid()) continue;
    auto& [in, out] = sides[cells.compound[cell]];
    add(std::binary_search(chosen.begin(), chosen.end(), cell) ? in : out, cell);
  }
  std::vector<CellId> whole;
  for (const CellId cell : plan.cells_of(grid)) {
    const CompoundId compound = cells.compound[cell];
    const bool own = std::binary_search(chosen.begin(), chosen.end(), cell);
    if (compound.valid() ? sides[compound].first > sides[compound].second : own) whole.push_back(cell);
  }
  return whole;
}

}  // namespace wangge::planning
