#pragma once

#include "engine/core/text.h"
#include "engine/planning/aims/plan_aims.h"
#include "engine/planning/plan.h"
#include "engine/planning/propose/parcel.h"
#include "engine/planning/propose/parent_bounds.h"
#include "engine/planning/propose/parent_evenness.h"
#include "engine/planning/propose/piece_bounds.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace wangge::planning {

/// Why a parent has grids out of order. `proven`: no plan of the parent is free of it, whatever its borders.
struct ParentReason {
  /// too_few, no_count, cell_over, cut_off, locked, given_count, no_partition, squeezed, not_found, ceilings, direction, change
  std::string_view key;
  bool proven = true;
  core::Text text;                    ///< with the numbers
  std::vector<GridId> grids{};        ///< of the plan, out of order: those it is about; none: it is about no grid
  bool excuses = false;               ///< all these grids are excused
  std::vector<std::size_t> others{};  ///< ranks of offered plans, from 1, that have the parent in order
};

/// An offered plan in which a parent is more even.
struct EvenElsewhere {
  std::size_t rank = 0;  ///< from 1
  double deviation = 0;  ///< share
  std::size_t grids = 0;
};

/// Why a parent's plan is not in order where more of its households change grid than the share `limit`, or than so many of them;
/// nothing where not.
[[nodiscard]] std::optional<ParentReason> change_reason(const AimSums& sums, double limit,
                                                        std::optional<std::int64_t> households = std::nullopt);

/// One parent of a proposed plan: its figures beside what no plan can undercut.
struct ParentReport {
  AreaId area;
  std::size_t grids = 0;
  std::int64_t households = 0;
  double border = 0;                         ///< metres between its grids
  double border_bound = 0;                   ///< no plan with so many grids has less
  BorderBoundKind border_bound_by{};         ///< what most of it comes from
  BoundScope bound_scope{};                  ///< of both bounds
  double deviation_max = 0;                  ///< share
  Evenness evenness{};                       ///< the bound of it, and where it comes from
  bool unfair = false;                       ///< the largest deviation is beyond `fair_deviation`
  std::optional<EvenElsewhere> more_even{};  ///< the most even of the other plans offered, by more than a hair
  std::vector<core::Text> loosened{};        ///< compounds to be kept whole that may be split, and why
  std::size_t invalid = 0;                   ///< grids that break a rule
  std::vector<ParentReason> reasons;         ///< empty where all grids are in order and few enough households change
};

/// The parent whose parcels are those from `begin` to before `end`. Where all grids
/// are in range the bounds stand on `joined` (of `make_parcels`), otherwise on `unjoined` (of `unjoined_parcels`), and hold for
/// the plans of their scope. Throws std::logic_error where a bound is above the plan's own figure: one of the two is wrong.
[[nodiscard]] ParentReport report_parent(const Plan& plan, const BoundGround& joined, const BoundGround& unjoined,
                                         std::size_t begin, std::size_t end);

}  // namespace wangge::planning
