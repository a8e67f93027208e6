#pragma once

#include "engine/core/findings.h"
#include "engine/core/id.h"
#include "engine/planning/plan.h"
#include "engine/planning/planning_rules.h"
#include "engine/territory/territory.h"

#include <set>
#include <string>

namespace wangge::planning {

using GivenGridId = core::Id<struct GivenGridTag>;

/// A grid of today's plan as its source has it.
struct GivenGrid {
  std::string code;
  std::string name;
  GridKind kind = GridKind::comprehensive;
};

/// Today's grids as an assignment of cells.
struct GivenPlan {
  core::Column<GivenGridId, GivenGrid> grids;
  core::Column<CellId, GivenGridId> grid_of_cell;  ///< invalid: no grid covers the cell
  std::set<std::string> voided{};                  ///< codes of grids that ended before; never given again
  std::set<std::string> former_areas{};            ///< names of areas of the lowest level that are no more
};

struct ReadPlan {
  Plan plan;
  core::Column<GridId, GivenGridId> given;  ///< where a grid comes from; invalid: made for uncovered cells
  core::Findings findings;                  ///< plan.uncovered, plan.split, plan.recoded, plan.empty
};

/// Makes today's grids a plan that keeps the structural rules, and says what had to change: cells that no grid covers go to
/// the grid with the longest border around them (or become a grid), a grid across two parents is split, a code that is not
/// unique or does not begin with its parent's code is replaced. O(cells log cells).
///
///   ReadPlan today = read_plan(territory, given, rules);
[[nodiscard]] ReadPlan read_plan(const territory::Territory& territory, const GivenPlan& given, const PlanningRules& rules,
                                 const WorkOfCell& work = {});

}  // namespace wangge::planning
