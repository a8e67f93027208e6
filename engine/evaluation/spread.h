#pragma once

#include <optional>
#include <span>
#include <vector>

/// How values of a sample are spread. Nothing for an empty sample.
namespace wangge::evaluation {

/// Linear between the order statistics (Hyndman and Fan 1996, type 7). Precondition: `rising` is sorted, 0 <= share <= 1.
[[nodiscard]] std::optional<double> quantile(std::span<const double> rising, double share);
[[nodiscard]] std::optional<double> mean(std::span<const double> values);
[[nodiscard]] std::vector<double> sorted(std::vector<double> values);

}  // namespace wangge::evaluation
