#pragma once

#include "engine/core/findings.h"
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

/// A note of how many there are, of how many households, with how many captains; none where there are none.
[[nodiscard]] core::Findings microgrid_findings(const std::vector<gis::PlanFile::Microgrid>& rows);

}  // namespace wangge::scenarios
