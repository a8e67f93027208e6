#pragma once

#include "engine/core/units.h"

#include <filesystem>
#include <optional>
#include <string>

namespace wangge::scenarios {

/// `wangge lab assign`: many points against many polygons.
struct AssignQuestion {
  std::filesystem::path polygons;
  std::filesystem::path points;
  core::Threads threads{1};
  int repeat = 1;                            ///< how often the query is timed; the least time counts
  std::optional<std::filesystem::path> out;  ///< the polygon of each point, one a line; -1: none
};

/// Reads both files in their own coordinates, assigns, and answers as JSON: points, assigned, build_seconds, query_seconds,
/// points_per_second (of the query), digest (SHA-256 of what `out` holds). A point on an edge belongs to the lowest polygon.
/// Throws Error as the readers do, and Error(environment) when `out` cannot be written.
[[nodiscard]] std::string lab_assign(const AssignQuestion& question);

}  // namespace wangge::scenarios
