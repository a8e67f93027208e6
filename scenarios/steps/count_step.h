#pragma once

#include "engine/core/findings.h"
#include "engine/planning/grid_counts.h"
#include "engine/planning/plan.h"
#include "engine/territory/territory.h"
#include "scenarios/scenario.h"

/// From `planning.count` to numbers of grids.
namespace wangge::scenarios {

/// Throws Error(usage) for an area that does not exist.
[[nodiscard]] planning::CountWishes count_wishes(const Scenario& scenario, const territory::Territory& territory);

/// Wishes that a plan does not meet: areas, or all together, whose number of grids is another (planning.count_not_met), and
/// numbers that are met with grids out of range that nothing excuses (planning.count_out_of_range). `given`: the grids stand in a
/// file.
[[nodiscard]] core::Findings unmet_counts(const planning::CountWishes& wishes, const planning::Plan& plan, bool given);

}  // namespace wangge::scenarios
