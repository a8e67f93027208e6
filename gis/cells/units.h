#pragma once

#include "gis/cells/blocks.h"

#include <cstdint>
#include <vector>

namespace wangge::gis::cells {

/// A piece of the coarse subdivision: a block of buildings, a stretch of open land between barriers and walls, or water.
struct Unit {
  enum class Kind : std::uint8_t { outside, land, water, block };
  Kind kind = Kind::outside;
  std::uint32_t area = none;
  std::uint32_t block = none;  ///< of a block of buildings
  /// The cell-to-be that owns all of it: a block, or block_count + unit for a cell of its own.
  std::uint32_t claim = none;
  bool shared = false;  ///< land that several seeds face: to be divided between them
};

/// A border of open land from which it is claimed: a wall of a block that looks onto it, or the edge of a pocket.
struct Seed {
  std::uint32_t unit = 0;
  std::uint32_t half_edge = 0;  ///< has the land on its left
  std::uint32_t claim = 0;      ///< a block, or block_count + number of units + a number for each piece of shared empty land
  bool as_point = false;        ///< nearness is measured to its origin alone
};

/// In metres.
struct UnitMeasure {
  double area = 0;
  double perimeter = 0;  ///< towards other units, holes included
};

struct Units {
  std::vector<Unit> all;  ///< unit 0 is everything outside
  std::vector<std::uint32_t> of_face;
  std::vector<Seed> seeds;            ///< of land, by unit, then half-edge
  std::vector<BarrierClass> barrier;  ///< of edges: the strongest line that lies on it
};

/// Floods the faces across all edges that divide nothing. Land without a facing block that is small or thin claims nothing (it
/// will join a neighbour); lanes divide inhabited land from inhabited land, and from open land only where that is large. A block
/// that straddles a barrier faces only the land on the side with most of it. Open land between settlements is shared by them
/// (`pocket_seeds`). O(edges log edges).
[[nodiscard]] Units flood_units(const Arrangement& plane, const std::vector<std::vector<std::uint32_t>>& covers,
                                const AreaLand& land, const Blocks& blocks, const Linework& work, const CellRules& rules,
                                const Lattice& lattice);

}  // namespace wangge::gis::cells
