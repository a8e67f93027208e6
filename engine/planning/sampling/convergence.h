#pragma once

#include <optional>
#include <span>
#include <vector>

namespace wangge::planning {

/// How far chains that sample the same law agree.
struct Convergence {
  /// Variance of all draws over the variance within half chains, as a ratio of deviations; near 1 (below 1.01) where the chains
  /// tell of one law. The larger of two: for the draws and for their distance from the median.
  double r_hat = 1;
  /// So many independent draws would tell the mean as well as these do.
  double effective = 0;
  /// The same for the 5 % and the 95 % quantile, the smaller of the two; that of the mean where neither parts the draws.
  double effective_tail = 0;
};

/// Of one figure drawn by several chains, one vector a chain, in the order drawn: split R-hat and effective sample size on
/// normal scores of the ranks, so that heavy tails do no harm (Vehtari, Gelman, Simpson, Carpenter, Buerkner 2021,
/// "Rank-normalization, folding, and localization: an improved R-hat"; autocorrelations are summed up to the first negative
/// pair, made falling: Geyer 1992). Nothing where there are fewer than four draws a chain or all are equal.
/// Precondition: chains of the same length. O(draws x lags until the chains forget, + draws log draws).
///
///   const std::optional<Convergence> cut = convergence(cut_edges_by_chain);
[[nodiscard]] std::optional<Convergence> convergence(std::span<const std::vector<double>> chains);

/// The effective sample size of the draws themselves, without ranks: for the error of a mean. As above.
[[nodiscard]] std::optional<double> effective_draws(std::span<const std::vector<double>> chains);

}  // namespace wangge::planning
