#pragma once

#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "gis/layers.h"
#include "gis/town/town.h"

#include <cstddef>
#include <filesystem>

namespace wangge::town {

/// Objects of each kind in an extract.
struct ExtractCount {
  std::size_t nodes = 0;
  std::size_t ways = 0;
  std::size_t relations = 0;

  friend bool operator==(const ExtractCount&, const ExtractCount&) = default;
};

/// The admin_level of each of `levels` levels from the top: 6, 8 and 10 for district, town and community, as in China.
/// Precondition: 1 <= levels <= 8.
[[nodiscard]] std::vector<int> admin_levels(std::size_t levels);

/// Writes a made town as an OpenStreetMap extract (.osm.pbf), so that the way of real data is gone in full: boundaries as
/// relations over shared ways (admin_level, ref = code, population, wangge:households), buildings as closed ways (building,
/// building:levels, building:flats, start_date, addr:place = compound, wangge:households, wangge:residents), highways, railways
/// and waterways that share node ids where they meet, walls and gates, land use, water, place nodes and turn restrictions. Every
/// tagged object says source=synthetic; ids count from 1; there are no timestamps. Equal towns give equal bytes for any number of
/// threads. Positions are rounded to 1e-7 degrees (about 1 cm). About 8 us a building. Throws Error(environment) naming the file;
/// Error(interrupted). Then nothing is left under the name.
///
///   write_extract(folder / "town.osm.pbf", town, reference, threads, progress);
ExtractCount write_extract(const std::filesystem::path& path, const Town& town, const gis::ReferenceSystem& reference,
                           core::Threads threads, core::Progress& progress);

}  // namespace wangge::town
