#pragma once

#include "engine/planning/plan.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace wangge::planning {

/// The assignment of rows to columns with the largest sum: for each row its column, or -1 where there are fewer columns than
/// rows. Kuhn 1955 in the form of Jonker and Volgenant 1987 (shortest augmenting paths). Values >= 0, rows of equal length.
/// Ties go to lower columns. O(n^3) in the larger side.
[[nodiscard]] std::vector<int> best_assignment(const std::vector<std::vector<std::int64_t>>& values);

/// Which grid of one plan goes on as which of another.
struct GridMatch {
  core::Column<GridId, GridId> before_of;       ///< by the new plan's grid: its partner in the old one; invalid: it is new
  std::int64_t households = 0;                  ///< of both plans
  std::int64_t moved = 0;                       ///< households outside the pairs: they change grid
  core::Column<AreaId, std::int64_t> moved_in;  ///< of lowest-level areas
};

/// The same for one lowest-level area.
struct AreaMatch {
  std::vector<std::pair<GridId, GridId>> pairs;  ///< the new plan's grid and its partner
  std::int64_t households = 0;
  std::int64_t kept = 0;  ///< households in the pairs
};

/// O(cells of the area + grids^3). Precondition: both plans of the same territory.
[[nodiscard]] AreaMatch match_area(const Plan& before, const Plan& after, AreaId area);

/// Pairs of grids of one parent with most common households in all. Precondition: both plans of the same territory.
/// O(cells + sum over parents of grids^3).
///
///   GridMatch match = match_grids(today, proposed);
[[nodiscard]] GridMatch match_grids(const Plan& before, const Plan& after);

}  // namespace wangge::planning
