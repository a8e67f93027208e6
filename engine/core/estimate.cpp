#include "engine/core/estimate.h"

#include "engine/core/math.h"

#include <algorithm>
#include <cmath>

namespace wangge::core {

std::optional<Estimate> mean_of(std::span<const double> samples) {
  if (samples.empty()) return std::nullopt;
  const auto count = static_cast<double>(samples.size());
  double total = 0;
  for (const double sample : samples) total += sample;
  Estimate estimate{.value = total / count, .ci95 = std::nullopt, .samples = {samples.begin(), samples.end()}};
  if (samples.size() < 2) return estimate;
  double squares = 0;
  for (const double sample : samples) squares += (sample - estimate.value) * (sample - estimate.value);
  const double half = student_t(static_cast<int>(samples.size() - 1), 0.95) * std::sqrt(squares / (count - 1) / count);
  estimate.ci95 = {.low = estimate.value - half, .high = estimate.value + half};
  return estimate;
}

std::optional<Estimate> mean_amount_of(std::span<const double> samples) {
  std::optional<Estimate> estimate = mean_of(samples);
  if (estimate && estimate->ci95) estimate->ci95->low = std::max(0.0, estimate->ci95->low);
  return estimate;
}

std::optional<Estimate> positive_mean_of(std::span<const double> samples) {
  std::optional<Estimate> estimate = mean_of(samples);
  if (!estimate || !estimate->ci95) return estimate;
  if (!(estimate->value > 0)) return mean_amount_of(samples);
  const double factor = exp((estimate->ci95->high - estimate->value) / estimate->value);
  estimate->ci95 = {.low = estimate->value / factor, .high = estimate->value * factor};
  return estimate;
}

std::optional<Estimate> mean_share_of(std::span<const double> samples) {
  std::optional<Estimate> estimate = mean_amount_of(samples);
  if (estimate && estimate->ci95) estimate->ci95->high = std::min(1.0, estimate->ci95->high);
  return estimate;
}

}  // namespace wangge::core
