#pragma once

#include "engine/planning/aims/plan_aims.h"
#include "engine/planning/move.h"
#include "engine/planning/plan.h"

#include <span>
#include <vector>

namespace wangge::planning {

/// The aims of a plan that changes move by move. What a move leaves alone is kept: sums of other parents, and the ways within
/// grids whose cells are the same. Everything is measured by the same functions in the same order as afresh, so that the figures
/// after any moves and undos equal `measure_aims` to the last bit.
///
///   LiveAims aims(plan, {.today = &today});
///   plan.apply(move);   aims.update(plan, LiveAims::parents_of(plan, move));
class LiveAims {
 public:
  /// O(`measure_aims`). What the ground refers to must live longer.
  LiveAims(const Plan& plan, AimGround ground);

  /// The parents whose figures a move changes, rising. `plan`: after the move.
  [[nodiscard]] static std::vector<AreaId> parents_of(const Plan& plan, const Move& move);

  /// Measures the parents anew: O(their cells, borders and grids^3), one travel search a changed grid, and a sum over all
  /// parents.
  void update(const Plan& plan, std::span<const AreaId> parents);

  [[nodiscard]] const PlanAims& aims() const { return aims_; }

 private:
  /// The way of a grid as it was last measured.
  struct Way {
    std::vector<CellId> cells;
    double minutes = 0;
  };

  void measure(const Plan& plan, AreaId area);
  void sum_up();

  AimGround ground_;
  core::Column<AreaId, std::size_t> place_;  ///< in the parents of the aims
  core::Column<GridId, Way> ways_;
  PlanAims aims_;
};

}  // namespace wangge::planning
