#pragma once

#include "gis/geometry.h"

#include <filesystem>
#include <vector>

namespace wangge::gis {

/// All polygons of the first layer of any GDAL source, in its order and its own coordinates; a feature without area is an
/// empty shape, so that positions stay those of the source.
/// Throws Error(environment) when the file is missing, Error(input) when it has no layer or a coordinate is not finite.
///
///   const auto polygons = read_polygons("grids.gpkg");
[[nodiscard]] std::vector<MultiPolygon> read_polygons(const std::filesystem::path& path);

/// All points likewise; of a CSV file the columns x and y (or lon, longitude and lat, latitude). A row without a point
/// throws Error(input) naming it.
[[nodiscard]] std::vector<core::Position> read_points(const std::filesystem::path& path);

}  // namespace wangge::gis
