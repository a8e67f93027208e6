#include "engine/simulation/demand/calendar.h"

#include "engine/core/error.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <numeric>
#include <string>

#include <fmt/format.h>

namespace wangge::simulation {
namespace {

constexpr std::array<std::size_t, 12> month_lengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

std::string written(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

}  // namespace

bool Calendar::holiday(std::size_t day) const {
  return std::find(holidays.begin(), holidays.end(), first + std::chrono::days(day)) != holidays.end();
}

std::chrono::year_month_day Calendar::date(std::size_t day) const { return {first + std::chrono::days(day)}; }

void check_begins_on_monday(std::chrono::sys_days day) {
  const auto past = (std::chrono::weekday(day) - std::chrono::Monday).count();
  if (past == 0) return;
  const std::string before = written(day - std::chrono::days(past));
  const std::string after = written(day + std::chrono::days(7 - past));
  throw core::Error(core::ErrorCode::input,
                    {.zh = fmt::format("{} 不是周一；模拟自周一零时起，前后的周一为 {} 和 {}", written(day), before, after),
                     .en = fmt::format("{} is no Monday; the simulation begins on one: those around it are {} and {}",
                                       written(day), before, after)});
}

std::size_t day_of_year(std::chrono::year_month_day date) {
  const std::size_t month = static_cast<unsigned>(date.month()) - 1;
  const std::size_t before =
      std::accumulate(month_lengths.begin(), month_lengths.begin() + static_cast<std::ptrdiff_t>(month), std::size_t{0});
  return before + std::min<std::size_t>(static_cast<unsigned>(date.day()), month_lengths[month]) - 1;
}

std::vector<double> season_profile(std::span<const double> weights) {
  assert(weights.size() == 12 || weights.size() == 365);
  std::vector<double> days;
  if (weights.size() == 365) {
    days.assign(weights.begin(), weights.end());
  } else {
    for (std::size_t month = 0; month < 12; ++month) days.insert(days.end(), month_lengths[month], weights[month]);
  }
  const double mean = std::accumulate(days.begin(), days.end(), 0.0) / 365;
  for (double& day : days) day /= mean;
  return days;
}

}  // namespace wangge::simulation
