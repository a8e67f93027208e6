#pragma once

#include "engine/core/csr.h"
#include "engine/simulation/dispatch/policy.h"
#include "engine/simulation/inputs.h"

namespace wangge::simulation {

/// The grids of each responder, rising.
[[nodiscard]] core::Csr<ResponderId, GridId> grids_served(const SimulationInputs& inputs);
/// The further grids that each may be sent to, rising. Reads of `inputs`: responders, neighbours, grids.
[[nodiscard]] core::Csr<ResponderId, GridId> grids_helped(const SimulationInputs& inputs, Reach reach);

}  // namespace wangge::simulation
