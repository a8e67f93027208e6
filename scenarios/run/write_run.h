#pragma once

#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "gis/layers.h"
#include "gis/write/plan_file.h"
#include "scenarios/run/outgoing_layers.h"
#include "scenarios/run/stage_clock.h"
#include "scenarios/scenario.h"

#include <filesystem>
#include <string>
#include <vector>

namespace wangge::scenarios {

/// What step 8 writes besides the events: texts made by the earlier steps.
struct RunTexts {
  std::string metrics;   ///< metrics.json
  std::string manifest;  ///< manifest.json
  Provenance provenance;
};

/// Writes metrics.json, metrics.csv, metrics.schema.json, manifest.json, LICENCE.txt and plan.gpkg into a run folder in the
/// making.
void write_figures(const std::filesystem::path& folder, const RunTexts& texts, const gis::PlanFile& plan);

/// Draws the scenario's maps as maps/THEME-PAPER.pdf and so on; returns how many files.
std::size_t write_maps(const std::filesystem::path& folder, const Scenario& scenario, const gis::Layers& layers,
                       const gis::PlanFile& plan, core::Threads threads, core::Progress& progress);

/// Writes the further formats that the scenario asks for into export/; returns how many files.
std::size_t write_exports(const std::filesystem::path& folder, const Scenario& scenario, const gis::PlanFile& plan,
                          const Provenance& provenance);

/// Carries the ledger of exports of the run that had the name before into the new one, so that later exports are still
/// checked against earlier ones.
void carry_ledger(const std::filesystem::path& old_run, const std::filesystem::path& new_run);

}  // namespace wangge::scenarios
