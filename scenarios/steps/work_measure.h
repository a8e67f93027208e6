#pragma once

#include "engine/core/text.h"
#include "scenarios/scenario.h"

namespace wangge::scenarios {

/// What the work of a grid is in this scenario, in words for those who read its evenness.
struct WorkMeasure {
  core::Text unit;     ///< "h a year", "households", "points a year"
  core::Text formula;  ///< one sentence with the scenario's weights
};

/// Of `work_of_cells`, which the words follow.
[[nodiscard]] WorkMeasure work_measure(const Scenario& scenario);

}  // namespace wangge::scenarios
