#pragma once

#include "scenarios/schema/metrics_registry.h"

#include <vector>

namespace wangge::scenarios {

/// How soon requests were answered, over all and by kind, grid, community and hour: `simulation`.
[[nodiscard]] const std::vector<MetricSpec>& simulation_figures();

}  // namespace wangge::scenarios
