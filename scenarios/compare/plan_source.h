#pragma once

#include "engine/core/findings.h"
#include "gis/write/plan_file.h"

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

namespace wangge::scenarios {

/// One side of a comparison: a run folder, or a plan file alone.
struct PlanSource {
  std::filesystem::path path;  ///< as the user wrote it
  gis::PlanFile plan;
  std::string plan_sha256;
  nlohmann::json metrics;   ///< of the folder; null where there are none
  nlohmann::json manifest;  ///< of the folder; null where there is none
};

/// Reads the plan and, of a folder, metrics.json and manifest.json. A folder without metrics is a finding (compare.no_metrics).
/// Throws Error(input) when nothing is there or it is no plan, Error(usage) when a folder holds several plans.
[[nodiscard]] PlanSource read_plan_source(const std::filesystem::path& path, core::Findings& findings);

}  // namespace wangge::scenarios
