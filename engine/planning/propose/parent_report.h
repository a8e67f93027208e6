#pragma once

#include "engine/core/text.h"
#include "engine/planning/plan.h"
#include "engine/planning/propose/parcel.h"
#include "engine/planning/propose/parent_bounds.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace wangge::planning {

/// Why a parent has grids out of order. `proven`: no plan of the parent is free of it, whatever its borders.
struct ParentReason {
  std::string_view key;  ///< too_few, no_count, cell_over, cut_off, locked, given_count, squeezed, not_found
  bool proven = true;
  core::Text text;  ///< with the numbers
};

/// One parent of a proposed plan: its figures beside what no plan can undercut.
struct ParentReport {
  AreaId area;
  std::size_t grids = 0;
  std::int64_t households = 0;
  double border = 0;         ///< metres between its grids
  double border_bound = 0;   ///< no plan with so many grids has less
  double deviation_max = 0;  ///< share
  double deviation_bound = 0;
  std::size_t invalid = 0;            ///< grids that break a rule
  std::vector<ParentReason> reasons;  ///< empty where all grids are in order
};

/// The parent whose parcels are those from `begin` to before `end`. `today`: for the codes of locks; may be null. The bounds hold
/// for plans with so many grids, each within the range (within the plan's own sizes, where some are outside).
[[nodiscard]] ParentReport report_parent(const Plan& plan, const std::vector<Parcel>& parcels, std::size_t begin, std::size_t end,
                                         BorderBounds& bounds, const Plan* today);

}  // namespace wangge::planning
