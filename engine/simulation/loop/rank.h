#pragma once

#include "engine/simulation/inputs.h"

#include <string>
#include <vector>

namespace wangge::simulation {

/// Code of the grid whose a responder is, or of the area.
[[nodiscard]] const std::string& unit_of(const SimulationInputs& inputs, ResponderId id);

/// Responders by code of the grid (or area), name of the kind, then place among those of both: the same people in the same order
/// however grids, kinds and responders are numbered, and wherever posts of an area stand. O(n log n).
[[nodiscard]] std::vector<ResponderId> responders_by_rank(const SimulationInputs& inputs);

}  // namespace wangge::simulation
