#pragma once

#include "engine/planning/codes/code_history.h"
#include "scenarios/edits/edit_run.h"

#include <set>
#include <string>
#include <vector>

namespace wangge::scenarios {

/// What edits.json says beside the answers.
struct EditFacts {
  const Scenario& scenario;
  std::string plan_source;  ///< "today's grids", "made by the rules" or the file's name
  bool same_cells = true;
  bool changed_by_reading = false;
  const planning::Plan& before;
  const planning::Plan& after;
  planning::PlanLife life_before;
  std::vector<planning::CodeChange> changes;
  std::set<std::string> voided;  ///< codes that no grid may have again
};

/// edits.json: keys sorted, numbers as in metrics.json; nothing in it depends on the clock.
[[nodiscard]] std::string edits_json(const EditFacts& facts, const EditedPlan& edited,
                                     const std::optional<planning::PlanStatus>& asked);

/// codes.csv: a row for every pair of codes that shares a cell.
[[nodiscard]] std::string codes_csv(const std::vector<planning::CodeChange>& changes, const std::string& valid_from);

}  // namespace wangge::scenarios
