#pragma once

#include "engine/simulation/inputs.h"
#include "engine/simulation/rounds/beats.h"

#include <cstdint>
#include <vector>

namespace wangge::simulation {

/// Streets of a grid that are no part of a responder's patrol, as no way leads there: from the post, from the corner where it
/// begins, or from the grid before. They are planned with every pass, and never walked.
struct CutStreets {
  ResponderId responder;
  GridId grid;
  std::int64_t centimetres = 0;
};

/// By rank, then grid; nothing where the duty is no patrol. O(steps of the rounds + pieces of the streets).
[[nodiscard]] std::vector<CutStreets> cut_streets(const SimulationInputs& inputs, const Beats& beats, DutyId id);

/// Who there is for the streets of a patrol, by rising grid. Empty where the duty is no patrol.
struct StreetsAndPeople {
  struct Unmanned {
    GridId grid;
    std::int64_t centimetres = 0;
  };
  std::vector<Unmanned> unmanned;       ///< grids that have streets to patrol, and nobody of the kind
  std::vector<GridId> without_streets;  ///< grids that have somebody of the kind, and no street to patrol
  std::int64_t centimetres = 0;         ///< of the streets to patrol of all grids
};

/// O(grids served + pieces of the streets).
[[nodiscard]] StreetsAndPeople streets_and_people(const SimulationInputs& inputs, DutyId id);

}  // namespace wangge::simulation
