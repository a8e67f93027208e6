#pragma once

#include "scenarios/schema/metrics_registry.h"

#include <vector>

namespace wangge::scenarios {

/// Every aim of a plan as metrics.json writes it: "plan.aims.deviation_max"; plans.json has the same under `aims` of each plan.
[[nodiscard]] const std::vector<MetricSpec>& plan_figures();

/// The audit of full coverage, of one element: `plan.elements[]`.
[[nodiscard]] const std::vector<MetricSpec>& element_figures();

/// Figures of plans.json that a run has none of: the score, by which plans are ranked.
[[nodiscard]] const std::vector<MetricSpec>& ranking_figures();

}  // namespace wangge::scenarios
