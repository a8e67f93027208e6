#pragma once

#include "engine/planning/plan.h"

#include <variant>
#include <vector>

namespace wangge::planning {

/// The moves that make the cells (rising, not none) one dedicated grid with that label, whatever grids they come from: a grid
/// that lies in them as a whole ends or, if it is the only one, takes the label (its code stays where the label has none).
/// Refused where they lie in two parents.
[[nodiscard]] std::variant<std::vector<Move>, Refusal> dedicated_moves(const Plan& plan, const std::vector<CellId>& cells,
                                                                       GridLabel label);

}  // namespace wangge::planning
