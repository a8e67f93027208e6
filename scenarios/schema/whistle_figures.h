#pragma once

#include "scenarios/schema/metrics_registry.h"

#include <vector>

namespace wangge::scenarios {

/// The figures of whistles: departments that reported in time, late or not at all.
[[nodiscard]] std::vector<MetricSpec> whistle_figures();

}  // namespace wangge::scenarios
