#pragma once

#include "engine/planning/dedicated/dedicated_wish.h"
#include "engine/planning/grid_counts.h"
#include "engine/planning/planning_rules.h"
#include "engine/territory/territory.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wangge::planning {

/// What a planner asks of proposals beside the rules.
struct PlanWishes {
  std::size_t plans = 5;                                     ///< how many to offer
  core::Column<AreaId, std::optional<CountRange>> counts{};  ///< of lowest-level areas; empty or absent: by the range of sizes
  std::optional<TotalCount> total{};                         ///< of all areas together
  std::vector<std::string> locked{};       ///< codes of today's grids that stay as they are; dedicated ones do anyway
  std::vector<DedicatedGrid> dedicated{};  ///< made before the search, which leaves them as they are
  std::array<bool, territory::barrier_class_count> uncrossed{};   ///< a grid may not reach across such a border
  std::array<bool, territory::barrier_class_count> unbordered{};  ///< no border between grids may run here
  std::vector<std::pair<CellId, CellId>> parted{};                ///< neighbours that no grid may join; lower cell first, rising
  bool whole_compounds = false;                                   ///< a compound that fits into one grid is never split
  bool from_today = false;                                        ///< searches start from today's grids
  std::optional<double> change_at_most{};                         ///< share of each parent's households that may change grid
  std::optional<std::int64_t> change_households{};                ///< the same as so many of them
  double distinct = 0.02;        ///< two offered plans differ for at least this share of the households
  std::function<bool()> stop{};  ///< asked between searches; true ends the search early. May be empty.

  [[nodiscard]] bool limits_change() const { return change_at_most || change_households; }
  /// The share that may change grid in a parent of so many households; nothing without a limit.
  [[nodiscard]] std::optional<double> change_share(std::int64_t households) const {
    if (!change_households) return change_at_most;
    return households > 0 ? std::min(1.0, static_cast<double>(*change_households) / static_cast<double>(households)) : 1.0;
  }
};

/// So many of a parent's households a share lets change grid.
[[nodiscard]] inline std::int64_t allowed_change(double share, double households) {
  return static_cast<std::int64_t>(std::floor(share * households + 1e-6));
}

}  // namespace wangge::planning
