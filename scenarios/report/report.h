#pragma once

#include "engine/core/text.h"
#include "gis/write/plan_file.h"

#include <filesystem>
#include <string>

namespace wangge::scenarios {

/// The report of a run as one HTML page that needs no other file or host: both languages, maps and charts inside.
/// Reads plan.gpkg, metrics.json and manifest.json of the folder; figures that are absent there are absent here. The same
/// folder gives the same bytes. Throws Error(input) naming the file that is missing or cannot be understood.
///
///   std::string html = report_html("runs/liechtenstein");
[[nodiscard]] std::string report_html(const std::filesystem::path& run_folder, core::Language opening = core::Language::zh);

/// The same from what is in memory already; metrics and manifest are the texts of the two files.
[[nodiscard]] std::string report_html(const gis::PlanFile& plan, const std::string& metrics, const std::string& manifest,
                                      core::Language opening = core::Language::zh);

}  // namespace wangge::scenarios
