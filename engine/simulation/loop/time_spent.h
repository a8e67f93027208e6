#pragma once

#include "engine/core/id.h"
#include "engine/core/units.h"
#include "engine/simulation/rounds/duty.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace wangge::simulation {

/// What a responder does at a moment on duty: one thing at a time.
enum class Occupation : std::uint8_t {
  to_request,    ///< from the dispatch to the household's door, acceptance, gate and stairs included
  with_request,  ///< handling, helping, waiting for help
  moving_back,   ///< free, on the way to the post
  patrolling,    ///< free, of who walks from building to building while free
  at_post,       ///< free
  to_duty,       ///< from the start of a round, or the last door, to the next door or place
  at_duty        ///< at a door or place; of a patrol all of the round
};

/// Of some responders together: their hours on shift, and those with requests and scheduled work beyond the shift (overtime).
/// While an order is out that is then declined, a responder counts as free.
struct TimeSpent {
  struct OfDuty {
    core::Millis way{0};
    core::Millis at{0};
    friend bool operator==(const OfDuty&, const OfDuty&) = default;
  };

  std::array<core::Millis, 5> alone{};  ///< by Occupation, without duties
  core::Column<DutyId, OfDuty> duties;

  /// `duty`: read for to_duty and at_duty alone.
  void add(Occupation occupation, DutyId duty, core::Millis time) {
    if (occupation == Occupation::to_duty) {
      duties[duty].way += time;
    } else if (occupation == Occupation::at_duty) {
      duties[duty].at += time;
    } else {
      alone[static_cast<std::size_t>(occupation)] += time;
    }
  }
  [[nodiscard]] core::Millis operator[](Occupation occupation) const { return alone[static_cast<std::size_t>(occupation)]; }
  [[nodiscard]] core::Millis total() const {
    core::Millis sum(0);
    for (const core::Millis time : alone) sum += time;
    for (const OfDuty& duty : duties) sum += duty.way + duty.at;
    return sum;
  }

  friend bool operator==(const TimeSpent&, const TimeSpent&) = default;
};

}  // namespace wangge::simulation
