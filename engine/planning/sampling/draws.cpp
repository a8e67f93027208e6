#include "engine/planning/sampling/draws.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace wangge::planning {
namespace {

/// Sums of the same parts in another order differ by rounding.
constexpr double alike = 1e-9;

}  // namespace

std::vector<double> sorted_draws(const Draws& draws) {
  std::vector<double> all;
  for (const std::vector<double>& chain : draws) all.insert(all.end(), chain.begin(), chain.end());
  std::sort(all.begin(), all.end());
  return all;
}

double quantile(std::span<const double> rising, double share) {
  assert(!rising.empty() && share >= 0 && share <= 1);
  const double place = share * static_cast<double>(rising.size() - 1);
  const auto lower = std::min(static_cast<std::size_t>(place), rising.size() - 1);
  const std::size_t upper = std::min(lower + 1, rising.size() - 1);
  return rising[lower] + (place - static_cast<double>(lower)) * (rising[upper] - rising[lower]);
}

Standing standing(std::span<const double> rising, double value) {
  const double margin = alike * std::abs(value);
  const auto first = std::lower_bound(rising.begin(), rising.end(), value - margin);
  const auto end = std::upper_bound(first, rising.end(), value + margin);
  const auto count = static_cast<double>(rising.size());
  return {static_cast<double>(first - rising.begin()) / count, static_cast<double>(end - first) / count,
          static_cast<double>(rising.end() - end) / count};
}

std::vector<std::uint32_t> binned(std::span<const double> rising, double low, double high, std::size_t bins) {
  std::vector<std::uint32_t> counts(bins, 0);
  for (const double draw : rising) {
    const auto bin = static_cast<std::size_t>((draw - low) / (high - low) * static_cast<double>(bins));
    ++counts[std::min(bin, bins - 1)];
  }
  return counts;
}

}  // namespace wangge::planning
