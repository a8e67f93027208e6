#include "engine/planning/propose/excuses.h"

#include <algorithm>
#include <map>

namespace wangge::planning {
namespace {

/// The grids that lie in the parcel with all their cells.
std::vector<GridId> grids_within(const Plan& plan, const Parcel& parcel) {
  std::map<GridId, std::size_t> cells;
  for (const auto& node : parcel.graph.cells) {
    for (const CellId cell : node) ++cells[plan.grid_of(cell)];
  }
  std::vector<GridId> found;
  for (const auto& [grid, count] : cells) {
    if (plan.cells_of(grid).size() == count) found.push_back(grid);
  }
  return found;
}

bool touches_dedicated(const Plan& plan, const Parcel& parcel) {
  const territory::Cells& cells = plan.territory().cells;
  for (const auto& node : parcel.graph.cells) {
    for (const CellId cell : node) {
      const auto dedicated = [&](const territory::Neighbour& other) {
        return cells.parent[other.cell] == cells.parent[cell] && plan.kind(plan.grid_of(other.cell)) == GridKind::dedicated;
      };
      if (std::any_of(cells.neighbours[cell].begin(), cells.neighbours[cell].end(), dedicated)) return true;
    }
  }
  return false;
}

}  // namespace

std::set<GridId> grids_excused_by_locks(const Plan& plan, const std::vector<Parcel>& parcels) {
  std::set<GridId> excused;
  const auto excuse = [&](GridId grid) {
    const Verdict verdict = plan.verdict(grid);
    if (!verdict.valid && !verdict.sized && verdict.connected) excused.insert(grid);
  };
  for (const Parcel& parcel : parcels) {
    if (parcel.dedicated) continue;
    if (parcel.locked) {
      excuse(plan.grid_of(parcel.graph.cells.front().front()));
    } else if (parcel.cut_off && !plan.rules().households.fits(parcel.graph.total) && !touches_dedicated(plan, parcel)) {
      for (const GridId grid : grids_within(plan, parcel)) excuse(grid);
    }
  }
  return excused;
}

}  // namespace wangge::planning
