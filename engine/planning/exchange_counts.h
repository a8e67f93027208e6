#pragma once

#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/planning/region.h"
#include "engine/territory/territory.h"

#include <vector>

namespace wangge::planning {

/// The given total is shared by sizes, and the cells of a region may not be parted into its share: a region with grids out of
/// range takes one grid more or less where that leaves fewer households out, and regions in range take the difference, so that
/// the total stays; again, until it helps no more. Regions with a number of their own from the planner are left as they are.
/// Depends on (territory, regions, inputs, seed) alone. Cost: up to `tiny_runs` searches for each number of a region that is
/// tried; what fails is not tried again.
void exchange_counts(const territory::Territory& territory, std::vector<Region>& regions, const PlanningInputs& inputs,
                     core::Seed seed, core::Threads threads, core::Progress& progress);

}  // namespace wangge::planning
