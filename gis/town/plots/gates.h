#pragma once

#include "gis/town/plots/site.h"

/// Where a way may come in from the street: always at a vertex of the block's ring.
namespace wangge::town::plot {

struct Mouth {
  std::uint32_t vertex = 0;  ///< of the ring
  Position at;               ///< where its way meets the border of the land
  Position inward;           ///< unit vector
  double worth = 0;          ///< higher on quiet streets and away from corners; 0 or less: only where nothing else is
};

/// All ways into a piece of land through its sides on the street, by vertex. Those off roads only where the block touches no road
/// at all.
[[nodiscard]] std::vector<Mouth> mouths(const Site& site, const Outline& land);

/// Up to `count` mouths: worthy, lucky and far from each other.
[[nodiscard]] std::vector<Mouth> chosen_mouths(Site& site, const Outline& land, std::size_t count);

}  // namespace wangge::town::plot
