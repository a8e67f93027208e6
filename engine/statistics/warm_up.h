#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace wangge::statistics {

/// Where a series that starts out of its steady state has settled.
struct WarmUp {
  std::size_t left_out = 0;  ///< of the first observations; a multiple of 5
  bool settled = true;       ///< false: the best cut is at half of the series, which is too short to tell
};

/// MSER-5: means of 5 neighbours, and of all cuts in the first half of them the one after which the mean is known best, that is
/// with the least sum of squares over the square of the count. The earliest of equal ones. Nothing below 20 observations. O(n).
/// White 1997, "An effective truncation heuristic for bias reduction in simulation output", Simulation 69; White, Cobb and
/// Spratt 2000.
///
///   const auto cut = warm_up(waits);   mean_of(waits.subspan(cut->left_out));
[[nodiscard]] std::optional<WarmUp> warm_up(std::span<const double> series);

}  // namespace wangge::statistics
