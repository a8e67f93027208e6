#pragma once

#include "engine/core/random.h"
#include "engine/planning/propose/aim_draft.h"

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace wangge::planning {

/// A partition met by a search, with what it costs under the goal of that search.
struct Found {
  std::uint32_t parts = 1;
  std::vector<std::uint32_t> labels;
  std::int64_t excess = std::numeric_limits<std::int64_t>::max();
  double over_change = 0;     ///< households that change grid beyond what the planner allows
  bool change_first = false;  ///< AimGoal::change_first
  bool capped = false;        ///< no term above its ceiling
  double cost = std::numeric_limits<double>::infinity();
  AimTerms terms{};

  /// What the planner set bounds to, the weightier first: households out of range, households that change beyond the limit.
  [[nodiscard]] std::pair<double, double> trespass() const;
  /// Less trespass, then ceilings kept, then less cost.
  [[nodiscard]] bool better_than(const Found& other) const;
};

/// How the partition stands under a goal, middles and partners chosen anew.
[[nodiscard]] Found judged(AimDraft& draft, const AimGoal& goal);

struct Improvement {
  std::uint64_t proposals = 0;
  double heat = 0.5;  ///< of the typical change at the start; a last leg ends at a hundredth
};

/// Annealed flips of single nodes between neighbouring parts in three legs, middles and partners chosen anew before each; the
/// best state met under the goal, never worse than the start. Depends on its arguments alone. O(proposals x (degree + parts)).
[[nodiscard]] Found improve(AimDraft draft, const AimGoal& goal, const Improvement& wish, core::Stream& luck);

}  // namespace wangge::planning
