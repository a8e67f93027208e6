#pragma once

#include "engine/core/progress.h"
#include "engine/core/units.h"
#include "engine/network/road_class.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace wangge::scenarios {

/// What `wangge lab route` is asked.
struct RouteQuestion {
  std::filesystem::path roads;  ///< an OpenStreetMap extract
  network::Mode mode = network::Mode::car;
  std::uint32_t sources = 1000;
  std::uint32_t targets = 1000;
  core::Seed seed{1};
  std::uint32_t verify = 0;  ///< random pairs compared with plain Dijkstra
  core::Threads threads{1};
  std::optional<std::filesystem::path> out;  ///< gets the table [ms] as CSV: OpenStreetMap node ids in the first row and column
};

struct RouteAnswer {
  std::string json;
  std::uint64_t mismatches = 0;
};

/// `wangge lab route`: shortest times between random nodes of the mode's main network, speeds as the scenario's defaults have
/// them. Answers as JSON; all seconds are of one thread's CPU but for the table's on several threads. Everything but seconds
/// depends on the question alone. Throws Error as the readers do, Error(input) where the mode has no roads, Error(environment)
/// where `out` cannot be written.
[[nodiscard]] RouteAnswer lab_route(const RouteQuestion& question, core::Progress& progress);

}  // namespace wangge::scenarios
