#include "engine/planning/edits/refused_place.h"

#include "engine/planning/edits/selection.h"

#include <string>
#include <utility>
#include <vector>

namespace wangge::planning {
namespace {

/// What an edit names, by code and by cell.
struct Named {
  std::vector<std::string> grids;
  std::vector<CellId> cells;
};

struct Naming {
  Named operator()(const AssignEdit& edit) const { return {{edit.to}, edit.what.cells}; }
  Named operator()(const SplitEdit& edit) const { return {{edit.grid}, {}}; }
  Named operator()(const MergeEdit& edit) const {
    Named named{edit.grids, {}};
    named.grids.push_back(edit.into);
    return named;
  }
  Named operator()(const SwapEdit& edit) const { return {{edit.first, edit.second}, edit.of_first.cells}; }
  Named operator()(const BorderEdit& edit) const { return {{edit.from, edit.to}, {}}; }
  Named operator()(const DedicateEdit& edit) const { return {{}, edit.what.cells}; }
  Named operator()(const RecodeEdit& edit) const { return {{edit.grid}, {}}; }
  Named operator()(const RenameEdit& edit) const { return {{edit.grid}, {}}; }
  Named operator()(const UndoEdit& /*edit*/) const { return {}; }
  Named operator()(const RedoEdit& /*edit*/) const { return {}; }
};

}  // namespace

void add_place(const Plan& plan, const Edit& edit, Refusal& refusal) {
  if (refusal.grid || refusal.cell) return;
  const Named named = std::visit(Naming{}, edit);
  for (const std::string& code : named.grids) {
    const auto found = grid_named(plan, code);
    if (const auto* grid = std::get_if<GridId>(&found)) {
      refusal.grid = *grid;
      return;
    }
  }
  for (const CellId cell : named.cells) {
    if (cell.value() >= plan.grid_of_cell().size()) continue;
    refusal.cell = cell;
    return;
  }
}

}  // namespace wangge::planning
