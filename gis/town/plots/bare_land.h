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

/// When the land of an estate is built on fully.
struct Fullness {
  double cover = 0.25;      ///< share of it that homes stand on
  double bare = 0.14;       ///< below this share houses turn along the land, away from the south
  std::size_t houses = 34;  ///< the most homes
};

/// Builds further homes on bare ground of the yard, each with a footway, until those from building `first` on are `enough`: of
/// the kind of the rows, then lower ones, as estates mix them. To the north each leaves the distance of its own rows, so that a
/// low house may stand nearer in the south of a tall one. Strips that no row fits get houses along them. O(yard / 16 m2 x homes).
void build_on_bare_land(Site& site, const Outline& land, std::span<const Position> yard, const Frame& frame,
                        const Housing& of_rows, int built, CompoundId compound, std::size_t first, const Fullness& enough);

}  // namespace wangge::town::plot
