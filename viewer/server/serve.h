#pragma once

#include "engine/core/progress.h"
#include "engine/core/text.h"
#include "engine/core/units.h"
#include "viewer/server/run_folder.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace wangge::viewer {

struct ServeOptions {
  std::optional<int> port = {};                                ///< absent: the first free one from first_port
  core::Language language = core::Language::en;                ///< that the studio opens in
  core::Threads threads{1};                                    ///< for loading
  std::optional<std::filesystem::path> studio = {};            ///< the built studio; absent: see find_studio()
  std::function<void(const std::string& address)> ready = {};  ///< called once when the address can be opened
};

inline constexpr int first_port = 8741;

/// Serves the read-only studio of a run folder on the loopback address 127.0.0.1 until progress.interrupted(), then stops
/// cleanly and returns 0. Answers GET only:
///   /                          the studio and its files
///   /api/run /api/metrics      what was run, its figures
///   /api/grids /api/grid/CODE  the figures of all grids, of one
///   /tiles/{z}/{x}/{y}.pbf     vector tiles, encoded on demand; 204 where empty
/// Refuses requests that name another host than the loopback (DNS rebinding) and sends no header that would let another
/// site read an answer. An error is JSON {"zh": …, "en": …}. Memory: the run's shapes once, and 64 MiB of tiles.
/// Throws Error(input) when the run cannot be read, Error(environment) when the studio is absent or the port taken.
///
///   return serve("runs/liechtenstein", {.ready = print_address}, progress);
int serve(const std::filesystem::path& run, const ServeOptions& options, core::Progress& progress);

/// The same for a run that is already in memory.
int serve(RunFolder run, const ServeOptions& options, core::Progress& progress);

}  // namespace wangge::viewer
