#pragma once

#include "engine/planning/aims/aim.h"
#include "engine/planning/aims/post_ways.h"
#include "engine/planning/plan.h"
#include "engine/planning/planning_rules.h"

#include <cstdint>
#include <span>
#include <vector>

namespace wangge::planning {

/// Counts of each cell beside households, as far as the scenario has them; an empty column: not counted.
struct LedgerOfCell {
  core::Column<CellId, double> in_need;
  core::Column<CellId, double> party_members;
  core::Column<CellId, double> enterprises;
  core::Column<CellId, double> organisations;
};

/// What the aims are measured against.
struct AimGround {
  TravelMinutes travel = {};             ///< empty: straight lines at walking speed
  const Plan* today = nullptr;           ///< null: nothing to change
  const LedgerOfCell* ledger = nullptr;  ///< null: nothing counted
  const PostWays* posts = nullptr;       ///< posts at known places; null: ways are those from each grid's middle cell
};

/// Sums of one parent from which the figures follow; those of several parents add up.
struct AimSums {
  std::size_t grids = 0;
  std::size_t compared = 0;  ///< grids of parents with two or more: their work is compared
  double deviation = 0;      ///< sum over them of |work / mean - 1|
  double deviation_max = 0;
  double border = 0;           ///< metres, each border once
  double along = 0;            ///< of these along a road, river or railway
  double compactness = 0;      ///< sum over grids
  std::int64_t compounds = 0;  ///< split
  std::int64_t compound_households = 0;
  double travel = 0;  ///< household-minutes
  std::int64_t households = 0;
  std::int64_t moved = 0;
  double members_cv = 0;  ///< times grids
  std::size_t members_grids = 0;
  double organisations_cv = 0;  ///< times grids
  std::size_t organisations_grids = 0;

  void add(const AimSums& other);
};

struct ParentAims {
  AreaId area;
  AimSums sums;
};

struct PlanAims {
  AimValues values;
  std::vector<ParentAims> parents;  ///< lowest-level areas with cells, by id
};

/// Every figure of a plan. Dedicated grids are left out of the deviation of work, as rule 5 leaves them out of sizes.
/// O(cells + borders + one travel search a grid + sum of grids^3 of parents where there is a plan of today).
///
///   PlanAims aims = measure_aims(plan, {.travel = minutes, .today = &today});
[[nodiscard]] PlanAims measure_aims(const Plan& plan, const AimGround& ground);

/// Household-minutes of the grid's households from the posts that serve them, or from its middle cell.
/// O(cells of the grid + one travel search), with posts O(cells of the grid + posts log cells).
[[nodiscard]] double travel_of(const Plan& plan, GridId grid, const AimGround& ground);

/// What `measure_aims` has for one parent with grids. `travel`: of each of its grids, in the order of `Plan::grids_of`.
/// O(cells + borders of the parent + grids^3).
[[nodiscard]] AimSums parent_sums(const Plan& plan, AreaId area, const AimGround& ground, std::span<const double> travel);

/// The figures that follow from sums; `changes` and `counted` say whether change and spread have a meaning.
[[nodiscard]] AimValues values_of(const AimSums& sums, const AimGround& ground);

/// The cell of a grid nearest to its mean household (its mean place where nobody lives): ways are measured from here.
[[nodiscard]] CellId middle_cell(const territory::Territory& territory, std::span<const CellId> cells);

/// Whether a border of this class runs along a road, river or railway.
[[nodiscard]] constexpr bool runs_along(territory::BarrierClass barrier) {
  return barrier != territory::BarrierClass::none && barrier != territory::BarrierClass::wall;
}

}  // namespace wangge::planning
