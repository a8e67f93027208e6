#pragma once

#include "gis/write/plan_file.h"

#include <filesystem>
#include <string>

/// A made-up town for tests of maps, report and studio: 30 grids in 4 communities, with streets, a lake, buildings, posts
/// and a response circle; neighbours share identical vertices as in a real plan file. Same content at every call.
namespace wangge::tests {

[[nodiscard]] gis::PlanFile sample_plan();

/// metrics.json and manifest.json that fit sample_plan(); every key of the schema is there.
[[nodiscard]] std::string sample_metrics();
[[nodiscard]] std::string sample_manifest();

/// Writes the three files into a folder, which is made.
void write_sample_run(const std::filesystem::path& folder);

}  // namespace wangge::tests
