#pragma once

#include "engine/planning/dedicated/dedicated_wish.h"
#include "engine/territory/territory.h"
#include "scenarios/scenario.h"

#include <vector>

namespace wangge::scenarios {

/// The grids with a name each that no other of them has: their own where they have one, else made from the area and the use or
/// kind that the entry of the scenario asks for (an entry of named features: the area). Of several with one name the second gets
/// a 2, and so on. O(n log n).
[[nodiscard]] std::vector<planning::DedicatedGrid> uniquely_named(std::vector<planning::DedicatedGrid> grids,
                                                                  const std::vector<PlanningSpec::Dedicated>& specs,
                                                                  const territory::Territory& territory);

}  // namespace wangge::scenarios
