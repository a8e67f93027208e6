#include "engine/simulation/day_travel.h"

#include <algorithm>
#include <utility>

namespace wangge::simulation {
namespace {

/// The different factors of a day, by the hour in which each comes first.
std::vector<double> different(const std::array<double, 24>& factors) {
  std::vector<double> all;
  for (const double factor : factors) {
    if (std::find(all.begin(), all.end(), factor) == all.end()) all.push_back(factor);
  }
  return all;
}

}  // namespace

DayTravel::DayTravel(const network::Travel& travel) {
  for (auto& networks : networks_) networks.push_back(&travel);
}

DayTravel::DayTravel(const network::Travel& travel, const network::Conditions& now, const Factors& factors,
                     core::Threads threads) {
  // One network answers for a profile of every mode: the k-th that is not as now.
  std::array<std::vector<double>, network::mode_count> others;
  std::size_t most = 0;
  for (std::size_t m = 0; m < network::mode_count; ++m) {
    others[m] = different(factors[m]);
    std::erase(others[m], now.speed[m]);
    most = std::max(most, others[m].size());
  }
  for (std::size_t k = 0; k < most; ++k) {
    network::Conditions then = now;
    for (std::size_t m = 0; m < network::mode_count; ++m) {
      if (k < others[m].size()) then.speed[m] = others[m][k];
    }
    made_.push_back(std::make_unique<const network::Travel>(travel.under(then, threads)));
  }
  for (std::size_t m = 0; m < network::mode_count; ++m) {
    const std::vector<double> all = different(factors[m]);
    for (const double factor : all) {
      const auto other = std::find(others[m].begin(), others[m].end(), factor);
      networks_[m].push_back(other == others[m].end() ? &travel
                                                      : made_[static_cast<std::size_t>(other - others[m].begin())].get());
    }
    for (std::size_t hour = 0; hour < 24; ++hour)
      profile_[m][hour] = static_cast<std::size_t>(std::find(all.begin(), all.end(), factors[m][hour]) - all.begin());
  }
}

std::size_t DayTravel::most_profiles() const {
  std::size_t most = 1;
  for (const auto& networks : networks_) most = std::max(most, networks.size());
  return most;
}

}  // namespace wangge::simulation
