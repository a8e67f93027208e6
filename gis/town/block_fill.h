#pragma once

#include "gis/town/street_plan.h"

#include <span>

/// The second half: what stands on one block.
namespace wangge::town {

/// One block as a piece of ground, free of the rest of the town, so that blocks can be filled in any order.
struct BlockGround {
  BlockId id;
  Ring ring;                                                  ///< counter-clockwise, NOT closed: ring[i] is vertex i of the block
  std::vector<double> half_width_m;                           ///< of the road reserve on the edge ring[i] -> ring[i + 1]
  std::vector<std::optional<network::LineClass>> line_class;  ///< of that edge
  LandUse use = LandUse::compound;
  Fabric fabric = Fabric::mixed;
  double households = 0;  ///< aimed at; 0: nobody lives here
  double closeness = 0;   ///< 0 at the edge of the town .. 1 at its centre: height of buildings
  int year = 2025;
  bool village_hall = false;           ///< the house of the village committee shall stand here
  std::vector<std::uint8_t> market{};  ///< by edge of `ring`: 1 on the market street of a small town; empty: no such street
};

/// A way inside a block: its points are local nodes; nodes below ring.size() are vertices of the block's ring.
struct InnerLine {
  std::vector<std::uint32_t> nodes;
  network::LineClass line_class = network::LineClass::service;
  double width_m = 4;
};

/// Compounds and buildings with local ids: `compound` of a building is an index into `compounds`.
struct BlockFill {
  std::vector<Position> nodes;  ///< local nodes after those of the ring: local id = ring.size() + index
  std::vector<InnerLine> lines;
  std::vector<Compound> compounds;  ///< a gate's vertex is a local node id
  std::vector<Building> buildings;  ///< compound: local index
  std::vector<Polygon> waters;      ///< ponds and lakes of parks
};

/// How many flats a building of so many floors has: at least one where anybody can live.
[[nodiscard]] inline std::uint16_t dwellings_on(int floors, float per_floor) {
  if (per_floor <= 0) return 0;
  const double flats = static_cast<double>(per_floor) * floors;
  return static_cast<std::uint16_t>(flats < 1 ? 1 : flats + 0.5);
}

/// Decides what each open block of the plan is for, so that homes, work, schools, parks stand in proportion, and which blocks are
/// one natural village. O(blocks).
/// Throws Error(input) where the land cannot hold the households even with towers, naming what would do.
void allot_land(StreetPlan& plan, const TownSpec& spec);

/// How many households each block shall hold, by block: over the blocks that are lived in they sum to the households of each
/// urban region's area, but for those of rural areas with a region of their own, whose village blocks hold them: 20 to 150 each
/// natural village of the plan, where the area has so many. O(blocks).
[[nodiscard]] std::vector<double> aimed_households(const StreetPlan& plan, const TownSpec& spec);

/// Builds on one block: ways, walls, gates, buildings. No building overlaps another, a road reserve, water or a wall;
/// each stands within reach of a way of its compound. The luck is that of (seed, block): independent of other blocks.
[[nodiscard]] BlockFill fill_block(const BlockGround& ground, const TownSpec& spec);

}  // namespace wangge::town
