#pragma once

#include "engine/core/findings.h"
#include "engine/core/progress.h"
#include "gis/layers.h"
#include "gis/read/layer_specs.h"

#include <vector>

/// Heights of the ground under roads. Internal to gis/read.
namespace wangge::gis {

/// Gives every road among `lines` the heights of its points from the first band of a raster that GDAL opens, in the raster's own
/// reference system and in metres (a band's scale and offset are applied): bilinearly between the middles of its cells, to the
/// nearest centimetre. `reference` is the system of the lines.
///
/// A point outside the raster, or next to a cell without a value, has no height of its own: it takes one evenly from its
/// neighbours along the line, or from the nearest where the line ends; a line without any stays level. The finding
/// "road.elevation_unknown" counts such points and names the first.
///
/// Reads the raster in tiles of 256 cells where there are roads. O(points log points + cells of those tiles).
/// Throws Error: environment (the file is absent), input (no raster, no reference system or place, another unit than metres, no
/// road within it), interrupted.
void read_elevation(const SourceSpec& source, const ReferenceSystem& reference, std::vector<LineFeature>& lines,
                    core::Progress& progress, core::Findings& findings);

}  // namespace wangge::gis
