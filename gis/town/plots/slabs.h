#pragma once

#include "gis/town/plots/site.h"

/// Buildings nobody lives in: rows of them, and single ones at a free place.
namespace wangge::town::plot {

struct Slabs {
  double depth = 14;
  double length_low = 30;
  double length_high = 60;
  double side_gap = 10;
  double row_gap = 20;
  territory::BuildingUse use = territory::BuildingUse::civic;
};

/// Rows over the yard with a way along each, wherever they fit.
void lay_slabs(Site& site, std::span<const Position> yard, const Frame& frame, const Slabs& slabs, network::LineClass way,
               double way_width, bool open_ends);

/// The free place for a rectangle nearest to `near`, or farthest from it; on a raster of 6 m.
[[nodiscard]] std::optional<Convex> free_place(const Site& site, std::span<const Position> yard, const Frame& frame, double width,
                                               double depth, Position near, bool farthest, const Room& room);

/// Three wings about a court that opens to the south side of the rectangle.
[[nodiscard]] Corners u_shape(const Convex& box);

}  // namespace wangge::town::plot
