#include "engine/simulation/demand/calibration.h"

#include "engine/simulation/demand/demand.h"
#include "tests/unit/simulation/small_town.h"

#include <chrono>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

constexpr std::int64_t day = 86'400'000;
constexpr std::int64_t first_day = 20'451;  // 2025-12-29, a Monday

/// A year of requests drawn by the simulation itself.
std::vector<core::Millis> drawn_year(double busy_days, std::uint32_t replication = 0) {
  testing::SmallTown town(1, 364);
  town.building(0, {0, 0});
  const KindId id = town.kind("visit", 7'300, testing::constant(0));
  RequestKind& kind = town.inputs.kinds[id];
  kind.hour_weight = {0.2, 0.1, 0.1, 0.1, 0.1, 0.3, 0.5, 1, 2, 3, 3, 2, 1, 1, 2, 3, 2, 1, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3};
  kind.weekend_hour_weight = std::array<double, 24>{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1};
  kind.weekday_weight = {6, 5, 5, 5, 5, 2, 1};
  kind.season_weight = {2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3};
  kind.busy_days = busy_days;
  town.inputs.calendar = Calendar{std::chrono::sys_days(std::chrono::days(first_day)), {}};
  std::vector<core::Millis> opened;
  for (const core::Millis time : Demand(town.finished()).draw(core::Seed(1), replication).opened)
    opened.push_back(core::Millis(first_day * day) + time);
  return opened;
}

TEST(Calibration, FindsTheProfileThatTheSimulationDrewFrom) {
  const std::vector<core::Millis> opened = drawn_year(0);
  const DaySplit all = split_days(first_day, first_day + 363, 0, core::Seed(1));
  const FittedProfile fit = fit_profile(opened, all.fit);
  // Weekday weights sum to 29, those of the hours to 25.7.
  EXPECT_NEAR(fit.weekdays[0], 6 * 7 / 29.0, 0.12);
  EXPECT_NEAR(fit.weekdays[6], 1 * 7 / 29.0, 0.05);
  EXPECT_NEAR(fit.months[11] / fit.months[5], 3, 0.35);
  EXPECT_NEAR(fit.hours[9], 3 / (25.7 / 24), 0.35);
  EXPECT_NEAR(fit.weekend_hours[15] / fit.weekend_hours[3], 2, 0.7);
  EXPECT_LT(fit.busy_days, 0.1);
  double expected = 0;
  for (const std::int64_t at : all.fit) expected += fit.of_day(at);
  EXPECT_NEAR(expected, static_cast<double>(opened.size()), 0.01 * static_cast<double>(opened.size()));
}

TEST(Calibration, HoldsOnDaysItHasNotSeenAndRejectsAFlatProfile) {
  int rejected = 0;
  constexpr int years = 40;
  for (std::uint32_t year = 0; year < years; ++year) {
    const std::vector<core::Millis> opened = drawn_year(0, year);
    const DaySplit split = split_days(first_day, first_day + 363, 0.3, core::Seed(year));
    EXPECT_NEAR(static_cast<double>(split.test.size()), 0.3 * 364, 40);
    const ProfileTest fitted = test_profile(fit_profile(opened, split.fit), opened, split.test);
    const ProfileTest flat = test_profile(flat_profile(static_cast<double>(opened.size()) / 364), opened, split.test);
    rejected += fitted.gaps.p < 0.001 || fitted.within_day.p < 0.001 ? 1 : 0;
    EXPECT_LT(flat.gaps.p, 1e-6);
    EXPECT_LT(flat.within_day.p, 1e-6);
    EXPECT_LT(flat.hours.p, 1e-6);
  }
  EXPECT_LE(rejected, 3) << "1 in 1,000 each, and some more for the error of the fit, which the test does not know";
}

TEST(Calibration, FindsHowBusyDaysAre) {
  double busy = 0;
  for (std::uint32_t year = 0; year < 10; ++year) {
    const std::vector<core::Millis> opened = drawn_year(0.6, year);
    const DaySplit all = split_days(first_day, first_day + 363, 0, core::Seed(1));
    busy += fit_profile(opened, all.fit).busy_days / 10;
    EXPECT_GT(test_profile(fit_profile(opened, all.fit), opened, all.fit).days.statistic, 3);
  }
  EXPECT_NEAR(busy, 0.6, 0.08);
}

TEST(Calibration, RescalesGapsAsByHand) {
  // A flat 24 a day is one an hour: the gaps are the hours between, across the days that are left out.
  const FittedProfile flat = flat_profile(24);
  const std::vector<core::Millis> opened = {core::Millis(0 * day + 3'600'000), core::Millis(2 * day + 1'800'000)};
  const std::vector<std::int64_t> days = {0, 2};
  const ProfileTest test = test_profile(flat, opened, days);
  ASSERT_EQ(test.gaps.count, 2U);
  // Gaps 1 and 23.5: F = 0.632 and 1; the distance is that at the first, 0.632.
  EXPECT_NEAR(test.gaps.statistic, 1 - std::exp(-1.0), 1e-9);
  EXPECT_NEAR(test.quantiles.back().observed, 23.5, 1e-9);
}

TEST(Calibration, SpreadsTimesOverWhatTheyWereRoundedTo) {
  PastTimes past;
  for (int i = 0; i < 1000; ++i) {
    past.opened.push_back(core::Millis(60'000));
    past.rounding.push_back(core::Millis(60'000));
  }
  const std::vector<core::Millis> times = spread_over_rounding(past, core::Seed(1));
  EXPECT_TRUE(std::is_sorted(times.begin(), times.end()));
  EXPECT_GE(times.front().value, 60'000);
  EXPECT_LT(times.back().value, 120'000);
  double mean = 0;
  for (const core::Millis time : times) mean += static_cast<double>(time.value) / 1000;
  EXPECT_NEAR(mean, 90'000, 2'000);
  EXPECT_EQ(times, spread_over_rounding(past, core::Seed(1)));
}

}  // namespace
}  // namespace wangge::simulation
