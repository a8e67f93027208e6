#pragma once

#include "engine/planning/edits/edit.h"
#include "gis/build/build_territory.h"

namespace wangge::scenarios {

/// What the shapes of cells tell an edit: shares of land by exact overlap, the cell at a place, the common border of two cells
/// from the vertices that they share. Refers to `built`; not for several threads.
[[nodiscard]] planning::EditGround edit_ground(const gis::TerritoryBuild& built, planning::Staff staff);

}  // namespace wangge::scenarios
