#include "engine/statistics/goodness_of_fit.h"

#include "engine/core/math.h"
#include "engine/statistics/special.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace wangge::statistics {
namespace {

std::vector<double> rising(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

/// P(K > x), Kolmogorov 1933.
double kolmogorov_tail(double x) {
  if (x < 0.2) return 1;  // above 1 - 1e-12
  double sum = 0;
  for (int i = 1; i < 100; ++i) {
    const double term = core::exp(-2.0 * i * i * x * x);
    sum += i % 2 == 1 ? term : -term;
    if (term < 1e-18) break;
  }
  return std::clamp(2 * sum, 0.0, 1.0);
}

}  // namespace

Fit fits_uniform(std::span<const double> values) {
  if (values.empty()) return {};
  const std::vector<double> sorted = rising(values);
  const auto n = static_cast<double>(sorted.size());
  double distance = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const auto before = static_cast<double>(i);
    distance = std::max({distance, (before + 1) / n - sorted[i], sorted[i] - before / n});
  }
  const double root = std::sqrt(n);
  return {sorted.size(), distance, kolmogorov_tail(distance * (root + 0.12 + 0.11 / root))};
}

Fit fits_unit_exponential(std::span<const double> gaps) {
  std::vector<double> shares;
  shares.reserve(gaps.size());
  for (const double gap : gaps) shares.push_back(1 - core::exp(-std::max(0.0, gap)));
  return fits_uniform(shares);
}

Fit chi_square(std::span<const double> counts, std::span<const double> expected, std::size_t fitted) {
  assert(counts.size() == expected.size());
  constexpr double least = 5;
  std::vector<double> joined_counts;
  std::vector<double> joined_expected;
  bool open = false;  // the last cell may take more
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (open) {
      joined_counts.back() += counts[i];
      joined_expected.back() += expected[i];
    } else {
      joined_counts.push_back(counts[i]);
      joined_expected.push_back(expected[i]);
    }
    open = joined_expected.back() < least;
  }
  if (open && joined_counts.size() > 1) {
    joined_counts[joined_counts.size() - 2] += joined_counts.back();
    joined_expected[joined_expected.size() - 2] += joined_expected.back();
    joined_counts.pop_back();
    joined_expected.pop_back();
  }
  Fit fit;
  fit.count = joined_counts.size();
  if (fit.count < fitted + 2) return fit;
  for (std::size_t i = 0; i < joined_counts.size(); ++i) {
    const double off = joined_counts[i] - joined_expected[i];
    fit.statistic += off * off / joined_expected[i];
  }
  fit.p = chi_square_tail(fit.statistic, static_cast<double>(fit.count - 1 - fitted));
  return fit;
}

Fit dispersion(std::span<const double> counts, std::span<const double> expected, std::size_t fitted) {
  assert(counts.size() == expected.size());
  Fit fit;
  double squares = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!(expected[i] > 0)) continue;
    ++fit.count;
    squares += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
  }
  if (fit.count <= fitted) return fit;
  const auto degrees = static_cast<double>(fit.count - fitted);
  fit.statistic = squares / degrees;
  fit.p = chi_square_tail(squares, degrees);
  return fit;
}

std::vector<QuantilePair> exponential_quantiles(std::span<const double> gaps, std::size_t points) {
  const std::vector<double> sorted = rising(gaps);
  std::vector<QuantilePair> pairs;
  if (sorted.empty()) return pairs;
  for (std::size_t i = 0; i < points; ++i) {
    const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(points);
    const auto rank = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
    pairs.push_back({-core::log(1 - share), sorted[std::min(rank, sorted.size() - 1)]});
  }
  return pairs;
}

}  // namespace wangge::statistics
