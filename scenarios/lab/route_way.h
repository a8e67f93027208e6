#pragma once

#include "engine/core/progress.h"
#include "engine/network/road_class.h"
#include "gis/write/geographic.h"

#include <filesystem>
#include <optional>
#include <string>

namespace wangge::scenarios {

/// What `wangge lab route --from --to` is asked.
struct WayQuestion {
  std::filesystem::path roads;  ///< an OpenStreetMap extract
  network::Mode mode = network::Mode::car;
  gis::LonLat from;
  gis::LonLat to;
  std::optional<std::filesystem::path> out{};  ///< gets the way as GeoJSON
};

/// The shortest way from door to door, speeds and access limit as the scenario's defaults have them. Answers in JSON: mode,
/// seconds, metres (the walks between road and door included), walked_metres of these walks, roads: the source ids in the order
/// taken. `out` gets a FeatureCollection in degrees: the way on the road (`part` road), and the walks at its ends (`part` walk),
/// by a gate where they lead through one. Throws Error(input) where a place has no road within the limit or no way leads there,
/// Error(environment) where `out` cannot be written, and as the readers do.
[[nodiscard]] std::string lab_way(const WayQuestion& question, core::Progress& progress);

}  // namespace wangge::scenarios
