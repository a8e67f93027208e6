#pragma once

#include <cstddef>
#include <span>
#include <vector>

/// The law of the number of busy units, as far as it is known without knowing which ones are busy.
namespace wangge::queueing {

/// chance[k] that k of N units are busy when nobody can wait: a birth-death chain. `up[k]`: calls taken per unit of time with k
/// busy; `down[k]`: services ended, down[0] unused. Preconditions: up has N entries, down N + 1, all but down[0] positive. O(N).
[[nodiscard]] std::vector<double> busy_levels(std::span<const double> up, std::span<const double> down);

/// down[k], k = 0 … N: services ended per unit of time with k busy, where a unit's odds of being busy given k are in proportion
/// to its odds without. Exact for equal rates. O(N), by 193 points of the curve.
[[nodiscard]] std::vector<double> service_by_level(std::span<const double> workload, std::span<const double> service_rate);

/// What numbers say of units drawn at random, one after another.
struct DrawnUnits {
  std::vector<double> next_busy;  ///< [d]: chance that the next is busy when the d drawn before are
  /// [d]: what odds from the best linear guess by those d must be multiplied by to become those odds
  std::vector<double> beyond_linear;
};
/// For d = 0 … most - 1. O(N * most).
[[nodiscard]] DrawnUnits draw_units(std::span<const double> levels, std::size_t most);

}  // namespace wangge::queueing
