#pragma once

#include "engine/planning/dedicated/fixed_grids.h"
#include "engine/planning/grid_label.h"
#include "engine/planning/plan.h"
#include "engine/territory/territory.h"

#include <set>
#include <string>
#include <vector>

namespace wangge::planning {

/// Makes a plan of grids that were drawn parent by parent: numbers them in columns from west to east, each column from north to
/// south (`number_grids`), and labels them. With a plan of today a grid keeps the label of the grid of today with which it is
/// paired (most common households in all), and new grids take numbers that today's plan does not use, in codes and names worded
/// as today's are (`code_series`, `grid_name_like`). A fixed grid keeps the label that it has.
///
///   PlanAssembler assembler(territory, rules, nullptr, {});
///   assembler.add(area, grids);   Plan plan = std::move(assembler).plan(work);
class PlanAssembler {
 public:
  using Grids = std::vector<std::vector<CellId>>;

  /// `today` may be null. Refers to all of them.
  PlanAssembler(const territory::Territory& territory, const PlanningRules& rules, const Plan* today, const FixedGrids& fixed);

  /// All grids of a lowest-level area, none empty; a fixed grid as it is. O(cells + grids^3 where there is a plan of today).
  void add(AreaId area, const Grids& grids);
  /// Precondition: every area with cells was added.
  [[nodiscard]] Plan plan(const WorkOfCell& work) &&;

 private:
  [[nodiscard]] std::vector<GridLabel> labels_of(AreaId area, const Grids& grids, const std::vector<std::size_t>& number);
  [[nodiscard]] GridId model_of(AreaId area) const;
  [[nodiscard]] CodeSeries series_of(AreaId area, GridId model) const;
  [[nodiscard]] std::set<std::string> names_of_today(AreaId area) const;
  [[nodiscard]] std::vector<GridId> partners(AreaId area, const Grids& grids) const;

  const territory::Territory& territory_;
  const PlanningRules& rules_;
  const Plan* today_;
  const FixedGrids& fixed_;
  std::set<std::string> taken_;
  std::vector<GridLabel> labels_;
  core::Column<CellId, GridId> grid_of_cell_;
};

}  // namespace wangge::planning
