#pragma once

#include "engine/core/findings.h"
#include "engine/planning/plan.h"
#include "engine/planning/planning_rules.h"
#include "gis/build/build_territory.h"
#include "gis/write/plan_file.h"
#include "scenarios/steps/plan_record.h"

#include <string>

namespace wangge::scenarios {

/// A plan with what has to be kept of it from version to version.
struct KeptPlan {
  planning::Plan plan;
  PlanRecord record;
  core::Findings findings;
  bool same_cells = true;  ///< the file's cells are those of the territory; otherwise its grids were laid over them
  bool changed = false;    ///< reading changed its grids: their codes, or the households or cells in them
};

/// The plan of a plan.gpkg on the scenario's territory: cell by cell where the file has the same cells (number, parents,
/// households), else by the shapes of its grids. Throws Error(input) that names `shown`, the file, for a status or a version that
/// is none, and where fewer than half of its grids or of the town's households meet: a plan of another town.
[[nodiscard]] KeptPlan kept_plan(const gis::PlanFile& file, const std::string& shown, const gis::TerritoryBuild& built,
                                 const planning::PlanningRules& rules, const planning::WorkOfCell& work);

}  // namespace wangge::scenarios
