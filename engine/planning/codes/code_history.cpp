#include "engine/planning/codes/code_history.h"

#include <array>
#include <cassert>
#include <map>
#include <utility>

namespace wangge::planning {
namespace {

std::map<std::string, GridId> grid_of_code(const Plan& plan) {
  std::map<std::string, GridId> found;
  for (const GridId grid : plan.grids()) found.emplace(plan.code(grid), grid);
  return found;
}

}  // namespace

std::string_view name(CodeRelation relation) {
  constexpr std::array<std::string_view, 7> names = {"kept", "changed", "moved", "merged", "split", "recoded", "redrawn"};
  return names[static_cast<std::size_t>(relation)];
}

std::vector<CodeChange> code_changes(const Plan& before, const Plan& after) {
  const territory::Cells& cells = before.territory().cells;
  assert(cells.size() == after.territory().cells.size());
  const std::map<std::string, GridId> old_grids = grid_of_code(before);
  const std::map<std::string, GridId> new_grids = grid_of_code(after);
  std::map<std::pair<std::string, std::string>, CodeChange> rows;
  for (const CellId cell : core::ids<CellId>(cells.size())) {
    const std::string& from = before.code(before.grid_of(cell));
    const std::string& to = after.code(after.grid_of(cell));
    CodeChange& row = rows[{from, to}];
    ++row.cells;
    row.households += cells.households[cell];
    row.residents += cells.residents[cell];
  }
  std::vector<CodeChange> table;
  for (auto& [codes, row] : rows) {
    row.old_code = codes.first;
    row.new_code = codes.second;
    row.voided = !new_grids.contains(row.old_code);
    const bool fresh = !old_grids.contains(row.new_code);
    const auto size = static_cast<std::size_t>(row.cells);
    const bool same =
        size == before.cells_of(old_grids.at(row.old_code)).size() && size == after.cells_of(new_grids.at(row.new_code)).size();
    if (row.old_code == row.new_code) {
      row.relation = same ? CodeRelation::kept : CodeRelation::changed;
    } else if (row.voided) {
      row.relation = !fresh ? CodeRelation::merged : same ? CodeRelation::recoded : CodeRelation::redrawn;
    } else {
      row.relation = fresh ? CodeRelation::split : CodeRelation::moved;
    }
    table.push_back(std::move(row));
  }
  return table;
}

std::set<std::string> voided_codes(const Plan& before, const Plan& after) {
  std::set<std::string> voided = before.voided();
  voided.insert(after.voided().begin(), after.voided().end());
  const std::map<std::string, GridId> live = grid_of_code(after);
  for (const GridId grid : before.grids()) {
    if (!live.contains(before.code(grid))) voided.insert(before.code(grid));
  }
  return voided;
}

}  // namespace wangge::planning
