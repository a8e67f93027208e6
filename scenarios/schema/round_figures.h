#pragma once

#include "scenarios/schema/metrics_registry.h"

#include <vector>

namespace wangge::scenarios {

/// The figures of scheduled work: planned visits by how they ended, rounds and their bounds, the course of sweeps, and the time of duty.
[[nodiscard]] std::vector<MetricSpec> round_figures();

}  // namespace wangge::scenarios
