#include "engine/simulation/day_travel.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace wangge::simulation {
namespace {

/// What an hour is to one mode.
struct Moment {
  double speed = 1;
  std::vector<network::ClosedTo> closed;  ///< with the mode's bit alone

  friend bool operator==(const Moment&, const Moment&) = default;
};

std::vector<network::ClosedTo> closed_to(std::size_t mode, const std::vector<network::ClosedTo>& all) {
  const auto bit = static_cast<std::uint8_t>(1U << mode);
  std::vector<network::ClosedTo> own;
  for (const network::ClosedTo& road : all) {
    if ((road.modes & bit) != 0) own.push_back({road.edge, bit});
  }
  return own;
}

/// The different moments of a day, by the hour in which each comes first.
std::vector<Moment> different(const std::array<Moment, 24>& day) {
  std::vector<Moment> all;
  for (const Moment& moment : day) {
    if (std::find(all.begin(), all.end(), moment) == all.end()) all.push_back(moment);
  }
  return all;
}

}  // namespace

DayTravel::DayTravel(const network::Travel& travel) {
  for (auto& networks : networks_) networks.push_back(&travel);
}

DayTravel::DayTravel(const network::Travel& travel, const network::Conditions& now, const Factors& factors, core::Threads threads)
    : DayTravel(
          travel, now, factors,
          [&] {
            Closures always;
            for (auto& of_mode : always) of_mode.fill(now.closed_to);
            return always;
          }(),
          threads) {}

DayTravel::DayTravel(const network::Travel& travel, const network::Conditions& now, const Factors& factors,
                     const Closures& closures, core::Threads threads) {
  // One network answers for a profile of every mode: the k-th that is not as now.
  std::array<std::array<Moment, 24>, network::mode_count> days;
  std::array<std::vector<Moment>, network::mode_count> others;
  std::size_t most = 0;
  for (std::size_t m = 0; m < network::mode_count; ++m) {
    for (std::size_t hour = 0; hour < 24; ++hour) days[m][hour] = {factors[m][hour], closed_to(m, closures[m][hour])};
    others[m] = different(days[m]);
    std::erase(others[m], Moment{now.speed[m], closed_to(m, now.closed_to)});
    most = std::max(most, others[m].size());
  }
  for (std::size_t k = 0; k < most; ++k) {
    network::Conditions then{now.closed, now.speed};
    for (std::size_t m = 0; m < network::mode_count; ++m) {
      const bool own = k < others[m].size();
      if (own) then.speed[m] = others[m][k].speed;
      const auto closed = own ? others[m][k].closed : closed_to(m, now.closed_to);
      then.closed_to.insert(then.closed_to.end(), closed.begin(), closed.end());
    }
    made_.push_back(std::make_unique<const network::Travel>(travel.under(then, threads)));
  }
  for (std::size_t m = 0; m < network::mode_count; ++m) {
    const std::vector<Moment> all = different(days[m]);
    for (const Moment& moment : all) {
      const auto other = std::find(others[m].begin(), others[m].end(), moment);
      networks_[m].push_back(other == others[m].end() ? &travel
                                                      : made_[static_cast<std::size_t>(other - others[m].begin())].get());
    }
    for (std::size_t hour = 0; hour < 24; ++hour)
      profile_[m][hour] = static_cast<std::size_t>(std::find(all.begin(), all.end(), days[m][hour]) - all.begin());
  }
}

std::size_t DayTravel::most_profiles() const {
  std::size_t most = 1;
  for (const auto& networks : networks_) most = std::max(most, networks.size());
  return most;
}

}  // namespace wangge::simulation
