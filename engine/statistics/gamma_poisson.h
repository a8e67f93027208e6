#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace wangge::statistics {

/// Rates of places, each drawn towards that of all by as much as its count is uncertain.
struct ShrunkRates {
  double mean = 0;            ///< of all places together: counts over exposure
  double spread = 0;          ///< coefficient of variation of the true rates beyond chance; 0: chance alone explains them
  std::vector<double> rates;  ///< (count + shape) / (exposure + shape / mean): the posterior mean
};

/// Empirical Bayes: counts are Poisson with exposure times a rate, rates are gamma with shape 1 / spread^2; the spread is fitted
/// by moments weighted by exposure, as Marshall 1991, "Mapping disease and mortality rates using empirical Bayes estimators",
/// Applied Statistics 40. A place without exposure has the mean. O(n). Preconditions: as many of both, none negative.
[[nodiscard]] ShrunkRates shrink_rates(std::span<const double> counts, std::span<const double> exposures);

}  // namespace wangge::statistics
