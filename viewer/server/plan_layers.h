#pragma once

#include "gis/write/plan_file.h"
#include "viewer/server/tile_layer.h"

#include <vector>

namespace wangge::viewer {

/// The layers of the studio's map, from the bottom of the drawing to its top: water, levels, circles, grids, cells, buildings,
/// roads, places, posts, grid_labels; with the attributes that the map's style and panels use. Each feature names the smallest
/// zoom at which it is worth drawing; cells and buildings are left to zoom 14 and 13. Building ids stay out of tiles.
/// About 1 us a vertex.
///
///   std::vector<TileLayer> layers = plan_layers(plan, threads);
[[nodiscard]] std::vector<TileLayer> plan_layers(const gis::PlanFile& plan, core::Threads threads);

}  // namespace wangge::viewer
