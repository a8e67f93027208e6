#pragma once

#include "engine/planning/plan.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::planning {

/// What became of a grid's number.
enum class CodeRelation : std::uint8_t {
  kept,     ///< same code, same cells
  changed,  ///< same code, other cells
  moved,    ///< cells went from one grid to another; both had and have their codes
  merged,   ///< the old grid ended, its cells went to a grid that was there
  split,    ///< cells of a grid that stays became part of a new one
  recoded,  ///< the whole grid has another code
  redrawn,  ///< the old grid ended, its cells went to a new grid that holds other land, or less
};
/// "kept", "changed"… as tables write it.
[[nodiscard]] std::string_view name(CodeRelation relation);

/// Cells that had one code and have another.
struct CodeChange {
  std::string old_code;
  std::string new_code;
  CodeRelation relation = CodeRelation::kept;
  std::int64_t cells = 0;
  std::int64_t households = 0;
  std::int64_t residents = 0;
  bool voided = false;  ///< the old code is no more

  friend bool operator==(const CodeChange&, const CodeChange&) = default;
};

/// The codes of a plan cell by cell: all that a later table of changes needs of it, also where its areas are no more.
struct CodedCells {
  core::Column<CellId, std::string> code_of_cell;
  std::set<std::string> voided;
};
[[nodiscard]] CodedCells coded_cells(const Plan& plan);

/// The table from the codes of one plan to those of another, of the same cells: a row for every pair that shares a cell, by
/// old code, then new. Every household is in one row. O(cells log grids).
///
///   for (const CodeChange& row : code_changes(today, edited)) …
[[nodiscard]] std::vector<CodeChange> code_changes(const Plan& before, const Plan& after);
[[nodiscard]] std::vector<CodeChange> code_changes(const CodedCells& before, const Plan& after);

/// Codes that may never be given again after `after` replaced `before`: those void in either, and those of `before` that no grid
/// of `after` has. Sorted by the set.
[[nodiscard]] std::set<std::string> voided_codes(const Plan& before, const Plan& after);
[[nodiscard]] std::set<std::string> voided_codes(const CodedCells& before, const Plan& after);

}  // namespace wangge::planning
