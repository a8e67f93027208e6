#pragma once

#include "engine/core/id.h"
#include "engine/simulation/demand/requests.h"
#include "engine/simulation/duration_law.h"
#include "engine/simulation/loop/life.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wangge::simulation {

/// One kind of request: a Poisson process in each building whose rate follows the hour, the weekday and the season.
struct RequestKind {
  std::string name;
  Column<BuildingId, double> per_year;     ///< expected requests of each building in 365 days, >= 0
  std::array<double, 24> hour_weight{};    ///< relative, >= 0
  std::array<double, 7> weekday_weight{};  ///< relative, monday first
  DurationLaw handle;                      ///< from arrival (of the help, where it is needed) to the end of the visit
  Life life{};
  /// Hours of saturdays, sundays and holidays, each profile scaled to a mean of 1; absent: as on the other days.
  std::optional<std::array<double, 24>> weekend_hour_weight{};
  /// 12 months from january, or 365 days from 1 january (29 february is as the day before); relative; empty: no season.
  std::vector<double> season_weight{};
  std::optional<double> holiday_weight{};  ///< on the scale of `weekday_weight`; absent: the sunday's
  /// Who hands it down to the grids; nothing: residents order it.
  std::optional<DepartmentId> handed_down_by{};
  /// What the admission list refuses: matters of each building in 365 days that go back to the department, which `per_year` does
  /// not have; empty: all are admitted.
  Column<BuildingId, double> refused_per_year{};
  /// Its luck is keyed by this, and by its place among the kinds where nothing is said.
  std::optional<std::uint32_t> luck{};
  double busy_days = 0;  ///< coefficient of variation of a day's level beyond chance: a gamma factor of mean 1 for each day
};

/// What each hour of the week weighs, Monday 00:00 first, with a mean of 1; no season, no holidays. Throws Error(input) that
/// names the kind for a weight that is negative or not finite and for weights that are all 0.
[[nodiscard]] std::array<double, 168> week_profile(const RequestKind& kind);

}  // namespace wangge::simulation
