#pragma once

#include "engine/simulation/inputs.h"
#include "engine/territory/territory.h"
#include "scenarios/scenario.h"
#include "scenarios/steps/request_rates.h"

namespace wangge::scenarios {

/// Adds the scenario's scheduled work: whom to visit in each building. Members of a group that is a share of the residents are
/// spread by rounding the running sum over the buildings down. Precondition: the kinds of responders are there.
void add_duties(simulation::SimulationInputs& inputs, const Scenario& scenario, const territory::Territory& territory,
                const CountedOfBuilding& counted);

}  // namespace wangge::scenarios
