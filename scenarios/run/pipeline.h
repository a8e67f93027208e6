#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "gis/build/build_territory.h"
#include "gis/layers.h"
#include "scenarios/redraw/repartition_step.h"
#include "scenarios/run/stage_clock.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/travel_step.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// The way from a scenario to a run, in its eight steps; each step is one public function of its room.
///
///   1 load      load_scenario            5 plan      build_plan
///   2 read      read_scenario_layers     6 simulate  simulate_and_evaluate
///   3 build     build_territory          7 evaluate  measure_plan, cover
///   4 travel    build_travel             8 write     write_run
namespace wangge::scenarios {

struct Sensitivity;

/// Steps 2-4: the town as the scenario's sources show it. Neither copied nor moved: plans refer to its territory.
struct Town {
  gis::Layers layers;
  gis::TerritoryBuild built;
  TravelBuild travel;
  std::optional<RedrawnLevel> redrawn{};  ///< what a section [repartition] did to the areas of `built`
};

struct RunOptions {
  std::filesystem::path folder;  ///< the run folder to make
  core::Threads threads{1};
  core::Language language = core::Language::zh;   ///< in which report.html opens
  std::optional<std::filesystem::path> replay{};  ///< a file of events to tell anew, in place of simulating
  const Sensitivity* sensitivity = nullptr;       ///< what to vary beside the run; null: nothing
};

struct RunOutcome {
  std::filesystem::path folder;
  std::vector<Stage> stages;
  core::Findings findings;
  std::string metrics;                     ///< the text of metrics.json
  std::vector<core::Text> out_of_order{};  ///< a line a grid that breaks a rule without excuse, with the reason, by code
  std::vector<core::Text> excused{};       ///< the same of grids that arithmetic or a lock of the user's excuses
  std::string assumptions{};               ///< the text of assumptions.json; empty: nothing was varied
};

/// Step 2: layers of the sources, with the given points of posts among the places. Throws Error(input) where a layer of posts
/// gives none; in an audit that is a finding, "post.none".
[[nodiscard]] gis::Layers read_scenario_layers(const Scenario& scenario, core::Threads threads, core::Progress& progress,
                                               bool audit = false);

/// Steps 2 to 8: makes the run folder, whole or not at all. The same scenario gives the same content for any number of
/// threads; only timing.json depends on the clock. Throws what the steps throw; then nothing is left.
///
///   RunOutcome outcome = run_scenario(scenario, {.folder = "runs/liechtenstein", .threads = threads}, progress);
[[nodiscard]] RunOutcome run_scenario(const Scenario& scenario, const RunOptions& options, core::Progress& progress);

struct CheckOutcome {
  core::Findings findings;
  gis::ReferenceSystem reference;
  std::vector<Stage> stages;
  std::size_t areas = 0, buildings = 0, unassigned = 0, cells = 0, roads = 0;
  std::int64_t households = 0, residents = 0;
};

/// Steps 2 to 4 alone: what is wrong with the input.
[[nodiscard]] CheckOutcome check_scenario(const Scenario& scenario, core::Threads threads, core::Progress& progress);

}  // namespace wangge::scenarios
