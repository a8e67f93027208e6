#include "engine/planning/edits/dedicate.h"

#include "engine/planning/edits/selection.h"

#include <map>
#include <utility>

#include <fmt/core.h>

namespace wangge::planning {
namespace {

std::optional<Refusal> refuse_parents(const Plan& plan, const std::vector<CellId>& cells) {
  const territory::Territory& territory = plan.territory();
  const AreaId parent = territory.cells.parent[cells.front()];
  for (const CellId cell : cells) {
    const AreaId other = territory.cells.parent[cell];
    if (other == parent) continue;
    Refusal refused = refusal_of(2,
                                 fmt::format("所选单元分属 {} 与 {}：一个网格只能在一个上级区域内", territory.areas.code[parent],
                                             territory.areas.code[other]),
                                 fmt::format("the cells lie in {} and in {}: a grid lies in one parent",
                                             territory.areas.code[parent], territory.areas.code[other]));
    refused.cell = cell;
    return refused;
  }
  return std::nullopt;
}

}  // namespace

std::variant<std::vector<Move>, Refusal> dedicated_moves(const Plan& plan, const std::vector<CellId>& cells, GridLabel label) {
  if (auto refused = refuse_parents(plan, cells)) return *std::move(refused);
  std::map<GridId, std::vector<CellId>> of_grid;
  for (const CellId cell : cells) of_grid[plan.grid_of(cell)].push_back(cell);
  const auto whole = [&](GridId grid) { return of_grid.at(grid).size() == plan.cells_of(grid).size(); };
  const AreaId parent = plan.parent(of_grid.begin()->first);
  if (label.name.empty()) label.name = plan.territory().areas.name[parent];
  auto base = of_grid.begin();
  while (base != of_grid.end() && whole(base->first)) ++base;

  std::vector<Move> moves;
  GridId made;
  if (base != of_grid.end()) {
    made = plan.next_id();
    moves.emplace_back(SplitGrid{base->first, base->second, std::move(label), made});
  } else {
    base = of_grid.begin();
    made = base->first;
    if (label.code.empty()) label.code = plan.code(made);
    label.staff = plan.label(made).staff;
    moves.emplace_back(LabelGrid{made, std::move(label)});
  }
  AssignCells rest;
  for (const auto& [grid, own] : of_grid) {
    if (grid == base->first) continue;
    if (whole(grid)) {
      moves.emplace_back(MergeGrids{grid, made});
      continue;
    }
    for (const CellId cell : own) rest.assignments.push_back({cell, made});
  }
  if (!rest.assignments.empty()) moves.emplace_back(std::move(rest));
  return moves;
}

}  // namespace wangge::planning
