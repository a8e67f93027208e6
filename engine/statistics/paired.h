#pragma once

#include "engine/core/estimate.h"

#include <optional>
#include <span>

namespace wangge::statistics {

/// Two plans that met the same luck, replication by replication.
struct PairedComparison {
  core::Estimate difference;  ///< second minus first, with the paired Student's interval; its samples are the differences
  /// How many times the variance of the difference would be larger had the runs been independent: (s1^2 + s2^2) / sd^2. Absent
  /// where the differences do not vary.
  std::optional<double> variance_ratio;
};

/// Nothing for no pairs. Precondition: as many samples on either side, in the same order of replications. O(n).
/// Law 2015, "Simulation Modeling and Analysis", 10.2.1 and 11.2.
[[nodiscard]] std::optional<PairedComparison> compare_pairs(std::span<const double> first, std::span<const double> second);

}  // namespace wangge::statistics
