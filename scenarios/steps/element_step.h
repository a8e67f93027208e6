#pragma once

#include "engine/core/text.h"
#include "engine/planning/plan.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/ledger_step.h"

#include <optional>
#include <string>
#include <vector>

/// The audit of full coverage: whether each element (people, land, matters, buildings, organisations, enterprises, objects,
/// places) belongs to one grid, and which grids hold none.
namespace wangge::scenarios {

struct ElementTally {
  std::string element;
  core::Text unit;
  double total = 0;
  std::optional<double> outside = 0;  ///< in no grid: left out; absent where it cannot be known
  std::size_t grids_without = 0;      ///< hold none of it
  double least = 0;                   ///< of a grid
  double median = 0;
  double most = 0;
};

/// People (residents), land (square metres; `outside`: by how much the cells of areas fall short of their outlines, or reach
/// beyond), buildings and matters (requests expected in a year) always, in this order; then the elements of the scenario's
/// [[ledger]] tables but for persons in need and party members, who are people. How many live in buildings without a cell is not
/// known: where there are such buildings, `outside` of people and matters is absent. A cell belongs to one grid, so nothing that
/// stands in a cell is counted twice. O(cells x (ledgers + request kinds)).
[[nodiscard]] std::vector<ElementTally> audit_elements(const Scenario& scenario, const planning::Plan& plan,
                                                       const std::vector<LocatedLedger>& ledgers);

}  // namespace wangge::scenarios
