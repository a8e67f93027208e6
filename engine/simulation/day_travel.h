#pragma once

#include "engine/core/units.h"
#include "engine/network/conditions.h"
#include "engine/network/travel.h"

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace wangge::simulation {

/// A road network through the day: what each mode's speeds are at each hour, in comparison with its usual ones, and which roads
/// are closed to it then. Hours that are equal in both share one profile, so a mode for which nothing changes has one. A way
/// takes the speeds of the hour in which it begins to its end (piecewise constant by departure), so who sets out a little later
/// may be there earlier where a slow hour ends.
///
/// Immutable and safe to use from several threads. One further network (network::Travel::under) for each profile but one of the
/// mode that has most of them.
///
///   const DayTravel day(travel, {closed, {1, 1, 1}}, factors, threads);
///   day.at(Mode::car, 8).time(Mode::car, from, to);
class DayTravel {
 public:
  using Factors = std::array<std::array<double, 24>, network::mode_count>;
  /// By mode and hour; a mode's own bit counts.
  using Closures = std::array<std::array<std::vector<network::ClosedTo>, 24>, network::mode_count>;

  /// The same speeds all day; `travel` must live longer.
  explicit DayTravel(const network::Travel& travel);
  /// `travel` is the network under the conditions `now` and must live longer; the roads in `now.closed` are closed all day, those
  /// in `now.closed_to` as long as `closures` say so too. Precondition: factors > 0.
  DayTravel(const network::Travel& travel, const network::Conditions& now, const Factors& factors, const Closures& closures,
            core::Threads threads);
  DayTravel(const network::Travel& travel, const network::Conditions& now, const Factors& factors, core::Threads threads);

  [[nodiscard]] std::size_t profiles(network::Mode mode) const { return networks_[static_cast<std::size_t>(mode)].size(); }
  [[nodiscard]] std::size_t most_profiles() const;
  /// Precondition: hour < 24.
  [[nodiscard]] std::size_t profile(network::Mode mode, std::size_t hour) const {
    return profile_[static_cast<std::size_t>(mode)][hour];
  }
  /// To be asked about this mode alone.
  [[nodiscard]] const network::Travel& of_profile(network::Mode mode, std::size_t profile) const {
    return *networks_[static_cast<std::size_t>(mode)][profile];
  }
  [[nodiscard]] const network::Travel& at(network::Mode mode, std::size_t hour) const {
    return of_profile(mode, profile(mode, hour));
  }

 private:
  std::vector<std::unique_ptr<const network::Travel>> made_;
  std::array<std::vector<const network::Travel*>, network::mode_count> networks_;  ///< by profile
  std::array<std::array<std::size_t, 24>, network::mode_count> profile_{};         ///< by hour
};

}  // namespace wangge::simulation
