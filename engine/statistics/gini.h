#pragma once

#include <optional>
#include <span>

namespace wangge::statistics {

/// Gini's coefficient: 0 where all are equal, towards 1 where one has all; sum of (2 i - n - 1) x_i / (n sum x) over rising x.
/// Nothing for no values or a sum of 0. Precondition: sorted, not negative. O(n). Gini 1912.
[[nodiscard]] std::optional<double> gini(std::span<const double> rising);

}  // namespace wangge::statistics
