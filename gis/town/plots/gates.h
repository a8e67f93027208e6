#pragma once

#include "gis/town/plots/site.h"

/// Where a way may come in: from the street, always at a vertex of the block's ring, or from a lane inside the block.
namespace wangge::town::plot {

struct Mouth {
  std::optional<std::uint32_t> vertex;  ///< of the ring; absent: on a lane
  Position from;                        ///< that vertex, or a place on the lane
  Position at;                          ///< where its way meets the border of the land
  Position inward;                      ///< unit vector
  double worth = 0;                     ///< higher on quiet streets and away from corners; 0 or less: only where nothing else is
};

/// All ways into a piece of land through its sides on the street, by vertex, then through its sides on lanes. Those off roads
/// only where the block touches no road at all.
[[nodiscard]] std::vector<Mouth> mouths(const Site& site, const Outline& land);

/// The node of these ways where the way through a mouth begins.
[[nodiscard]] std::uint32_t first_node(Site& site, const Mouth& mouth);

/// Up to `count` mouths: worthy, lucky and far from each other.
[[nodiscard]] std::vector<Mouth> chosen_mouths(Site& site, const Outline& land, std::size_t count);

}  // namespace wangge::town::plot
