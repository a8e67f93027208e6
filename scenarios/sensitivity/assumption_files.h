#pragma once

#include "scenarios/run/outgoing_layers.h"
#include "scenarios/scenario.h"
#include "scenarios/sensitivity/vary_assumptions.h"

#include <filesystem>
#include <string>

namespace wangge::scenarios {

/// assumptions.json: the figure, the base, and each assumption with both ends and their paired differences, the largest swing
/// first. Keys sorted, numbers rounded as in metrics.json.
[[nodiscard]] std::string assumptions_json(const VariedRun& varied, const Scenario& scenario, const Provenance& provenance);

/// Writes assumptions.json, and where there is something to draw assumptions.svg and assumptions-zh.svg; returns how many files.
std::size_t write_assumptions(const std::filesystem::path& folder, const VariedRun& varied, const std::string& json);

}  // namespace wangge::scenarios
