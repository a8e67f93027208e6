#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "scenarios/run/pipeline.h"

namespace wangge::scenarios {

/// What is wrong with the candidates of the section [siting], for a check, which sites nothing: a layer that cannot be read
/// ("site.source"), values that are no numbers or negative, places outside the area or without a road, names twice, fixed sites
/// that cannot be taken, names that nobody has, and fewer candidates than sites asked for ("site.too_few"). Nothing without the
/// section. Posts of today that `keep_today` would add are not looked at; they stand in the plan. Costs as list_candidates.
[[nodiscard]] core::Findings candidate_findings(const Scenario& scenario, const Town& town, core::Threads threads,
                                                core::Progress& progress);

}  // namespace wangge::scenarios
