#pragma once

#include "engine/core/id.h"
#include "engine/planning/dedicated/dedicated_wish.h"
#include "engine/planning/lands.h"
#include "engine/planning/plan.h"
#include "engine/planning/planning_rules.h"
#include "engine/territory/territory.h"

#include <span>
#include <string>

namespace wangge::planning {

using FixedId = core::Id<struct FixedTag>;

/// Grids that stand before any grid is drawn, and stay as they are: those of today that are locked or dedicated, and dedicated
/// ones that are asked for. What is left of a parent is divided without them.
struct FixedGrids {
  core::Column<FixedId, GridLabel> labels;  ///< an empty code: the next free one; an empty name: made from the number
  core::Column<CellId, FixedId> of_cell;    ///< invalid: free land; empty where nothing is fixed

  [[nodiscard]] FixedId of(CellId cell) const { return of_cell.empty() ? FixedId() : of_cell[cell]; }
};

/// Precondition: the dedicated grids share no cell. They are made of today's plan as the edit `dedicate` makes them
/// (`dedicated_moves`): where they take in whole grids alone, the first one's code goes on. One with the very cells of a fixed
/// grid of today is that grid. `today` may be null. Throws Error(usage) that begins with the wish's key where the cells lie in
/// two parents, share some cells with a grid of today that stays, or the code breaks rule 6. O(cells), and a copy of today's plan
/// where grids are asked for.
[[nodiscard]] FixedGrids fixed_grids(const territory::Territory& territory, const PlanningRules& rules,
                                     std::span<const DedicatedGrid> dedicated, const Plan* today = nullptr,
                                     std::span<const std::string> locked = {});

/// The same lands with no way into or out of a fixed grid, but within it. A tie that ended in one ends in the nearest free cell
/// of the same land instead. O(cells + borders).
[[nodiscard]] Lands around(const territory::Territory& territory, const FixedGrids& fixed, Lands lands);

}  // namespace wangge::planning
