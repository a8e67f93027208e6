#pragma once

#include "gis/town/block_fill.h"
#include "gis/town/street_plan.h"

#include <vector>

/// From the plan of streets and what stands on each block to one town with ids of its own.
namespace wangge::town {

/// How near each block is to the densest place of its region: 1 there, falling to 0 at the region's edge. O(blocks).
[[nodiscard]] std::vector<double> closeness_of_blocks(const StreetPlan& plan, const TownSpec& spec);

/// The block as a piece of ground of its own. O(edges of the block).
[[nodiscard]] BlockGround block_ground(const StreetPlan& plan, BlockId block, double households, double closeness, int year);

/// Puts the fills into the town, block by block in order: local nodes become vertices, local ways become lines, compounds and
/// buildings get their ids. Leaves areas, people, work and names open. O(all).
[[nodiscard]] Town join_fills(StreetPlan plan, std::vector<BlockFill> fills, const TownSpec& spec);

}  // namespace wangge::town
