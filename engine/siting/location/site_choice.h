#pragma once

#include "engine/siting/location/relaxation.h"

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace wangge::siting {

/// Whether a budget pays for a sum of costs: sums of decimals stand a little off.
[[nodiscard]] constexpr bool affords(double budget, double cost) { return cost <= budget * (1 + 1e-12); }

/// What every choice of sites must keep to.
struct ChoiceRules {
  std::vector<Choice> status;      ///< of each site: open where fixed, closed where not allowed
  std::vector<double> costs;       ///< of each site
  std::size_t most;                ///< sites
  std::optional<double> budget{};  ///< of the sum of costs

  [[nodiscard]] bool keeps(std::span<const std::uint32_t> chosen) const;
};

/// The choice with the least sum of values: open sites, and the lowest free ones below 0 up to the number allowed.
struct LeastChoice {
  SiteSet sites;  ///< open ones first
  double sum = 0;
  double in_rather = 0;    ///< what a free site must at least push out to come in: at most 0
  double out_instead = 0;  ///< what comes in for a free site that is left out: at most 0
  std::size_t opened = 0;  ///< how many of them are open
};

/// O(sites). Ties: the lower site.
[[nodiscard]] LeastChoice least_choice(std::span<const double> values, const std::vector<Choice>& status, std::size_t most);

}  // namespace wangge::siting
