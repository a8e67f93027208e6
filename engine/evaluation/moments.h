#pragma once

#include "engine/core/units.h"
#include "engine/simulation/inputs.h"

#include <cstddef>
#include <cstdint>
#include <vector>

/// When requests come: moments of the horizon that are alike for whoever is to answer them.
namespace wangge::evaluation {

/// Who can be sent at some moments: 1 for those who cannot.
using LeftOut = simulation::Column<simulation::ResponderId, std::uint8_t>;

/// Moments that are alike: the same shifts are on, the same people held for as long, at the same hour where it matters.
struct Moment {
  double weight = 0;  ///< share of the requests; all moments together 1
  /// By place in Moments::holds: until it lets go; 0: holds nobody; more than `within`: too late, or beyond the shift's end.
  std::vector<core::Millis> held;
  std::size_t held_out = 0;   ///< place in Moments::left_out: whoever is held cannot be sent
  std::size_t late_only = 0;  ///< the same: nobody can but those who are let go in time
  bool some_late = false;     ///< there are such
};

/// Those of one hour and the same shifts.
struct Hour {
  core::Millis hour{0};          ///< of the day; 0 where ways take as long at all hours
  std::vector<std::uint8_t> on;  ///< by ShiftsId: 1 where they are on
  std::vector<Moment> moments;
};

/// Who meetings, consults and checkpoints hold, and when: they hear no request of a lower urgency until it is over. The same
/// people held by several, one after the other or at once, are held until the last lets go.
struct Moments {
  simulation::Column<simulation::ResponderId, std::vector<std::size_t>> holds;  ///< of each responder
  /// The share of the time on shift in which a request, as they come in those hours, cannot have them.
  simulation::Column<simulation::ResponderId, double> held_share;
  std::vector<LeftOut> left_out;  ///< the first leaves out nobody
  std::vector<Hour> hours;
};

/// Of one week, or of the whole weeks of the horizon where somebody is held, as requests of all kinds come in their hours: those
/// of a log where one is replayed, else as their rates say (at all hours alike where there are none). Shifts and duties begin and
/// end at whole minutes; of each minute, the middle is taken.
///
/// O(minutes * (shifts + holds) * urgencies + responders * patterns of holds); a hold is the people of one shift whom the same
/// duties hold.
///
///   const Moments moments = moments_of(inputs, core::minutes(15));
[[nodiscard]] Moments moments_of(const simulation::SimulationInputs& inputs, core::Millis within);

}  // namespace wangge::evaluation
