#pragma once

#include "engine/simulation/inputs.h"
#include "engine/simulation/loop/event_log.h"
#include "engine/simulation/rounds/duty.h"

#include <cstddef>
#include <cstdint>

namespace wangge::simulation {

/// What a log tells of scheduled work, held against what can happen: a responder is on one round at a time, stands at one
/// household's door, holds the own post after coming back to it, and every planned visit ends at most once.
class RoundCheck {
 public:
  explicit RoundCheck(const SimulationInputs& inputs);

  /// The next event of scheduled work (`of_rounds`), in order, and what it is about. `free`: `who` is on shift, without a break
  /// or a request; `out`: has left the post. False: it cannot have happened. O(1).
  [[nodiscard]] bool take(EventKind kind, ResponderId who, bool free, bool out, std::uint32_t about);
  [[nodiscard]] bool on_round(ResponderId who) const { return people_[who].on_round; }

 private:
  enum class Stage : std::uint8_t { open, under_way, over };
  struct Person {
    VisitId visit{};  ///< whose door it is
    DutyId duty{};
    bool on_round = false;
  };

  [[nodiscard]] bool end(Person& person, VisitId visit, Stage then);

  const SimulationInputs* inputs_;
  Column<VisitId, Stage> visits_;
  Column<ResponderId, Person> people_;
};

}  // namespace wangge::simulation
