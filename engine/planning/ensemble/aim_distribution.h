#pragma once

#include "engine/planning/aims/aim.h"
#include "engine/planning/sampling/convergence.h"
#include "engine/planning/sampling/draws.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wangge::planning {

/// The shares at which a distribution is told.
inline constexpr std::array<double, 5> told_shares = {0.025, 0.25, 0.5, 0.75, 0.975};

/// Chains that agree less are not to be relied on (Vehtari et al. 2021 ask for 1.01 and 400 in the end).
inline constexpr double most_r_hat = 1.05;
inline constexpr double least_effective = 100;

/// Where a known plan lies: shares of the drawn plans that are better, alike and worse in the figure.
struct AimPlace {
  double value = 0;
  double better = 0;
  double alike = 0;
  double worse = 0;
};

/// One figure over all drawn plans.
struct AimDistribution {
  AimFigure figure = AimFigure::deviation_max;
  double low = 0;
  double high = 0;
  double mean = 0;
  std::array<double, told_shares.size()> quantiles{};
  std::vector<std::uint32_t> bins;              ///< equally wide from low to high; one where all are alike
  std::optional<Convergence> convergence;       ///< nothing where all are alike
  std::vector<std::optional<AimPlace>> places;  ///< of the known plans, in their order

  /// Whether the chains agree well enough; so they do where all plans are alike.
  [[nodiscard]] bool converged() const {
    return !convergence || (convergence->r_hat <= most_r_hat && convergence->effective >= least_effective &&
                            convergence->effective_tail >= least_effective);
  }
};

/// `draws`: the values of each drawn plan by chain; `known`: plans to place among them. Figures that some drawn plan lacks are
/// left out. O(figures x (draws log draws + lags x draws)).
[[nodiscard]] std::vector<AimDistribution> distributions(const std::vector<std::vector<AimValues>>& draws,
                                                         std::span<const AimValues> known);

}  // namespace wangge::planning
