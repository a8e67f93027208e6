#pragma once

#include "viewer/server/tile_layer.h"

#include <span>

namespace wangge::viewer {

/// Says from which zoom each vertex of the layers is drawn (TileLayer::from_zoom): a vertex counts where leaving it out would
/// move the line by more than half a pixel. The lines are halved at their farthest vertex (Douglas, Peucker 1973), once for
/// all zooms: a vertex never appears before the ones that split the line above it.
///
/// Layers given together share borders: vertices where borders meet are always kept, and a border between two of them is
/// thinned the same way on both sides, so that neighbours keep touching at every zoom.
/// O(n log n) usual for n vertices.
///
///   simplify_together(std::array{&levels, &grids});
void simplify_together(std::span<TileLayer* const> layers);

}  // namespace wangge::viewer
