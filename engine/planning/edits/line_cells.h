#pragma once

#include "engine/planning/edits/edit.h"
#include "engine/planning/plan.h"

#include <variant>
#include <vector>

namespace wangge::planning {

/// The cells of a grid on that side of a line which holds fewer households (less land where equal), rising. Refused where the
/// line has no two different points or leaves a side without a cell.
[[nodiscard]] std::variant<std::vector<CellId>, Refusal> cells_of_smaller_side(const Plan& plan, GridId grid, const Path& line,
                                                                               bool compounds_whole, const EditGround& ground);

}  // namespace wangge::planning
