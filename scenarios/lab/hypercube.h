#pragma once

#include "engine/queueing/hypercube.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::scenarios {

/// What a file of `wangge lab hypercube` says.
struct HypercubeFile {
  queueing::HypercubeQuestion question;
  std::vector<std::vector<double>> travel;  ///< by atom, by unit: time from the unit's post; empty: not given
};

/// An object with `lambda`, `preferences`, `mu` (a number or a list), and optional `line` ("infinite", the default, or "zero")
/// and `travel`. With one `mu` for all there are as many units as lists name. `file` names it in messages. Throws Error(input)
/// for what is not of this shape; figures are checked by the solvers.
[[nodiscard]] HypercubeFile read_hypercube(std::string_view text, const std::string& file);

enum class HypercubeMethod : std::uint8_t { exact, pairs, larson };

struct HypercubeTask {
  std::filesystem::path file;
  HypercubeMethod method = HypercubeMethod::exact;
  bool dispatches = false;  ///< answer them too
};

/// `wangge lab hypercube`: answers as JSON: workload by unit, loss or wait_probability, mean_queue and mean_wait (with a line),
/// mean_travel (with `travel`), dispatches (where asked for: by atom, by unit, shares of all served calls), residual, rounds,
/// method and cpu_seconds, the only figure that depends on the machine. A call that waited is taken to be served from the unit's
/// post too. Larson's method answers workload and factors alone. Throws Error as read_hypercube and the solvers do,
/// Error(environment) where the file cannot be read.
[[nodiscard]] std::string lab_hypercube(const HypercubeTask& task);

}  // namespace wangge::scenarios
