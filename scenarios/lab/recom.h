#pragma once

#include "engine/core/units.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace wangge::scenarios {

/// `wangge lab recom`: random plans of a grid of cells.
struct RecomQuestion {
  std::uint32_t rows = 50;
  std::uint32_t columns = 50;
  std::uint32_t parts = 10;
  double tolerance = 0.05;       ///< a part has (1 -+ this) x cells / parts
  std::uint64_t steps = 20'000;  ///< to be accepted; proposals where the chain is reversible
  core::Seed seed{1};
  bool reversible = false;
  std::optional<std::uint32_t> reckoned_edges = std::nullopt;  ///< as planning::RecomRules
  std::optional<std::filesystem::path> out = std::nullopt;     ///< every 100th plan
};

/// Walks from stripes of columns and answers as JSON: proposals (trees drawn), steps (plans accepted: valid and changed),
/// cpu_seconds (of the walk alone, this thread), steps_per_cpu_second, tree, pair and plans (the laws, in words), clipped (of
/// the reversible chain), digest (SHA-256 of what `out` holds: a plan a line, the part of each cell row by row; of the plain
/// chain every 100th step, of the reversible one every 100th proposal). Same question, same plans, on every machine.
/// Throws Error(usage) where no part fits or the stripes are out of range, Error(environment) when `out` cannot be written.
///
///   lab_recom({.rows = 50, .columns = 50, .parts = 10, .tolerance = 0.05, .steps = 20'000})
[[nodiscard]] std::string lab_recom(const RecomQuestion& question);

}  // namespace wangge::scenarios
