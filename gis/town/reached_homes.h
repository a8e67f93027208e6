#pragma once

#include "gis/town/block_fill.h"

namespace wangge::town {

/// Takes out of a filled block the homes of walled estates from which nobody could walk to a way of their estate without passing
/// its wall: in land that a blind street notches the nearest way may lie beyond the street. O(homes x ways x corners of the
/// wall).
void drop_walled_off_homes(BlockFill& fill, const BlockGround& ground);

}  // namespace wangge::town
