#pragma once

#include "engine/core/estimate.h"

#include <cstddef>
#include <optional>
#include <span>

namespace wangge::statistics {

/// The mean of one long run.
struct BatchMeans {
  core::Estimate mean;  ///< its samples are the means of the batches
  std::size_t batch_length = 0;
  double correlation = 0;   ///< of neighbouring batches, as von Neumann's ratio gives it
  bool independent = true;  ///< false: neighbouring batches still correlate where only 10 are left: the run is too short
};

/// Student's interval from means of batches, which are made longer (from 1 observation, doubled each time) until their
/// correlation passes von Neumann's test at 10 %, one-sided, and there are 10 to 30 of them; the observations before a whole
/// number of batches are left out. Warm-up is the caller's (see warm_up.h). Nothing below 20 observations. O(n log n).
/// Von Neumann 1941; Fishman 1978, "Grouping observations in digital simulation", Management Science 24.
[[nodiscard]] std::optional<BatchMeans> batch_means(std::span<const double> series);

/// 1 - half of von Neumann's ratio, close to the correlation of neighbours; 0 for constant values. Precondition: at least 3.
[[nodiscard]] double von_neumann_correlation(std::span<const double> values);

}  // namespace wangge::statistics
