#pragma once

#include "engine/core/units.h"
#include "engine/simulation/inputs.h"
#include "engine/simulation/loop/time_spent.h"

#include <optional>

namespace wangge::simulation {

/// What a log has told of a responder so far (loop/retell.h).
struct ToldPerson {
  core::Millis counted{0};
  core::Millis began{0};         ///< the shift
  core::Millis taken_before{0};  ///< of breaks, when it began
  core::Millis asked_busy{0};    ///< since it was asked: what a decline takes back
  core::Millis asked_overtime{0};
  RequestId request{};
  bool on_shift = false;
  bool on_break = false;
  bool on_round = false;
  bool out = false;       ///< has left the post
  bool at_place = false;  ///< at the door of a household, or where a duty is done
  DutyId duty{};
  std::optional<core::Millis> at_post{};  ///< since
};

/// What `who` does without a request and without a round.
[[nodiscard]] Occupation free_occupation(const SimulationInputs& inputs, ResponderId who, const ToldPerson& person);
/// What `who` does, on duty or, with a request or on a round, beyond it.
[[nodiscard]] Occupation occupation(const SimulationInputs& inputs, ResponderId who, const ToldPerson& person);

/// Breaks that fall due within [from, to), which lies in one shift.
[[nodiscard]] core::Millis breaks_due(const SimulationInputs& inputs, ResponderId who, core::Millis from, core::Millis to);

/// From when on the windows of a duty count, where only what begins at `counted_from` or later does; `never` where none does.
[[nodiscard]] core::Millis first_counted_window(const SimulationInputs& inputs, const Duty& duty, core::Millis counted_from);

}  // namespace wangge::simulation
