#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/planning/aims/plan_aims.h"
#include "engine/territory/territory.h"
#include "gis/build/assign_grids.h"
#include "gis/layers.h"
#include "scenarios/scenario.h"

namespace wangge::scenarios {

/// What the scenario's [[ledger]] tables count, summed by the cell in whose land it stands; a column stays empty where no table
/// is of its kind. What stands in no cell is counted in finding `ledger.outside`. O((points + cells) log).
[[nodiscard]] planning::LedgerOfCell read_ledgers(const Scenario& scenario, const gis::Layers& layers,
                                                  const territory::Territory& territory, const gis::CellShape& shape,
                                                  core::Threads threads, core::Progress& progress, core::Findings& findings);

}  // namespace wangge::scenarios
