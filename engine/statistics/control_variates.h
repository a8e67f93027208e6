#pragma once

#include "engine/core/estimate.h"

#include <optional>
#include <span>

namespace wangge::statistics {

/// A mean sharpened by a second figure of the same replications whose expectation a formula gives.
struct ControlledMean {
  core::Estimate mean;
  double coefficient = 0;     ///< of the control, estimated by least squares
  double variance_ratio = 1;  ///< of the plain mean's variance over this one's, both estimated
};

/// mean(y) - b (mean(x) - expectation), with b estimated from the same replications, so that the interval is that of a
/// regression with n - 2 degrees of freedom; the bias is of order 1/n unless (x, y) are jointly normal. Nothing below 4
/// replications or where the control does not vary. Precondition: as many of both. O(n).
/// Lavenberg and Welch 1981, "A perspective on the use of control variables", Management Science 27.
///
///   controlled_mean(waits, arrivals, expected_arrivals);
[[nodiscard]] std::optional<ControlledMean> controlled_mean(std::span<const double> figures, std::span<const double> controls,
                                                            double expectation);

}  // namespace wangge::statistics
