#pragma once

#include "engine/simulation/duration_law.h"
#include "engine/simulation/people/shifts.h"

#include <optional>
#include <string>

namespace wangge::simulation {

/// A department that a whistle calls. It is no responder: nobody of it is sent over roads, and it is never busy.
struct Department {
  std::string name;
  DurationLaw reports{};                ///< from the whistle, or from the start of its next hours, until it reports
  std::optional<WeeklyShifts> hours{};  ///< when it hears a whistle; nothing: always
};

}  // namespace wangge::simulation
