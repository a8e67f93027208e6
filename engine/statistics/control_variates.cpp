#include "engine/statistics/control_variates.h"

#include "engine/core/math.h"

#include <cassert>
#include <cmath>
#include <cstddef>
#include <vector>

namespace wangge::statistics {

std::optional<ControlledMean> controlled_mean(std::span<const double> figures, std::span<const double> controls,
                                              double expectation) {
  assert(figures.size() == controls.size());
  if (figures.size() < 4) return std::nullopt;
  const auto n = static_cast<double>(figures.size());
  double y = 0;
  double x = 0;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    y += figures[i] / n;
    x += controls[i] / n;
  }
  double xx = 0;
  double xy = 0;
  double yy = 0;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    xx += (controls[i] - x) * (controls[i] - x);
    xy += (controls[i] - x) * (figures[i] - y);
    yy += (figures[i] - y) * (figures[i] - y);
  }
  if (!(xx > 0)) return std::nullopt;
  ControlledMean result;
  result.coefficient = xy / xx;
  const double off = x - expectation;
  const double left = std::max(0.0, yy - xy * xy / xx) / (n - 2);
  const double variance = left * (1 / n + off * off / xx);
  result.mean.value = y - result.coefficient * off;
  const double half = core::student_t(static_cast<int>(figures.size()) - 2, 0.95) * std::sqrt(variance);
  result.mean.ci95 = core::Estimate::Interval{result.mean.value - half, result.mean.value + half};
  for (std::size_t i = 0; i < figures.size(); ++i) {
    result.mean.samples.push_back(figures[i] - result.coefficient * (controls[i] - expectation));
  }
  result.variance_ratio = variance > 0 ? yy / (n - 1) / n / variance : 1;
  return result;
}

}  // namespace wangge::statistics
