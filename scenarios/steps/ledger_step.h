#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/planning/aims/plan_aims.h"
#include "engine/territory/territory.h"
#include "gis/build/assign_grids.h"
#include "gis/cells/coverage.h"
#include "gis/layers.h"
#include "scenarios/scenario.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace wangge::scenarios {

/// The cell that a place lies in, as `CellCoverage::cell_at` gives it.
using CellAt = std::function<std::optional<territory::CellId>(core::Position)>;

/// The cells on the ground. Whatever counts things by cell asks the same `at`, so that one on a border is in one cell for all.
struct CellGround {
  gis::CellShape shape;
  CellAt at;
};

[[nodiscard]] CellGround cell_ground(const gis::CellCoverage& coverage);

/// One [[ledger]] table, each thing in the cell in whose land it stands.
struct LocatedLedger {
  std::string kind;
  core::Column<territory::CellId, double> of_cell;
  std::int64_t outside = 0;  ///< stand in no cell
};

/// All tables of the scenario, in its order. What stands in no cell is counted in finding `ledger.outside`.
/// O(points), mostly.
[[nodiscard]] std::vector<LocatedLedger> locate_ledgers(const Scenario& scenario, const gis::Layers& layers,
                                                        const territory::Territory& territory, const CellAt& cell_at,
                                                        core::Progress& progress, core::Findings& findings);

/// What plans count of them, summed over the tables of a kind; a column stays empty where no table is of its kind.
[[nodiscard]] planning::LedgerOfCell ledger_of_cells(const std::vector<LocatedLedger>& located);

/// What the scenario's [[ledger]] tables count, summed by the cell in whose land it stands; a column stays empty where no table
/// is of its kind. What stands in no cell is counted in finding `ledger.outside`. O(points), mostly.
[[nodiscard]] planning::LedgerOfCell read_ledgers(const Scenario& scenario, const gis::Layers& layers,
                                                  const territory::Territory& territory, const CellAt& cell_at,
                                                  core::Progress& progress, core::Findings& findings);

}  // namespace wangge::scenarios
