#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/planning/codes/code_history.h"
#include "engine/planning/edits/edit_list.h"
#include "engine/planning/life/plan_life.h"
#include "scenarios/scenario.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// `wangge edit`: a plan, a list of edits, and the next version of the plan.
namespace wangge::scenarios {

struct EditRequest {
  std::filesystem::path folder;                 ///< to make
  std::optional<std::filesystem::path> edits;   ///< a file of edits; absent: the plan stays as it is
  std::optional<std::filesystem::path> plan;    ///< a plan.gpkg; absent: the scenario's grids, or a plan made by its rules
  std::optional<planning::PlanStatus> approve;  ///< the step of its life that the plan shall take afterwards
  std::string from{};                           ///< ISO date of the coming into force
  core::Threads threads{1};
};

struct EditedPlan {
  std::filesystem::path folder;
  std::vector<planning::EditAnswer> answers;
  std::vector<std::string> places;  ///< in the file, beside the answers
  std::size_t applied = 0;
  std::size_t without_effect = 0;                  ///< allowed, and changed nothing
  std::optional<planning::AimValues> aims_before;  ///< of the plan that came in; absent without a list of edits
  std::optional<planning::AimValues> aims_after;   ///< change: against the plan that came in
  planning::PlanLife life;
  std::optional<planning::LifeRefusal> life_refusal;
  core::Findings findings;
  /// Edits that a rule forbids.
  [[nodiscard]] std::size_t refused() const { return answers.size() - applied - without_effect; }
  core::Text work;   ///< what the work of a grid is, for the aims of evenness
  std::string json;  ///< the text of edits.json
};

/// Writes a folder with plan.gpkg (the next version, a draft unless approved), edits.json (each edit, applied or refused, with
/// figures before and after), codes.csv (old code -> new code), LICENCE.txt; whole or not at all. Refused edits are passed over.
/// The same input gives the same bytes for any threads. Throws what reading throws.
///
///   EditedPlan edited = edit_plan(scenario, {.folder = "plans/v2", .edits = "edits.toml"}, progress);
[[nodiscard]] EditedPlan edit_plan(const Scenario& scenario, const EditRequest& request, core::Progress& progress);

}  // namespace wangge::scenarios
