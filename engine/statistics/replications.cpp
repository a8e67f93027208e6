#include "engine/statistics/replications.h"

#include "engine/core/estimate.h"
#include "engine/core/math.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace wangge::statistics {
namespace {

bool narrow_enough(double count, double mean, double squares, const Precision& wanted) {
  const double half = core::student_t(static_cast<int>(count) - 1, 0.95) * std::sqrt(squares / (count - 1) / count);
  if (!wanted.relative) return half <= wanted.half_width;
  return half <= std::abs(mean) * wanted.half_width / (1 + wanted.half_width);
}

}  // namespace

bool precise_enough(std::span<const double> samples, const Precision& wanted) {
  if (samples.size() < 2) return false;
  const core::Estimate estimate = *core::mean_of(samples);
  double squares = 0;
  for (const double sample : samples) squares += (sample - estimate.value) * (sample - estimate.value);
  return narrow_enough(static_cast<double>(samples.size()), estimate.value, squares, wanted);
}

std::optional<int> first_precise(std::span<const double> samples, const ReplicationRule& rule) {
  if (!rule.until) return static_cast<int>(samples.size()) >= rule.at_least ? std::optional(rule.at_least) : std::nullopt;
  double mean = 0;
  double squares = 0;  // by Welford's recurrence
  const std::size_t least = static_cast<std::size_t>(std::max(rule.at_least, 2));
  const std::size_t most = std::min(samples.size(), static_cast<std::size_t>(rule.at_most));
  for (std::size_t i = 0; i < most; ++i) {
    const auto count = static_cast<double>(i + 1);
    const double off = samples[i] - mean;
    mean += off / count;
    squares += off * (samples[i] - mean);
    if (i + 1 >= least && narrow_enough(count, mean, squares, *rule.until)) return static_cast<int>(i + 1);
  }
  return most == static_cast<std::size_t>(rule.at_most) ? std::optional(rule.at_most) : std::nullopt;
}

}  // namespace wangge::statistics
