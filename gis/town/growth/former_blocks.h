#pragma once

#include "engine/core/progress.h"
#include "gis/town/block_fill.h"
#include "gis/town/growth/renewals.h"

#include <vector>

namespace wangge::town {

/// What stood on a block before it was renewed.
struct FormerBlock {
  Renewal renewal;
  BlockFill fill;  ///< each building with the year in which it goes
};

/// The old quarters of a town's renewed blocks, rising by block, fit to stand among all that stands today on other blocks: clear
/// of their ways, with ways that clear their houses. Blocks on which too few old houses find room were fields. Same town and
/// specification, same bytes, for any threads. O(lines + buildings of renewed blocks and of those beside their bare sides).
[[nodiscard]] std::vector<FormerBlock> former_blocks(const Town& town, const TownSpec& spec, core::Threads threads,
                                                     const core::Progress& progress);

}  // namespace wangge::town
