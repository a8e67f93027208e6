#pragma once

#include "engine/evaluation/evaluation.h"
#include "gis/layers.h"
#include "scenarios/scenario.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace wangge::scenarios {

/// A fact of the outputs that is not read from a source but modelled or assumed.
struct Modelled {
  core::Text what;
  core::Text how;
  core::Text source;  ///< a publication, or that it is assumed
};

/// Whether any area or building states how many live there. Where none does, households are estimated from floor area.
[[nodiscard]] bool totals_given(const gis::Layers& layers);

/// Everything modelled in a run, from population to travel speeds.
[[nodiscard]] std::vector<Modelled> modelled_facts(const Scenario& scenario, const gis::Layers& layers);

/// The credits that every output must carry: those of the sources, then the scenario's own; each once.
[[nodiscard]] std::vector<std::string> attributions(const Scenario& scenario, const gis::Layers& layers);

/// Whether the geometry is made up: by the scenario's word, or by that of one of its sources.
[[nodiscard]] bool is_synthetic(const Scenario& scenario, const gis::Layers& layers);

/// Path of a source as seen from the working folder, so that it can be found and hashed again.
[[nodiscard]] std::string path_from_here(const Scenario& scenario, const std::string& written);

/// The command that makes the same run again; `replay`: the trace that it was told from, empty where it was simulated.
[[nodiscard]] std::string reproducing_command(const Scenario& scenario, const std::string& replay = {});

/// SHA-256 of the merged scenario.
[[nodiscard]] std::string scenario_hash(const Scenario& scenario);

/// A trace that a run was told from, in place of a simulation.
struct ReplayedTrace {
  std::string path;  ///< as given
  std::string sha256;
  std::size_t replications = 0;  ///< that it holds
};

/// manifest.json: what a run was made from, and what of the simulated time is not counted. Keys sorted; nothing in it depends on
/// the clock or on threads.
[[nodiscard]] std::string manifest_json(const Scenario& scenario, const gis::Layers& layers,
                                        const std::optional<ReplayedTrace>& replay = {},
                                        const std::optional<evaluation::WarmUpFigures>& warm_up = {});

}  // namespace wangge::scenarios
