#pragma once

#include "engine/core/units.h"
#include "engine/routing/tour.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::scenarios {

/// What a file of `wangge lab tour` says.
struct TourFile {
  routing::WayTable table;
  double unit = 1;  ///< of a whole number of the table: 1 for `times`, 0.001 m for `places`
};

/// An object with either `times` (a square list of lists of whole numbers from 0 to 10^12: from each stop to each) or `places` (a
/// list of [x, y] in metres: straight ways, in whole millimetres); 2 to 5,000 stops. `file` names it in messages. Throws
/// Error(input) for what is not of this shape.
[[nodiscard]] TourFile read_tour(std::string_view text, const std::string& file);

struct TourTask {
  std::filesystem::path file;
  routing::TourEnd end = routing::TourEnd::back;
  std::uint64_t looks = 20'000'000;
  core::Seed seed{1};
};

/// `wangge lab tour`: answers as JSON: order, time (in the unit of the question), bound, gap (time / bound - 1; absent where the
/// bound is 0), proven and cpu_seconds, the only figure that depends on the machine. Throws Error as read_tour does,
/// Error(environment) where the file cannot be read.
[[nodiscard]] std::string lab_tour(const TourTask& task);

}  // namespace wangge::scenarios
