#pragma once

#include "gis/town/block_fill.h"
#include "gis/town/plots/plot_plane.h"

/// What the allotment of land needs to know about blocks and the people who shall live on them.
namespace wangge::town::plot {

struct BlockFacts {
  BlockId id;
  Position centre;
  double land = 0;          ///< square metres within the road reserves
  double compactness = 0;   ///< 4 pi area / perimeter^2
  double closeness = 0;     ///< 0 at the edge .. 1 at the centre of its region
  double main_streets = 0;  ///< how many of its sides' metres lie on main streets, as a share
  double luck = 0;
  double patch = 0;       ///< luck shared by blocks that lie together
  double road_front = 0;  ///< metres on roads that one can drive or walk on
  bool by_river = false;
  bool by_rail = false;
  Fabric fabric = Fabric::mixed;
  bool taken = false;
};

/// The open blocks of all regions of one area, and who shall live there.
struct Neighbourhood {
  std::string name;
  double households = 0;
  double residents = 0;
  double land = 0;
  std::vector<BlockFacts> blocks;
  std::vector<BlockId> villages;  ///< natural villages among its fields: already allotted, lived in all the same

  /// A city of tens of square kilometres: its middle has been built on anew and is far denser than its edge.
  [[nodiscard]] bool large() const { return land > 4e7; }
};

/// One for each area that urban regions name, in order of the area. O(blocks x regions of the area).
[[nodiscard]] std::vector<Neighbourhood> neighbourhoods(const StreetPlan& plan, const TownSpec& spec);

/// The land of a block within the road reserves around it, in square metres.
[[nodiscard]] double net_land(const StreetPlan& plan, const Block& block);

/// Flats that a block of this use holds at most, measured on filled blocks.
[[nodiscard]] double most_flats(LandUse use, double land);
/// Blocks of a large city from this land on may be one estate of towers, with thousands of households.
inline constexpr double super_block_m2 = 55000;
inline constexpr double super_density = 0.027;  ///< flats a square metre there, before all is scaled to the households
inline constexpr double super_share = 0.5;      ///< of such blocks

/// About as dense as estates of tall slabs and towers get on whole quarters.
inline constexpr double comfortable_flats_per_m2 = 0.016;

}  // namespace wangge::town::plot
