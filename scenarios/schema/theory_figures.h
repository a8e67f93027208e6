#pragma once

#include "scenarios/schema/metrics_registry.h"

#include <vector>

namespace wangge::scenarios {

/// What formulas expect beside what was simulated.
[[nodiscard]] std::vector<MetricSpec> theory_figures();

}  // namespace wangge::scenarios
