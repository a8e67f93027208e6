#pragma once

#include "engine/planning/edits/edit.h"
#include "engine/planning/plan.h"

namespace wangge::planning {

/// Gives a refusal that names neither grid nor cell a place: the first grid that the edit names and the plan has, else the grid
/// of the first cell that it names. Where it names nothing that is there the refusal stays without one.
void add_place(const Plan& plan, const Edit& edit, Refusal& refusal);

}  // namespace wangge::planning
