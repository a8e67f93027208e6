#pragma once

#include "gis/write/plan_file.h"

#include <filesystem>
#include <string>

namespace wangge::viewer {

/// The files of a run that the studio shows.
struct RunFolder {
  std::string name;      ///< of the folder
  gis::PlanFile plan;    ///< plan.gpkg
  std::string metrics;   ///< metrics.json, valid JSON
  std::string manifest;  ///< manifest.json, valid JSON
};

/// Throws Error(input) that names the file when the folder, or one of its three files, is absent or not what it should be.
///
///   RunFolder run = read_run_folder("runs/liechtenstein");
[[nodiscard]] RunFolder read_run_folder(const std::filesystem::path& folder);

}  // namespace wangge::viewer
