#pragma once

#include "scenarios/schema/metrics_registry.h"

#include <vector>

namespace wangge::scenarios {

/// The figures of the response circle: part `coverage` of metrics.json.
[[nodiscard]] std::vector<MetricSpec> coverage_figures();

}  // namespace wangge::scenarios
