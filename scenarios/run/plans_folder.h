#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "scenarios/run/pipeline.h"
#include "scenarios/run/stage_clock.h"
#include "scenarios/scenario.h"

#include <filesystem>
#include <string>
#include <vector>

namespace wangge::scenarios {

struct PlansOutcome {
  std::filesystem::path folder;
  std::vector<Stage> stages;
  core::Findings findings;
  std::string plans;  ///< the text of plans.json
};

/// Steps 2 to 4, then proposals, and a folder of plans, whole or not at all: plans.json, plan-1.gpkg and so on in the format of
/// plan.gpkg, report.html, LICENCE.txt, timing.json. The same scenario gives the same content for any number of threads (unless
/// its time limit ended the search); only timing.json depends on the clock. Throws what the steps throw.
///
///   PlansOutcome outcome = propose_scenario(scenario, {.folder = "plans/liechtenstein", .threads = threads}, progress);
[[nodiscard]] PlansOutcome propose_scenario(const Scenario& scenario, const RunOptions& options, core::Progress& progress);

}  // namespace wangge::scenarios
