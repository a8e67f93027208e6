#pragma once

#include "engine/core/findings.h"
#include "engine/core/parallel.h"
#include "engine/core/units.h"
#include "engine/network/road_graph.h"
#include "engine/planning/plan.h"
#include "engine/simulation/inputs.h"
#include "gis/build/build_territory.h"
#include "scenarios/scenario.h"

#include <optional>
#include <vector>

/// The roads that nobody patrols, as no building is near.
namespace wangge::scenarios {

struct LeftOutStreets {
  core::Column<simulation::DutyId, std::optional<core::Metres>> of_duty;  ///< nothing of what is no patrol
  core::Findings findings;
};

/// The roads that the mode of each patrol may use, whose middle lies in a grid and which are left out of its streets, each once.
/// "duty.streets_left_out": one note for each patrol that leaves roads out or has people in grids without a street, but for those
/// that are of nobody at all. `inputs`: of this plan. O(edges log buildings) a mode.
[[nodiscard]] LeftOutStreets left_out_streets(const Scenario& scenario, const simulation::SimulationInputs& inputs,
                                              const gis::TerritoryBuild& built, const planning::Plan& plan,
                                              const network::RoadGraph& graph, core::Threads threads);

}  // namespace wangge::scenarios
