#pragma once

#include "gis/town/streets/noise.h"
#include "gis/town/streets/plane.h"

#include <functional>
#include <vector>

namespace wangge::town::streets {

/// What a metre costs at a place; at least a small positive number.
using GroundCost = std::function<double(Position)>;

/// The cheapest way inside a ring over a raster of about `cells` cells inside (Dijkstra on eight neighbours, smoothed), kept away
/// from the ring except near its ends. Empty where there is none. O(cells log cells).
///
///   least_cost_path(ring, portal, village, [&](Position p) { return 1 + heights.at(p) / 100; }, 9000)
[[nodiscard]] std::vector<Position> least_cost_path(const std::vector<Position>& ring, Position from, Position to,
                                                    const GroundCost& cost, int cells);

/// The path with bends of about `reach` metres, none at its ends, as ground too small for a raster makes them. O(length).
[[nodiscard]] std::vector<Position> bent(const std::vector<Position>& path, const Noise& noise, double reach);

}  // namespace wangge::town::streets
