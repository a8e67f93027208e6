#include "engine/simulation/demand/calibration.h"

#include "engine/core/random.h"
#include "engine/simulation/people/shifts.h"
#include "engine/statistics/gamma_poisson.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cmath>
#include <map>
#include <numeric>

namespace wangge::simulation {
namespace {

std::int64_t day_of(core::Millis time) {
  const std::int64_t day = time.value / day_length.value;
  return time.value % day_length.value < 0 ? day - 1 : day;
}

/// Monday 0; 1970-01-01 was a Thursday.
std::size_t weekday_of(std::int64_t day) { return static_cast<std::size_t>(((day + 3) % 7 + 7) % 7); }

std::size_t month_of(std::int64_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  return static_cast<unsigned>(date.month()) - 1;
}

bool weekend(std::int64_t day) { return weekday_of(day) >= 5; }

/// Counts of each day of `days`, in their order.
std::vector<double> counts_of(std::span<const core::Millis> opened, std::span<const std::int64_t> days) {
  std::map<std::int64_t, std::size_t> place;
  for (std::size_t i = 0; i < days.size(); ++i) place[days[i]] = i;
  std::vector<double> counts(days.size(), 0.0);
  for (const core::Millis time : opened) {
    const auto found = place.find(day_of(time));
    if (found != place.end()) counts[found->second] += 1;
  }
  return counts;
}

template <std::size_t size>
void scale_to_mean_one(std::array<double, size>& weights) {
  const double mean = std::accumulate(weights.begin(), weights.end(), 0.0) / static_cast<double>(size);
  for (double& weight : weights) weight = mean > 0 ? weight / mean : 1;
}

/// Multiplies one effect so that its margins meet the counts; with `shrunk`, drawn towards their mean.
template <std::size_t size, class Index, class Rest>
std::array<double, size> margins(std::span<const std::int64_t> days, std::span<const double> counts, const Index& index,
                                 const Rest& rest, bool shrunk) {
  std::array<double, size> observed{};
  std::array<double, size> expected{};
  for (std::size_t i = 0; i < days.size(); ++i) {
    observed[index(days[i])] += counts[i];
    expected[index(days[i])] += rest(days[i]);
  }
  std::array<double, size> effect{};
  const statistics::ShrunkRates rates = statistics::shrink_rates(observed, expected);
  for (std::size_t i = 0; i < size; ++i) {
    const bool plain = !shrunk && expected[i] > 0;
    effect[i] = plain ? observed[i] / expected[i] : rates.rates[i];
  }
  return effect;
}

std::array<double, 24> hours_of(std::span<const core::Millis> opened, const std::map<std::int64_t, bool>& days, bool weekends) {
  std::array<double, 24> counts{};
  for (const core::Millis time : opened) {
    const std::int64_t day = day_of(time);
    if (days.count(day) == 0 || weekend(day) != weekends) continue;
    counts[static_cast<std::size_t>((time.value - day * day_length.value) / hour_length.value)] += 1;
  }
  const std::array<double, 24> one = [] {
    std::array<double, 24> all{};
    all.fill(1);
    return all;
  }();
  const statistics::ShrunkRates rates = statistics::shrink_rates(counts, one);
  std::array<double, 24> hours{};
  std::copy(rates.rates.begin(), rates.rates.end(), hours.begin());
  scale_to_mean_one(hours);
  return hours;
}

/// Expected requests of the day up to a moment.
double within_day(const FittedProfile& profile, std::int64_t day, core::Millis time) {
  const auto& hours = weekend(day) ? profile.weekend_hours : profile.hours;
  const std::int64_t since = time.value - day * day_length.value;
  const auto hour = static_cast<std::size_t>(since / hour_length.value);
  double share = 0;
  for (std::size_t i = 0; i < hour; ++i) share += hours[i];
  share += hours[hour] * static_cast<double>(since % hour_length.value) / static_cast<double>(hour_length.value);
  return share / 24 * profile.of_day(day);
}

}  // namespace

std::vector<core::Millis> spread_over_rounding(const PastTimes& past, core::Seed seed) {
  assert(past.opened.size() == past.rounding.size());
  std::vector<core::Millis> times;
  times.reserve(past.opened.size());
  for (std::size_t i = 0; i < past.opened.size(); ++i) {
    core::Stream luck(seed, 0, "rounding of a log", i);
    times.push_back(past.opened[i] +
                    core::Millis(static_cast<std::int64_t>(luck.uniform() * static_cast<double>(past.rounding[i].value))));
  }
  std::sort(times.begin(), times.end());
  return times;
}

double FittedProfile::of_day(std::int64_t day) const { return per_day * weekdays[weekday_of(day)] * months[month_of(day)]; }

double FittedProfile::rate(core::Millis time) const {
  const std::int64_t day = day_of(time);
  const auto hour = static_cast<std::size_t>((time.value - day * day_length.value) / hour_length.value);
  return of_day(day) * (weekend(day) ? weekend_hours : hours)[hour] / 24;
}

FittedProfile flat_profile(double per_day) {
  FittedProfile flat;
  flat.per_day = per_day;
  flat.hours.fill(1);
  flat.weekend_hours.fill(1);
  flat.weekdays.fill(1);
  flat.months.fill(1);
  return flat;
}

FittedProfile fit_profile(std::span<const core::Millis> opened, std::span<const std::int64_t> days) {
  assert(!days.empty());
  const std::vector<double> counts = counts_of(opened, days);
  const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
  FittedProfile fit = flat_profile(total / static_cast<double>(days.size()));
  if (!(total > 0)) return fit;
  constexpr int rounds = 30;
  for (int i = 0; i < rounds; ++i) {
    const bool last = i + 1 == rounds;
    fit.weekdays = margins<7>(
        days, counts, weekday_of, [&](std::int64_t day) { return fit.per_day * fit.months[month_of(day)]; }, last);
    scale_to_mean_one(fit.weekdays);
    fit.months = margins<12>(
        days, counts, month_of, [&](std::int64_t day) { return fit.per_day * fit.weekdays[weekday_of(day)]; }, last);
    scale_to_mean_one(fit.months);
    double expected = 0;
    for (const std::int64_t day : days) expected += fit.of_day(day);
    fit.per_day *= total / expected;
  }
  std::map<std::int64_t, bool> chosen;
  for (const std::int64_t day : days) chosen[day] = true;
  fit.hours = hours_of(opened, chosen, false);
  fit.weekend_hours = hours_of(opened, chosen, true);
  double beyond = 0;
  double squares = 0;
  for (std::size_t i = 0; i < days.size(); ++i) {
    const double expected = fit.of_day(days[i]);
    beyond += (counts[i] - expected) * (counts[i] - expected) - counts[i];
    squares += expected * expected;
  }
  fit.busy_days = std::sqrt(std::max(0.0, beyond / squares));
  return fit;
}

ProfileTest test_profile(const FittedProfile& profile, std::span<const core::Millis> opened, std::span<const std::int64_t> days) {
  std::map<std::int64_t, double> start;  // expected requests of the days before, put end to end
  std::vector<double> expected_of_day;
  std::array<double, 24> expected_of_hour{};
  double total = 0;
  for (const std::int64_t day : days) {
    start[day] = total;
    const double expected = profile.of_day(day);
    expected_of_day.push_back(expected);
    const auto& hours = weekend(day) ? profile.weekend_hours : profile.hours;
    for (std::size_t hour = 0; hour < 24; ++hour) expected_of_hour[hour] += expected * hours[hour] / 24;
    total += expected;
  }
  std::vector<double> gaps;
  std::vector<double> places;
  std::array<double, 24> counts_of_hour{};
  double before = 0;
  double count = 0;
  for (const core::Millis time : opened) {
    const std::int64_t day = day_of(time);
    const auto found = start.find(day);
    if (found == start.end()) continue;
    const double within = within_day(profile, day, time);
    gaps.push_back(found->second + within - before);
    before = found->second + within;
    const double of_day = profile.of_day(day);
    places.push_back(of_day > 0 ? std::min(1.0, within / of_day) : 0.5);
    counts_of_hour[static_cast<std::size_t>((time.value - day * day_length.value) / hour_length.value)] += 1;
    count += 1;
  }
  ProfileTest test;
  test.gaps = statistics::fits_unit_exponential(gaps);
  test.within_day = statistics::fits_uniform(places);
  for (double& expected : expected_of_hour) expected *= total > 0 ? count / total : 0;
  test.hours = statistics::chi_square(counts_of_hour, expected_of_hour, 0);
  test.days = statistics::dispersion(counts_of(opened, days), expected_of_day, 0);
  test.quantiles = statistics::exponential_quantiles(gaps, 100);
  return test;
}

DaySplit split_days(std::int64_t first, std::int64_t last, double share, core::Seed seed) {
  DaySplit split;
  for (std::int64_t day = first; day <= last; ++day) {
    core::Stream luck(seed, 0, "test day", static_cast<std::uint64_t>(day));
    (luck.uniform() < share ? split.test : split.fit).push_back(day);
  }
  return split;
}

}  // namespace wangge::simulation
