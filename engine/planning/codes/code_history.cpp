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

CodedCells coded_cells(const Plan& plan) {
  CodedCells coded{{}, plan.voided()};
  for (const GridId grid : plan.grid_of_cell()) coded.code_of_cell.push_back(plan.code(grid));
  return coded;
}

std::vector<CodeChange> code_changes(const Plan& before, const Plan& after) { return code_changes(coded_cells(before), after); }

std::vector<CodeChange> code_changes(const CodedCells& before, const Plan& after) {
  const territory::Cells& cells = after.territory().cells;
  assert(cells.size() == before.code_of_cell.size());
  std::map<std::string, std::size_t> old_grids;
  for (const std::string& code : before.code_of_cell) ++old_grids[code];
  const std::map<std::string, GridId> new_grids = grid_of_code(after);
  std::map<std::pair<std::string, std::string>, CodeChange> rows;
  for (const CellId cell : core::ids<CellId>(cells.size())) {
    const std::string& from = before.code_of_cell[cell];
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
    const bool same = size == old_grids.at(row.old_code) && size == after.cells_of(new_grids.at(row.new_code)).size();
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

std::set<std::string> voided_codes(const Plan& before, const Plan& after) { return voided_codes(coded_cells(before), after); }

std::set<std::string> voided_codes(const CodedCells& before, const Plan& after) {
  std::set<std::string> voided = before.voided;
  voided.insert(after.voided().begin(), after.voided().end());
  const std::map<std::string, GridId> live = grid_of_code(after);
  for (const std::string& code : before.code_of_cell) {
    if (!live.contains(code)) voided.insert(code);
  }
  return voided;
}

}  // namespace wangge::planning
