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

struct SiteOutcome {
  std::filesystem::path folder;
  std::vector<Stage> stages;
  core::Findings findings;
  std::string sites;  ///< the text of site.json
};

/// Steps 2 to 5, then the choice of sites by the section [siting], and a folder of it, whole or not at all: site.json,
/// sites.gpkg, plan.gpkg (the chosen sites as its posts), report.html, LICENCE.txt, timing.json. The same scenario gives the same
/// content for any number of threads (unless its time limit ended the search); only timing.json depends on the clock. Throws
/// Error(usage) where the scenario has no such section, and what the steps throw.
///
///   SiteOutcome outcome = site_scenario(scenario, {.folder = "sites/liechtenstein", .threads = threads}, progress);
[[nodiscard]] SiteOutcome site_scenario(const Scenario& scenario, const RunOptions& options, core::Progress& progress);

}  // namespace wangge::scenarios
