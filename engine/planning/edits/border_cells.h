#pragma once

#include "engine/planning/edits/edit.h"
#include "engine/planning/plan.h"

#include <variant>
#include <vector>

namespace wangge::planning {

/// The cells of `from` that a moved border gives to `to`, rising: those reached from the land of `to` over borders that connect,
/// without crossing a barrier of class `edit.until` or stronger, whose place lies within `edit.width` of the common border.
/// Refused where the two have no border that can be crossed, or where nothing or everything would move.
/// O(cells of `from` x pieces of the common border).
[[nodiscard]] std::variant<std::vector<CellId>, Refusal> cells_along_border(const Plan& plan, GridId from, GridId to,
                                                                            const BorderEdit& edit, const EditGround& ground);

}  // namespace wangge::planning
