#pragma once

#include "viewer/server/tile_geometry.h"
#include "viewer/server/tile_layer.h"

#include <cstdint>
#include <span>
#include <string>

namespace wangge::viewer {

/// Appends to `tile` one layer of the tile in the Mapbox Vector Tile format, version 2.1
/// (https://github.com/mapbox/vector-tile-spec): the given features in the given order, clipped to the buffered tile, outer rings
/// clockwise on the screen and holes the other way round, rings without area left out. A feature's id is its index in the layer
/// plus one. Appends nothing when no feature leaves a trace in the tile. O(vertices of the features).
///
///   std::string tile;
///   append_tile_layer(tile, grids, index.in(box_of(address)), address);
void append_tile_layer(std::string& tile, const TileLayer& layer, std::span<const std::uint32_t> features, TileAddress address);

}  // namespace wangge::viewer
