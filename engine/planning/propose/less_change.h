#pragma once

#include "engine/planning/propose/propose_plans.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::planning {

/// Households of one parent that change grid beyond what the planner allows there; 0 within the limit or without one.
[[nodiscard]] std::int64_t beyond_limit(const PlanWishes& wishes, const AimSums& sums);

/// What a limit of change asks of one candidate, offered or not, in each parent.
struct CandidateChange {
  struct Parent {
    std::int64_t moved = 0;     ///< households that change grid
    std::size_t unexcused = 0;  ///< grids that break a rule without excuse
  };
  std::optional<std::size_t> rank{};  ///< from 1; absent: not offered
  std::vector<Parent> parents;        ///< as PlanAims::parents
};
[[nodiscard]] CandidateChange change_of(const ProposedPlan& plan);

/// A reason for each parent of an offered plan of which more households change grid than is allowed. Where another candidate
/// changes fewer of them the reason says which, since then it is not true that none was found; one with as few grids out of order
/// goes before one with more. O(parents x candidates).
void say_changes(const PlanWishes& wishes, const std::vector<CandidateChange>& candidates, ProposedPlan& plan);

}  // namespace wangge::planning
