#pragma once

#include "engine/planning/edits/edit.h"
#include "engine/planning/plan.h"

#include <variant>
#include <vector>

namespace wangge::planning {

/// The moves that an edit of this plan consists of, to be applied in order, all or none. Nothing changes yet. A refusal names the
/// rule (0: it names something that is not there) and the place, which is that of the first grid it names where nothing tells it
/// nearer. A code that a planner writes must have the form that codes of the area have (`refuse_form`). Steps taken back and done
/// again are no moves of a plan alone: they are refused here. O(cells of the grids it names), and see `selected_cells`.
///
///   const auto moves = moves_of(plan, MergeEdit{{"440203001001001", "440203001001002"}}, {});
[[nodiscard]] std::variant<std::vector<Move>, Refusal> moves_of(const Plan& plan, const Edit& edit, const EditGround& ground);

}  // namespace wangge::planning
