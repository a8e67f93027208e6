#pragma once

#include "engine/simulation/inputs.h"

namespace wangge::simulation {

/// The inputs as they are, with grids that border on nothing where no borders are given. Throws Error(input) for a horizon that
/// is not positive, a chance outside [0, 1], stars of no weight, deadlines that fall, an absence from shifts that never end and
/// pauses of the rules that are not positive, naming whose it is. Columns of wrong length are broken invariants.
[[nodiscard]] SimulationInputs checked(SimulationInputs inputs);

}  // namespace wangge::simulation
