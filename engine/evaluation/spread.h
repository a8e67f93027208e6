#pragma once

#include <optional>
#include <span>
#include <vector>

/// How values of a sample are spread. Nothing for an empty sample.
namespace wangge::evaluation {

/// Linear between the order statistics (Hyndman and Fan 1996, type 7). Precondition: `rising` is sorted, 0 <= share <= 1.
[[nodiscard]] std::optional<double> quantile(std::span<const double> rising, double share);
[[nodiscard]] std::optional<double> mean(std::span<const double> values);
/// Gini's coefficient: 0 where all are equal, towards 1 where one has all. Precondition: sorted, not negative, sum > 0.
[[nodiscard]] std::optional<double> gini(std::span<const double> rising);
[[nodiscard]] std::vector<double> sorted(std::vector<double> values);

}  // namespace wangge::evaluation
