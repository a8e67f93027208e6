#pragma once

#include "scenarios/schema/metrics_registry.h"

#include <vector>

namespace wangge::scenarios {

/// Every aim of a proposed plan as plans.json writes it: "plans[].aims.deviation_max".
[[nodiscard]] const std::vector<MetricSpec>& plan_figures();

}  // namespace wangge::scenarios
