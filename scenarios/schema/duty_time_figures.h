#pragma once

#include "scenarios/schema/metrics_registry.h"

#include <vector>

namespace wangge::scenarios {

/// The figures of the time of duty: what each kind of responder does with its hours.
[[nodiscard]] std::vector<MetricSpec> duty_time_figures();

}  // namespace wangge::scenarios
