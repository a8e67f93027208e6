#include "engine/statistics/paired.h"

#include <cassert>
#include <cstddef>
#include <vector>

namespace wangge::statistics {
namespace {

double sum_of_squares(std::span<const double> values) {
  double mean = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return squares;
}

}  // namespace

std::optional<PairedComparison> compare_pairs(std::span<const double> first, std::span<const double> second) {
  assert(first.size() == second.size());
  std::vector<double> differences;
  for (std::size_t i = 0; i < first.size(); ++i) differences.push_back(second[i] - first[i]);
  std::optional<core::Estimate> difference = core::mean_of(differences);
  if (!difference) return std::nullopt;
  PairedComparison comparison{std::move(*difference), std::nullopt};
  const double paired = sum_of_squares(differences);
  if (paired > 0) comparison.variance_ratio = (sum_of_squares(first) + sum_of_squares(second)) / paired;
  return comparison;
}

}  // namespace wangge::statistics
