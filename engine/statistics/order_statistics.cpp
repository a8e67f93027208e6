#include "engine/statistics/order_statistics.h"

#include "engine/core/math.h"
#include "engine/statistics/special.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace wangge::statistics {
namespace {

/// P(B(n, share) = k) for all k, each from its logarithm: no term underflows before its neighbours.
class Binomial {
 public:
  Binomial(std::size_t n, double share) : n_(n), log_share_(core::log(share)), log_rest_(core::log(1 - share)) {}
  [[nodiscard]] double at(std::size_t k) const {
    const auto all = static_cast<double>(n_);
    const auto some = static_cast<double>(k);
    return core::exp(log_gamma(all + 1) - log_gamma(some + 1) - log_gamma(all - some + 1) + some * log_share_ +
                     (all - some) * log_rest_);
  }

 private:
  std::size_t n_;
  double log_share_;
  double log_rest_;
};

}  // namespace

std::optional<Ranks> quantile_ranks(std::size_t n, double share) {
  assert(share > 0 && share < 1);
  constexpr double side = 0.025;
  const Binomial count(n, share);
  // x(low) is above the quantile where fewer than `low` lie below it; x(high) is below it where at least `high` do.
  std::size_t low = 0;
  for (double below = count.at(0); low < n && below <= side; below += count.at(low)) ++low;
  std::size_t high = n + 1;
  for (double above = count.at(n); high > 1 && above <= side; above += count.at(high - 1)) --high;
  if (low == 0 || high > n) return std::nullopt;
  return Ranks{low, high};
}

std::optional<core::Estimate> quantile_of(std::span<const double> values, double share) {
  if (values.empty()) return std::nullopt;
  std::vector<double> rising(values.begin(), values.end());
  std::sort(rising.begin(), rising.end());
  const double place = std::ceil(share * static_cast<double>(rising.size()) - 1e-9);
  const auto rank = static_cast<std::size_t>(std::clamp(place, 1.0, static_cast<double>(rising.size())));
  core::Estimate estimate{.value = rising[rank - 1], .ci95 = std::nullopt};
  if (const auto ranks = quantile_ranks(rising.size(), share)) {
    estimate.ci95 = core::Estimate::Interval{rising[ranks->low - 1], rising[ranks->high - 1]};
  }
  return estimate;
}

}  // namespace wangge::statistics
