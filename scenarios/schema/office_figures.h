#pragma once

#include "scenarios/schema/metrics_registry.h"

#include <vector>

namespace wangge::scenarios {

/// The figures of the offices of the levels: waits, loads and lines.
[[nodiscard]] std::vector<MetricSpec> office_figures();

}  // namespace wangge::scenarios
