#pragma once

#include "engine/simulation/inputs.h"

#include <vector>

namespace wangge::simulation {

/// Responders by code of the grid, name of the kind, then place among those of both: the same people in the same order however
/// grids, kinds and responders are numbered. O(n log n).
[[nodiscard]] std::vector<ResponderId> responders_by_rank(const SimulationInputs& inputs);

}  // namespace wangge::simulation
