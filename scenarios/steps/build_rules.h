#pragma once

#include "gis/build/build_territory.h"
#include "scenarios/scenario.h"

namespace wangge::scenarios {

/// The rules of step 3 as a scenario states them.
[[nodiscard]] gis::BuildRules build_rules(const Scenario& scenario);

}  // namespace wangge::scenarios
