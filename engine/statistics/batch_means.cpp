#include "engine/statistics/batch_means.h"

#include <cassert>
#include <cmath>
#include <vector>

namespace wangge::statistics {
namespace {

std::vector<double> means_of_batches(std::span<const double> series, std::size_t length) {
  const std::size_t count = series.size() / length;
  const std::size_t first = series.size() - count * length;
  std::vector<double> means(count, 0.0);
  for (std::size_t i = 0; i < count * length; ++i) means[i / length] += series[first + i];
  for (double& mean : means) mean /= static_cast<double>(length);
  return means;
}

}  // namespace

double von_neumann_correlation(std::span<const double> values) {
  assert(values.size() >= 3);
  double mean = 0;
  for (const double value : values) mean += value;
  mean /= static_cast<double>(values.size());
  double squares = 0;
  double steps = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    squares += (values[i] - mean) * (values[i] - mean);
    if (i > 0) steps += (values[i] - values[i - 1]) * (values[i] - values[i - 1]);
  }
  const double rounding = 1e-28 * mean * mean * static_cast<double>(values.size());
  return squares > rounding ? 1 - steps / (2 * squares) : 0;
}

std::optional<BatchMeans> batch_means(std::span<const double> series) {
  constexpr std::size_t fewest = 10;
  constexpr std::size_t most = 30;
  constexpr double accepted = 1.2816;  // 90 % of a normal law
  if (series.size() < 2 * fewest) return std::nullopt;
  for (std::size_t length = 1;; length *= 2) {
    const std::vector<double> means = means_of_batches(series, length);
    const auto count = static_cast<double>(means.size());
    const double correlation = von_neumann_correlation(means);
    const bool independent = correlation <= accepted * std::sqrt((count - 2) / (count * count - 1));
    const bool last = series.size() / (2 * length) < fewest;
    if (!last && (means.size() > most || !independent)) continue;
    return BatchMeans{*core::mean_of(means), length, correlation, independent};
  }
}

}  // namespace wangge::statistics
