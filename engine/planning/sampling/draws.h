#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace wangge::planning {

/// One figure of drawn plans: a vector a chain, in the order drawn.
using Draws = std::vector<std::vector<double>>;

/// All draws in rising order. O(draws log draws).
[[nodiscard]] std::vector<double> sorted_draws(const Draws& draws);

/// The value below which a share of the draws lies, between two draws by the straight line (Hyndman and Fan 1996, definition 7).
/// Preconditions: rising, at least one; 0 <= share <= 1. O(1).
[[nodiscard]] double quantile(std::span<const double> rising, double share);

/// Where a value lies among the draws, as shares of them. Draws nearer than one part in 10^9 are equal to it.
struct Standing {
  double below = 0;
  double equal = 0;
  double above = 0;
};

/// Precondition: rising, at least one. O(log draws).
[[nodiscard]] Standing standing(std::span<const double> rising, double value);

/// How many draws lie in each of so many equally wide bins from `low` to `high`; the upper end belongs to the last.
/// Precondition: low < high, and all draws between them. O(draws).
[[nodiscard]] std::vector<std::uint32_t> binned(std::span<const double> rising, double low, double high, std::size_t bins);

}  // namespace wangge::planning
