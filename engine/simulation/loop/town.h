#pragma once

#include "engine/core/csr.h"
#include "engine/simulation/demand/demand.h"
#include "engine/simulation/dispatch/policy.h"
#include "engine/simulation/inputs.h"
#include "engine/simulation/rounds/beats.h"

#include <cstdint>
#include <vector>

namespace wangge::simulation {

/// What all replications share, worked out once. Lists of responders are by rank: by code of the grid, name of the kind,
/// then place among those of both, so that they name the same people in the same order however grids, kinds and responders are
/// numbered.
struct Town {
  /// Throws as Simulator does.
  Town(SimulationInputs given, core::Threads threads);

  [[nodiscard]] const ResponderKind& kind_of(ResponderId id) const {
    return inputs.responders.kind.empty() ? plain : inputs.responder_kinds[inputs.responders.kind[id]];
  }
  /// False: nobody who may be sent there can do what the kind needs.
  [[nodiscard]] bool skilled(GridId grid, KindId kind) const {
    return unskilled.empty() || unskilled[kind.value() * inputs.grids.size() + grid.value()] == 0;
  }

  SimulationInputs inputs;
  Demand demand;
  const DispatchPolicy* policy;
  ResponderKind plain;
  std::vector<ResponderId> by_rank;
  Column<ResponderId, std::uint32_t> rank;
  Column<ResponderId, std::uint64_t> key;    ///< what a responder's luck is keyed by: code of the grid or area, kind, place
  core::Csr<ResponderId, GridId> serves;     ///< grids of a responder
  core::Csr<ResponderId, GridId> helps;      ///< the further ones that it may be sent to
  core::Csr<GridId, ResponderId> own;        ///< responders of a grid
  core::Csr<GridId, ResponderId> around;     ///< the others who may be sent to it
  core::Csr<GridId, BuildingId> buildings;   ///< of a grid; empty where nobody patrols
  Column<BuildingId, std::uint8_t> cut_off;  ///< 1: somebody would come, but nobody can reach it
  std::vector<std::uint8_t> unskilled;       ///< kinds x grids; empty: no kind needs a skill
  Column<KindId, std::uint32_t> luck_of_kind;
  Column<GridId, double> demand_of_grid;  ///< requests a year
  double busy_share = 0;                  ///< expected of a responder's time on shift, from 0.01 to 0.99
  Beats beats;                            ///< empty where there are no duties
};

}  // namespace wangge::simulation
