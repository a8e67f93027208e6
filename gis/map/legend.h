#pragma once

#include "gis/map/map_scene.h"
#include "gis/map/map_sheet.h"
#include "gis/map/panel.h"
#include "gis/map/theme.h"

namespace wangge::gis::map {

/// What the colours, lines and symbols of this map mean: only what it shows.
void write_legend(Panel& panel, const PlanFile& plan, const MapScene& scene, const ThemePaint& paint);

/// The list of grids: number, name, households, by area, in as many columns as the room left above `bottom` needs.
/// Returns false and writes nothing when even the tightest form does not fit.
bool write_grid_index(Panel& panel, const PlanFile& plan, double bottom);

/// Scale, scale bar, north arrow, reference system, notes, credits.
void write_imprint(Panel& panel, const MapSheet& sheet, const PlanFile& plan, const MapView& view);

}  // namespace wangge::gis::map
