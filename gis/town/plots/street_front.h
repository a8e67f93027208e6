#pragma once

#include "gis/town/plots/site.h"

#include <functional>

/// Shops and houses that face the street.
namespace wangge::town::plot {

/// How deep the strip of shops before the walls is, by edge of the ring; 0: none. Streets of one class agree.
[[nodiscard]] std::vector<double> shop_depths(Site& site);
/// Strips of one or two floors along the edges that have a depth.
void build_shops(Site& site, const std::vector<double>& depth);

struct Front {
  double setback = 3;  ///< from the road reserve
  double depth_low = 12;
  double depth_high = 15;
  double width_low = 15;
  double width_high = 40;
  double gap = 5;
};

/// Rectangles along the edges of the ring that are `wanted`, one after the other wherever they fit; `finish` gives each its
/// use and floors. O(length of the front).
void build_front(Site& site, const Front& front, const std::function<bool(std::size_t edge)>& wanted,
                 const std::function<void(Building&, double area)>& finish);

}  // namespace wangge::town::plot
