#pragma once

#include "gis/town/block_fill.h"

/// What is an estate, and what is only a house with a yard.
namespace wangge::town::plot {

/// Estates have two houses with homes at least and hold about twenty households; what has less is no estate: its houses stand
/// open, each on its own, and its guard houses go. Compounds are numbered anew. O(buildings + compounds).
void release_lone_houses(BlockFill& fill);

}  // namespace wangge::town::plot
