#pragma once

#include "engine/core/progress.h"
#include "gis/layers.h"
#include "gis/town/town.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace wangge::town {

/// How much of the people is written.
enum class PeopleDetail : std::uint8_t {
  persons,   ///< a table of households and one of residents, with pseudonymous numbers
  buildings  ///< counts a building alone: a town of millions keeps its size
};

struct LayerCount {
  std::string layer;
  std::size_t features = 0;

  friend bool operator==(const LayerCount&, const LayerCount&) = default;
};

/// Writes a made town as one GeoPackage whose layers a scenario reads like any other source: one layer a level (by its name),
/// roads, railways, waterways, turn_restrictions, water, blocks, compounds, barriers, gates, buildings, enterprises,
/// organisations, posts, places, one layer a partition, and with PeopleDetail::persons the tables households and residents. Every
/// layer says that it is synthetic, in its description and in a field. Buildings of an earlier date say when they go. Nothing
/// depends on the clock or on threads. Returns what was written, in the order of the file. About 4 us a building. Throws
/// Error(environment) naming the file; Error(interrupted). Then nothing is left under the name.
///
///   write_town(folder / "town.gpkg", town, reference, PeopleDetail::persons, progress);
std::vector<LayerCount> write_town(const std::filesystem::path& path, const Town& town, const gis::ReferenceSystem& reference,
                                   PeopleDetail detail, core::Progress& progress);

/// The names of layers that a level or a partition may not take.
[[nodiscard]] const std::vector<std::string>& reserved_layers();

}  // namespace wangge::town
