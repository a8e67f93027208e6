#pragma once

#include "engine/core/units.h"
#include "engine/planning/microgrids/microgrids.h"
#include "gis/cells/coverage.h"
#include "gis/write/plan_file.h"
#include "scenarios/scenario.h"

#include <vector>

namespace wangge::scenarios {

/// Layer `microgrids` of a plan, where the scenario has a section [microgrids]; empty without. By code.
[[nodiscard]] std::vector<gis::PlanFile::Microgrid> microgrid_rows(const Scenario& scenario, const planning::Plan& plan,
                                                                   const gis::CellCoverage& coverage, core::Threads threads);

}  // namespace wangge::scenarios
