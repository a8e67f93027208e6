#pragma once

#include "engine/core/units.h"
#include "engine/simulation/inputs.h"

#include <cstdint>
#include <vector>

/// When requests come: moments of the horizon that are alike for whoever is to answer them.
namespace wangge::evaluation {

/// A meeting, a checkpoint: whoever is at it hears no request of a lower urgency until it is over.
struct Hold {
  simulation::DutyId duty;
  /// By ResponderId: the share of the time on shift in which the request of a mean moment cannot have them; 0: not theirs.
  simulation::Column<simulation::ResponderId, double> share;
};

/// Moments that are alike: the same shifts are on, the same people held for as long, at the same hour where it matters.
struct Moment {
  core::Millis hour{0};            ///< of the day; 0 where ways take as long at all hours
  std::vector<std::uint8_t> on;    ///< by ShiftsId: 1 where they are on
  std::vector<core::Millis> held;  ///< by place in Moments::holds: until it lets go, `within` and a bit at most; 0: holds nobody
  double weight = 0;               ///< share of the requests; all moments together 1
};

struct Moments {
  std::vector<Hold> holds;
  std::vector<std::vector<Moment>> by_town;  ///< those of one hour and the same shifts together
};

/// Of one week, or of the whole weeks of the horizon where something is held, as requests of all kinds come in their hours (at
/// all hours alike where no rate is told); a kind that no duty waits for finds nobody held. Shifts and duties begin and end at
/// whole minutes; of each minute, the middle is taken.
///
/// O(minutes * (shifts + duties) * urgencies).
///
///   const Moments moments = moments_of(inputs, core::minutes(15));
[[nodiscard]] Moments moments_of(const simulation::SimulationInputs& inputs, core::Millis within);

}  // namespace wangge::evaluation
