#pragma once

#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/planning/plan.h"
#include "gis/write/plan_file.h"
#include "scenarios/run/pipeline.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/plan_record.h"

#include <filesystem>
#include <memory>
#include <string>

/// Steps 2 to 4 for verbs that deal with a plan and do not simulate, and a plan's rows.
namespace wangge::scenarios {

struct PlanningGround {
  Scenario scenario;  ///< reading the made town where the one asked for has a section [synth]
  std::unique_ptr<const Town> town;
};

/// Makes the town of a scenario where it has none in files (in `folder`, which exists and must outlive reading), reads and builds
/// it.
[[nodiscard]] PlanningGround planning_ground(const Scenario& scenario, const std::filesystem::path& folder, core::Threads threads,
                                             core::Progress& progress);

/// All rows of plan.gpkg with posts and circle, as a run writes them.
[[nodiscard]] gis::PlanFile plan_file(const PlanningGround& ground, const planning::Plan& plan, PlanRecord record,
                                      core::Threads threads);

}  // namespace wangge::scenarios
