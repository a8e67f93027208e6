#include "engine/statistics/gini.h"

#include <cstddef>

namespace wangge::statistics {

std::optional<double> gini(std::span<const double> rising) {
  double weighted = 0;
  double sum = 0;
  const auto count = static_cast<double>(rising.size());
  for (std::size_t i = 0; i < rising.size(); ++i) {
    weighted += (2 * static_cast<double>(i + 1) - count - 1) * rising[i];
    sum += rising[i];
  }
  if (!(sum > 0)) return std::nullopt;
  return weighted / (count * sum);
}

}  // namespace wangge::statistics
