#pragma once

#include "engine/planning/codes/code_history.h"
#include "engine/planning/life/plan_life.h"
#include "engine/planning/plan.h"
#include "engine/planning/read_plan.h"
#include "gis/write/plan_file.h"
#include "scenarios/scenario.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

/// What a plan.gpkg says beside where its grids lie, and what is kept of it wherever the plan is taken up again.
namespace wangge::scenarios {

/// Life and codes from version to version.
struct PlanRecord {
  planning::PlanLife life{};
  std::vector<gis::PlanFile::CodeRow> code_history{};
  std::vector<gis::PlanFile::VoidedCode> voided{};
};

/// The file behind the scenario's grids where it is a plan of Wangge's, without shapes; nothing where it is another layer.
[[nodiscard]] std::optional<gis::PlanFile> recorded_grids(const Scenario& scenario);

/// Throws Error(input) for a status or a version that is none.
[[nodiscard]] PlanRecord record_of(const gis::PlanFile& file);

/// The same grids with the kinds that the file gives their codes, and with its void codes.
[[nodiscard]] planning::GivenPlan with_record(planning::GivenPlan given, const gis::PlanFile& file);

/// The life as plan.gpkg writes it: a plan in force is an approved one with a date.
[[nodiscard]] std::string status_text(const planning::PlanLife& life);

/// The record of the next version: what was there, and what this one changes. Dates are filled in when a plan comes into force.
/// `changes` and `voided` are code_changes and voided_codes of the plan that was and the next one.
[[nodiscard]] PlanRecord next_record(const PlanRecord& record, const planning::PlanLife& life,
                                     const std::vector<planning::CodeChange>& changes, const std::set<std::string>& voided);

}  // namespace wangge::scenarios
