#pragma once

#include "scenarios/schema/metrics_registry.h"

#include <vector>

namespace wangge::scenarios {

/// The figures of the lives of requests: who declined, what was late, escalated, rated; teams and ways.
[[nodiscard]] std::vector<MetricSpec> life_figures();

}  // namespace wangge::scenarios
