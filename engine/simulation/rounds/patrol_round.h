#pragma once

#include "engine/simulation/inputs.h"
#include "engine/simulation/rounds/beats.h"

namespace wangge::simulation {

/// A patrol's pass through the streets of a grid, from the corner that is
/// nearest to the responder's post and back there (routing::street_round).
/// Where the streets are apart, those are walked that can be reached and hang
/// together over the greatest length; the others are left out. Empty where
/// there are none, or none of their corners can be reached.
[[nodiscard]] Beat patrol_round(const SimulationInputs& inputs, DutyId duty, ResponderId who, GridId grid,
                                core::Millis departure);

}  // namespace wangge::simulation
