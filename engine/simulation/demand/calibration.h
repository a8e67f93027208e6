#pragma once

#include "engine/core/units.h"
#include "engine/statistics/goodness_of_fit.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// From the log of one kind of request to the profile of a RequestKind, and how well it fits.
namespace wangge::simulation {

/// Times are milliseconds since 1970-01-01 00:00 by the clock on the wall, days are numbered from the same day.
struct PastTimes {
  std::vector<core::Millis> opened;    ///< rising
  std::vector<core::Millis> rounding;  ///< how finely each is known
};

/// Spreads each time evenly over what it was rounded to, and sorts: a log told by the minute has ties that no process with a rate
/// has. Keyed by (seed, position), so the same for the same log. O(n log n).
[[nodiscard]] std::vector<core::Millis> spread_over_rounding(const PastTimes& past, core::Seed seed);

/// Rates as RequestKind has them; every profile has a mean of 1.
struct FittedProfile {
  double per_day = 0;  ///< mean over 365 days
  std::array<double, 24> hours{};
  std::array<double, 24> weekend_hours{};
  std::array<double, 7> weekdays{};
  std::array<double, 12> months{};
  double busy_days = 0;  ///< coefficient of variation of days beyond chance, holidays and all

  /// Requests an hour at a time.
  [[nodiscard]] double rate(core::Millis time) const;
  /// Expected requests of a day.
  [[nodiscard]] double of_day(std::int64_t day) const;
};

/// The same rate at all times.
[[nodiscard]] FittedProfile flat_profile(double per_day);

/// Fits weekday x month by iterated proportions (the likelihood's maximum for a Poisson law with main effects), the hours of
/// working days and of weekends by their shares; hours, weekdays and months are each drawn towards their mean by empirical Bayes
/// (statistics::shrink_rates), so that a cell with few requests is not taken at its word; a month without a day gets the mean.
/// `busy_days` by moments from the days' counts: sum of ((n - e)^2 - n) over sum of e^2.
/// Only days of `days` count, times on other days are passed over. O(n + days). Preconditions: sorted times, at least one day.
[[nodiscard]] FittedProfile fit_profile(std::span<const core::Millis> opened, std::span<const std::int64_t> days);

/// How some days of a log fit a profile.
struct ProfileTest {
  /// Gaps laid along the profile's cumulative rate, which are exponential with mean 1 where requests are Poisson with that rate
  /// (time rescaling: Brown et al. 2002). Rejects also where days are busy, or requests come in batches.
  statistics::Fit gaps;
  /// Given how many come on each day, where in the day they lie: uniform by the profile's share of the day. Says whether the
  /// hours are right, however busy the day was.
  statistics::Fit within_day;
  statistics::Fit hours;                            ///< chi-square of the 24 hours, given the total
  statistics::Fit days;                             ///< dispersion of the days' counts about the profile: 1 where Poisson
  std::vector<statistics::QuantilePair> quantiles;  ///< of the gaps, for a Q-Q figure
};

/// Days are put end to end: a Poisson process does not mind those left out between. O(n log n + days).
[[nodiscard]] ProfileTest test_profile(const FittedProfile& profile, std::span<const core::Millis> opened,
                                       std::span<const std::int64_t> days);

/// Of the days of a log, those to fit on and those to test on: each goes to the test with chance `share`, by luck of its own.
struct DaySplit {
  std::vector<std::int64_t> fit;
  std::vector<std::int64_t> test;
};
[[nodiscard]] DaySplit split_days(std::int64_t first, std::int64_t last, double share, core::Seed seed);

}  // namespace wangge::simulation
