#pragma once

#include "engine/core/units.h"
#include "gis/town/block_fill.h"

#include <vector>

namespace wangge::town {

/// A way that leaves the end of a blind street may run close beside the bare border there, which the houses beyond it do not
/// know of: those that its width reaches are taken out. `fills` by block. O(ways + buildings of blocks with a bare side).
void clear_border_ways(const StreetPlan& plan, std::vector<BlockFill>& fills, core::Threads threads);

}  // namespace wangge::town
