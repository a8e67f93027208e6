#pragma once

#include "engine/core/csr.h"
#include "engine/simulation/demand/demand.h"
#include "engine/simulation/dispatch.h"
#include "engine/simulation/inputs.h"

#include <cstdint>

namespace wangge::simulation {

/// What all replications share, worked out once.
struct Town {
  explicit Town(SimulationInputs given);

  SimulationInputs inputs;
  Demand demand;
  const DispatchPolicy* policy;
  core::Csr<GridId, ResponderId> own;        ///< responders of a grid
  core::Csr<GridId, ResponderId> around;     ///< those of its neighbours
  Column<BuildingId, std::uint8_t> cut_off;  ///< 1: somebody would come, but nobody can reach it
};

}  // namespace wangge::simulation
