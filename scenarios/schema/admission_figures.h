#pragma once

#include "scenarios/schema/metrics_registry.h"

#include <vector>

namespace wangge::scenarios {

/// The figures of what departments hand down to grids.
[[nodiscard]] std::vector<MetricSpec> admission_figures();

}  // namespace wangge::scenarios
