#pragma once

#include <cstddef>
#include <span>
#include <vector>

/// How well observations fit a law: a statistic with the probability of one at least as large where the law holds.
namespace wangge::statistics {

struct Fit {
  std::size_t count = 0;
  double statistic = 0;
  double p = 1;
};

/// Kolmogorov's and Smirnov's largest distance between the observed shares and the uniform law on 0 … 1; p by Kolmogorov's limit
/// with Stephens's correction for small samples (1970). Precondition: values in [0, 1]. O(n log n).
[[nodiscard]] Fit fits_uniform(std::span<const double> values);

/// The same for gaps that should be exponential with mean 1: what time rescaling makes of a point process whose intensity is
/// the stated one (Brown, Barbieri, Ventura, Kass and Frank 2002, "The time-rescaling theorem", Neural Computation 14).
[[nodiscard]] Fit fits_unit_exponential(std::span<const double> gaps);

/// Pearson's chi-square of counts against expectations, with cells less one less `fitted` degrees of freedom. Neighbouring cells
/// are joined until each expects at least 5; count is the cells left. Where fewer than two are left, p is 1.
[[nodiscard]] Fit chi_square(std::span<const double> counts, std::span<const double> expected, std::size_t fitted);

/// Variance over mean of counts against expectations that may differ: sum of (n - e)^2 / e over cells less `fitted`; 1 for a
/// Poisson law, above 1 where counts cluster; p by chi-square. Cells that expect nothing are passed over.
[[nodiscard]] Fit dispersion(std::span<const double> counts, std::span<const double> expected, std::size_t fitted);

/// One point of a Q-Q figure.
struct QuantilePair {
  double expected = 0;
  double observed = 0;
};

/// Quantiles of gaps beside those of the unit exponential law, at `points` shares spread evenly, (i - 1/2) / points.
[[nodiscard]] std::vector<QuantilePair> exponential_quantiles(std::span<const double> gaps, std::size_t points);

}  // namespace wangge::statistics
