#pragma once

#include "scenarios/report/figures.h"
#include "scenarios/report/markup.h"

namespace wangge::scenarios::report {

/// How far the areas of each plan are above what no plan can undercut, and why a grid is far from the mean: the section of the
/// report of plans, from plans.json.
void write_bounds_section(Markup& page, const Json& body);

/// "Plan 1" by its rank.
[[nodiscard]] core::Text plan_name(const Json& plan);

}  // namespace wangge::scenarios::report
