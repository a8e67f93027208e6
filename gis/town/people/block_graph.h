#pragma once

#include "engine/core/csr.h"
#include "gis/town/people/balanced_parts.h"
#include "gis/town/town.h"

#include <span>
#include <vector>

/// Which blocks touch along which lines.
namespace wangge::town {

/// One border between two blocks: all their common edges.
struct BlockBorder {
  BlockId a;  ///< a < b
  BlockId b;
  double length_m = 0;
  LineId line;  ///< the one with the strongest class on it
};

/// All borders, sorted by a, then b, and those of each block. Blocks that share only a corner do not touch.
struct BlockBorders {
  std::vector<BlockBorder> all;
  core::Csr<BlockId, std::uint32_t> of_block;  ///< places in `all`
};

/// O(edges log edges).
[[nodiscard]] BlockBorders block_borders(const Town& town);

/// How much a border or a way across holds areas apart: 1 for a plain street, more for what cities take as borders.
struct BarrierStrengths {
  double bare = 0.8;
  double lane = 0.7;
  double street = 1;
  double tertiary = 1.3;
  double secondary = 1.8;
  double primary = 3;
  double rail = 5;
  double river = 6;
};
[[nodiscard]] double strength(const Town& town, LineId line, const BarrierStrengths& strengths);

/// The blocks `members` (rising) as a graph to be parted: node i is members[i]; distance between middles times the strength of
/// what lies between; water and railway corridors are slow to cross. Weights are left 0. O(borders of the members).
[[nodiscard]] PartGraph part_graph(const Town& town, const BlockBorders& borders, std::span<const BlockId> members,
                                   const BarrierStrengths& strengths);

/// The ring of a block as positions, not closed.
[[nodiscard]] Ring ring_of(const Town& town, BlockId block);

}  // namespace wangge::town
