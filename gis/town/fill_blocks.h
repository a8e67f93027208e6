#pragma once

#include "gis/town/block_fill.h"
#include "gis/town/road_pieces.h"

#include <vector>

namespace wangge::town {

/// Fills the blocks of one plan whose land is allotted, each on its own and in any order.
class BlockFiller {
 public:
  /// O(blocks + lines). Both must outlive it.
  BlockFiller(const StreetPlan& plan, const TownSpec& spec);

  /// What stands on the block, clear of the roads of other blocks too. Safe from many threads.
  [[nodiscard]] BlockFill fill(BlockId block) const;

 private:
  const StreetPlan& plan_;
  const TownSpec& spec_;
  std::vector<double> households_;
  std::vector<double> closeness_;
  RoadPieces roads_;
  std::vector<std::uint8_t> halls_;   ///< by block
  std::vector<std::uint8_t> market_;  ///< by line
};

/// What stands on the ground where nothing else does, clear of the roads but for those inside the block itself. O(fill).
[[nodiscard]] BlockFill fill_clear_of(const BlockGround& ground, const TownSpec& spec, const RoadPieces& roads);

/// About how many buildings the plan will hold: a share of its blocks, drawn by luck of the seed, is filled and counted by use
/// and fabric. Deterministic, for any threads; within some percent where the plan has hundreds of blocks, exact where few.
/// O(sampled blocks).
[[nodiscard]] double estimated_buildings(const StreetPlan& plan, const TownSpec& spec, core::Threads threads,
                                         core::Progress& progress);

}  // namespace wangge::town
