#pragma once

#include "engine/core/units.h"

#include <chrono>
#include <cstddef>
#include <span>
#include <vector>

namespace wangge::simulation {

/// The days that a simulated horizon stands for: which month it is, and which days are holidays. Without a calendar there is
/// neither, only weekdays.
///
///   Calendar calendar{std::chrono::sys_days(2026y / 11 / 23), {}};
struct Calendar {
  std::chrono::sys_days first{};  ///< of the horizon; a Monday
  std::vector<std::chrono::sys_days> holidays{};

  /// Of the day with this number from the first, 0-based. O(holidays).
  [[nodiscard]] bool holiday(std::size_t day) const;
  [[nodiscard]] std::chrono::year_month_day date(std::size_t day) const;
};

/// The first day must be a Monday, since weeks of shifts begin there. Throws Error(input) that names the Mondays around.
void check_begins_on_monday(std::chrono::sys_days day);

/// 0 for 1 january … 364 for 31 december; 29 february counts as the day before.
[[nodiscard]] std::size_t day_of_year(std::chrono::year_month_day date);

/// What each day of the year weighs: weights of 12 months or of 365 days, scaled to a mean of 1 over 365 days.
/// Precondition: 12 or 365 weights, none negative, not all 0.
[[nodiscard]] std::vector<double> season_profile(std::span<const double> weights);

}  // namespace wangge::simulation
