#pragma once

#include "engine/simulation/duration_law.h"
#include "engine/simulation/ids.h"
#include "engine/simulation/people/shifts.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wangge::simulation {

/// The offices of one level that matters climb to: each area of the level has one (a station, a sub-centre, the centre of the
/// district), with so many desks. A matter has one desk for all tries of the level; where none is free it waits in the line of
/// its office, the most urgent first, of equals the one ordered first. Matters come at any time; outside its hours an office
/// takes none from the line, and who is at a desk is finished. Nobody of an office is sent over roads.
struct OfficeLevel {
  std::string name;                         ///< of the level
  std::uint32_t desks = 1;                  ///< of each office; at least 1
  std::optional<DurationLaw> takes{};       ///< one try at a desk; nothing: as the chain of the kind says
  std::optional<WeeklyShifts> hours{};      ///< nothing: always
  std::vector<std::string> codes{};         ///< of the areas, one office each
  Column<GridId, std::uint32_t> of_grid{};  ///< place in `codes`
};

}  // namespace wangge::simulation
