#pragma once

#include "engine/core/progress.h"
#include "scenarios/run/audience.h"

#include <filesystem>
#include <string>
#include <vector>

namespace wangge::scenarios {

struct ExportRequest {
  std::filesystem::path run;
  std::vector<std::string> formats;  ///< of export_formats()
  Audience audience = Audience::internal;
  std::filesystem::path folder;  ///< to make
  std::string theme = "grids";   ///< of maps
  std::string paper = "A3";
  std::string review_number;  ///< 审图号; empty: stamped for internal use
};

struct ExportOutcome {
  std::filesystem::path folder;
  std::vector<std::string> files;  ///< names inside, sorted
  std::size_t hidden = 0;          ///< areas and grids whose counts are hidden
};

/// pdf, png, svg (maps), gpkg, geojson, shp, fgb, csv (layers), json (figures).
[[nodiscard]] const std::vector<std::string>& export_formats();

/// Writes what an audience may know of a run into a folder of its own, whole or not at all, with export.json that lists the
/// files, credits and what is modelled. Exports for others than the house are checked against earlier ones and noted.
/// Throws Error(input) when the folder is no run or an earlier export would reveal a small count, Error(environment).
[[nodiscard]] ExportOutcome export_run(const ExportRequest& request, core::Progress& progress);

}  // namespace wangge::scenarios
