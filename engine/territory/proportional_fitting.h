#pragma once

#include "engine/core/text.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Fits a table to given margins: iterative proportional fitting (Deming and Stephan 1940, "On a least squares adjustment
/// of a sampled frequency table when the expected marginal totals are known", Annals of Mathematical Statistics 11).
namespace wangge::territory {

/// Totals that the table must show when summed over every axis but `axes`; totals are in row-major order of those axes.
struct Margin {
  std::string name;  ///< for the words of a refusal: "age", "residence"
  std::vector<std::size_t> axes;
  std::vector<double> totals;
};

struct FitRules {
  double tolerance = 1e-9;  ///< of the grand total: the largest gap at which a margin counts as met
  double lenient = 1e-3;    ///< of the grand total: a gap below it after the last round is slow convergence, not contradiction
  int rounds = 500;
};

/// The cells, and how well they meet the margins.
struct Fit {
  std::vector<double> cells;  ///< row-major, zero where the seed is zero
  int rounds = 0;
  double gap = 0;                           ///< the largest |sum - total| that is left
  std::optional<core::Text> contradiction;  ///< present: no table with the seed's zeros has these margins; cells mean nothing
};

/// The table nearest to `seed` (in relative entropy) that has the margins. Zeros of the seed stay zero. A contradiction is
/// found where margins have different grand totals, where a total stands over a slice of zeros, or where the gap stays
/// above `lenient` after the last round.
/// Preconditions: seed and totals >= 0; the product of `shape` is seed.size(); each margin names rising axes and has the
/// size of their product. O(rounds x cells x margins).
///
///   const Fit fit = fit_proportionally(seed, {{2, 3}}, {{{"row", {0}, {40, 60}}, {"column", {1}, {20, 30, 50}}}});
[[nodiscard]] Fit fit_proportionally(std::span<const double> seed, std::span<const std::size_t> shape,
                                     std::span<const Margin> margins, const FitRules& rules = {});

/// The cells of a fit. Throws Error(input) with the contradiction where there is one.
[[nodiscard]] std::vector<double> fitted_cells(Fit fit);

}  // namespace wangge::territory
