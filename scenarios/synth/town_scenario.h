#pragma once

#include "scenarios/scenario.h"
#include "scenarios/synth/town_step.h"

#include <filesystem>
#include <string>

namespace wangge::scenarios {

/// A scenario file that runs on the files of a made town, to stand beside them: everything that the town's own scenario says, its
/// section `[synth]` replaced by the sources. `folder` is where it will stand: other paths are rewritten to lead from there.
[[nodiscard]] std::string town_scenario_toml(const Scenario& scenario, const MadeTown& made, const TownFile& file,
                                             const std::filesystem::path& folder);

/// manifest.json of a made town: specification, seed, land, counts, totals asked for and held by every level, SHA-256 of the
/// files in `folder`. Paths lead from the scenario's folder. Nothing in it depends on the clock, on threads or on where it is
/// made.
[[nodiscard]] std::string town_manifest_json(const Scenario& scenario, const MadeTown& made, const std::filesystem::path& folder);

/// Areas whose counted totals are not those asked for; none in a sound town.
[[nodiscard]] std::vector<std::string> inexact_areas(const TownFile& file);

/// The share of dwellings with a household; 0 where there are none.
[[nodiscard]] double occupancy(const TownFile& file);

}  // namespace wangge::scenarios
