#pragma once

#include "gis/town/plots/gates.h"

/// The service roads of an estate, a school, a works: ways in from the street and a loop or a spine inside.
namespace wangge::town::plot {

struct Circulation {
  Corners yard;         ///< where rows are laid
  bool looped = false;  ///< the yard's border is a road, else ways end inside
};

/// Lays a way through each mouth and joins them by a loop that keeps `margin` inside the land where it is wide enough, else
/// by a spine. The loop's border is the yard.
[[nodiscard]] Circulation lay_estate_ways(Site& site, const Outline& land, const std::vector<Mouth>& gates, const Frame& frame,
                                          double margin, double width_m, bool want_loop);

}  // namespace wangge::town::plot
