#pragma once

#include "gis/town/block_fill.h"
#include "gis/town/street_plan.h"

#include <vector>

/// From the plan of streets and what stands on each block to one town with ids of its own.
namespace wangge::town {

/// How near each block is to the densest place of its region: 1 there, falling to 0 at the region's edge. O(blocks).
[[nodiscard]] std::vector<double> closeness_of_blocks(const StreetPlan& plan, const TownSpec& spec);

/// The block of a plan or a town as a piece of ground of its own, for its use, without people. O(edges of the block).
[[nodiscard]] BlockGround bare_ground(const Column<VertexId, Position>& vertices, const Column<LineId, Line>& lines, BlockId id,
                                      const Block& block);

/// The same with who shall live there. O(edges of the block).
[[nodiscard]] BlockGround block_ground(const StreetPlan& plan, BlockId block, double households, double closeness, int year);

/// Puts what stands on one block behind all that the town has: ids go on from its last ones. O(fill).
void join_fill(Town& town, BlockId block, BlockFill fill);

/// Puts the fills into the town, block by block in order: local nodes become vertices, local ways become lines, compounds and
/// buildings get their ids. Leaves areas, people, work and names open. O(all).
[[nodiscard]] Town join_fills(StreetPlan plan, std::vector<BlockFill> fills, const TownSpec& spec);

}  // namespace wangge::town
