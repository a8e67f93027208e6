#pragma once

#include "gis/town/plots/housing.h"

/// What rows leave over of the land of an estate: further blocks of flats there, and ways to those that no way comes near.
namespace wangge::town::plot {

/// A home further from all ways of its estate than this, in metres from its middle, is none.
inline constexpr double home_reach = 55;

/// The ways within `land` that hang together with a street, as pairs of ends. O(ways).
[[nodiscard]] std::vector<std::pair<Position, Position>> ways_within(const Site& site, const Outline& land);

/// Lays a footway to each home from building `first` on that stands out of reach, where one can be laid. O(homes x ways).
void reach_homes(Site& site, const Outline& land, const Frame& frame, std::size_t first);

/// Builds further blocks of the kind on bare ground of the yard, each with a footway, until homes from building `first` on cover
/// `share` of the land or `most` stand: rows keep their distance to the south and the north, sides keep that of the kind.
/// O(yard / 25 m2 x homes).
void build_on_bare_land(Site& site, const Outline& land, std::span<const Position> yard, const Frame& frame,
                        const Housing& housing, int built, CompoundId compound, std::size_t first, double share,
                        std::size_t most);

}  // namespace wangge::town::plot
