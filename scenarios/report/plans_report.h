#pragma once

#include "gis/write/plan_file.h"

#include <string>
#include <vector>

namespace wangge::scenarios {

/// The report of a folder of plans as one HTML page that needs no other file or host: both languages, the plans side by side as
/// table, chart and maps, bounds, reasons, formulas. `plans` are the rows of the plan-N.gpkg in order, `reference` those of
/// today's grids or the run's plan, `json` the text of plans.json. The same input gives the same bytes. Throws Error(input) when
/// the text is not JSON.
///
///   write_file(folder / "report.html", plans_html(plans, today, text));
[[nodiscard]] std::string plans_html(const std::vector<gis::PlanFile>& plans, const gis::PlanFile& reference,
                                     const std::string& json, core::Language opening = core::Language::zh);

}  // namespace wangge::scenarios
