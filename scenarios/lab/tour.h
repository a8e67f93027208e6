#pragma once

#include "engine/core/units.h"
#include "engine/routing/street_round.h"
#include "engine/routing/tour.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wangge::scenarios {

/// Stops to be visited.
struct StopQuestion {
  routing::WayTable table;
  double unit = 1;  ///< of a whole number of the table: 1 for `times`, 0.001 m for `places`
};

/// Streets to be walked from corner 0.
struct StreetQuestion {
  std::uint32_t corners = 0;
  std::vector<routing::StreetPiece> pieces;
};

/// What a file of `wangge lab tour` says.
using TourFile = std::variant<StopQuestion, StreetQuestion>;

/// An object with one of `times` (a square list of lists of whole numbers from 0 to 10^12: from each stop to each), `places` (a
/// list of [x, y] in metres: straight ways, in whole millimetres) and `streets` (a list of [corner, corner, time] or, where a
/// piece may be walked but need not be, [corner, corner, time, false]); 2 to 5,000 stops, 1 to 100,000 pieces. `file` names it
/// in messages. Throws Error(input) for what is not of this shape.
[[nodiscard]] TourFile read_tour(std::string_view text, const std::string& file);

struct TourTask {
  std::filesystem::path file;
  routing::TourEnd end = routing::TourEnd::back;
  std::uint64_t looks = 20'000'000;
  core::Seed seed{1};
};

/// `wangge lab tour`: answers as JSON: order (of stops; of streets the corners in turn, and the pieces walked), time (in the unit
/// of the question), bound, gap (time / bound - 1; absent where the bound is 0), proven and cpu_seconds, the only figure that
/// depends on the machine. Throws Error as read_tour does, Error(input) where streets do not hang together or end anywhere is
/// asked of them, Error(environment) where the file cannot be read.
[[nodiscard]] std::string lab_tour(const TourTask& task);

}  // namespace wangge::scenarios
