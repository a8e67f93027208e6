#pragma once

#include "engine/core/estimate.h"

#include <cstddef>
#include <optional>
#include <span>

namespace wangge::statistics {

/// Two order statistics that enclose a quantile, 1-based.
struct Ranks {
  std::size_t low = 0;
  std::size_t high = 0;
};

/// The ranks of n independent observations that enclose the quantile of `share` with at least 95 %, whatever their law: at most
/// 2.5 % on either side by the binomial law of how many lie below. Nothing where n is too small for that (below 6 for the
/// median). O(n). Preconditions: 0 < share < 1. Conover 1999, "Practical Nonparametric Statistics", 3.2.
[[nodiscard]] std::optional<Ranks> quantile_ranks(std::size_t n, double share);

/// The quantile of independent observations, the least value that at least `share` of them do not exceed, with that interval;
/// nothing for none. `samples` of the estimate stays empty. O(n log n).
///
///   const auto p90 = quantile_of(times, 0.9);
[[nodiscard]] std::optional<core::Estimate> quantile_of(std::span<const double> values, double share);

}  // namespace wangge::statistics
