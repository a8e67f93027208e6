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

/// Areas whose number of grids is not the wished one.
[[nodiscard]] core::Findings unmet_counts(const planning::CountWishes& wishes, const planning::Plan& plan);

}  // namespace wangge::scenarios
