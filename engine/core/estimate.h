#pragma once

#include <optional>
#include <span>
#include <vector>

namespace wangge::core {

/// A figure known from samples, with its 95 % confidence interval where there are at least two samples.
struct Estimate {
  struct Interval {
    double low = 0;
    double high = 0;
  };

  double value = 0;
  std::optional<Interval> ci95;
  std::vector<double> samples = {};  ///< what it was made of, in the order given
};

/// The mean of independent samples with Student's 95 % interval; nothing for no sample. Sums in the order given. O(n).
///
///   const std::optional<Estimate> wait = mean_of(batch_means);
[[nodiscard]] std::optional<Estimate> mean_of(std::span<const double> samples);

/// The same for what cannot be negative, such as a time or a count: the interval is cut at 0.
[[nodiscard]] std::optional<Estimate> mean_amount_of(std::span<const double> samples);

/// The same for a positive amount whose samples lean to the right, such as means of waits in batches: the interval is symmetric
/// in the logarithm (value / f … value * f). A mean of 0 has the interval of mean_amount_of.
[[nodiscard]] std::optional<Estimate> positive_mean_of(std::span<const double> samples);

/// The same for a share: the interval is cut to 0 … 1.
[[nodiscard]] std::optional<Estimate> mean_share_of(std::span<const double> samples);

}  // namespace wangge::core
