#pragma once

#include "engine/core/findings.h"
#include "engine/territory/territory.h"
#include "gis/layers.h"
#include "scenarios/scenario.h"

/// What is no defect of any one record but leaves a town without buildings, workers or requests.
namespace wangge::scenarios {

/// "scenario.no_workers", "scenario.no_requests": what a simulation would find too. For a check, which simulates nothing.
[[nodiscard]] core::Findings staffing_findings(const Scenario& scenario);

/// "plan.unstaffed": grids that planning.staff says have no worker or no leader (rule 7), and all of them where nobody is
/// assigned: errors where the rule is enforced, else notes. "scenario.staff_unknown": a code that no grid of today has.
[[nodiscard]] core::Findings unstaffed_findings(const Scenario& scenario, const gis::Layers& layers);

/// "ensemble.not_in_run": a run draws no plans at random, though the scenario has a section for them.
[[nodiscard]] core::Findings undrawn_findings(const Scenario& scenario);

/// By residents, or by departments that hand it down, or in a surge alone.
[[nodiscard]] bool ever_occurs(const Scenario& scenario, const RequestSpec& request);

/// What the scenario says and nothing uses: departments that nobody calls ("scenario.unused_department"), or their keys of
/// whistles ("scenario.unused_whistle_key"), matters of rate zero ("scenario.zero_matter"), offices that nothing climbs to
/// ("scenario.unused_office"), surges that change nothing ("scenario.idle_surge"). O(requests * departments).
[[nodiscard]] core::Findings unused_findings(const Scenario& scenario);

/// "building.none", "building.all_outside", "synth.buildings_not_met" where a made town has over 10 % more or fewer than aimed
/// at, and "scenario.zero_rate" for a kind beside others that do occur. O(requests).
[[nodiscard]] core::Findings town_findings(const Scenario& scenario, const territory::Territory& territory);

}  // namespace wangge::scenarios
