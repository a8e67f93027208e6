#pragma once

#include "engine/core/estimate.h"

#include <cmath>

/// Counts how often intervals hold the truth.
namespace wangge::testing {

struct Coverage {
  int held = 0;
  int all = 0;

  void look(const core::Estimate& estimate, double truth) {
    ++all;
    if (estimate.ci95 && estimate.ci95->low <= truth && truth <= estimate.ci95->high) ++held;
  }
  [[nodiscard]] double share() const { return static_cast<double>(held) / all; }
  /// 3.3 standard errors of a share where 95 % is the truth.
  [[nodiscard]] double slack() const { return 3.3 * std::sqrt(0.95 * 0.05 / all); }
};

}  // namespace wangge::testing
