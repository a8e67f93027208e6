#pragma once

#include "gis/town/block_fill.h"

namespace wangge::town {

/// Whether a part of the block's rim carries no road, as beyond the end of a blind street: ways may then end on nothing, and the
/// nearest way of a home may lie behind a wall.
[[nodiscard]] bool has_bare_sides(const BlockGround& ground);

/// Ways that hang together with no road of the rim are taken out; those that do so only on foot become footways. O(ways log
/// ways).
void join_ways_to_roads(BlockFill& fill, const BlockGround& ground);

/// Takes out the homes of walled estates from which nobody could walk to a way of their estate without passing its wall.
/// O(homes x ways x corners of the wall).
void drop_walled_off_homes(BlockFill& fill, const BlockGround& ground);

}  // namespace wangge::town
