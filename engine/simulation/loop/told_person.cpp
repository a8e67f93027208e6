#include "engine/simulation/loop/told_person.h"

#include "engine/simulation/loop/stay.h"
#include "engine/simulation/rounds/visit_numbers.h"

#include <algorithm>

namespace wangge::simulation {

Occupation free_occupation(const SimulationInputs& inputs, ResponderId who, const ToldPerson& person) {
  const auto& kinds = inputs.responders.kind;
  if (!kinds.empty() && inputs.responder_kinds[kinds[who]].patrols) return Occupation::patrolling;
  return person.out ? Occupation::moving_back : Occupation::at_post;
}

Occupation occupation(const SimulationInputs& inputs, ResponderId who, const ToldPerson& person) {
  if (person.request.valid()) return person.at_place ? Occupation::with_request : Occupation::to_request;
  if (!person.on_round) return free_occupation(inputs, who, person);
  const bool patrol = inputs.duties[person.duty].kind == Duty::Kind::patrol;
  return person.at_place || patrol ? Occupation::at_duty : Occupation::to_duty;
}

core::Millis breaks_due(const SimulationInputs& inputs, ResponderId who, core::Millis from, core::Millis to) {
  core::Millis due(0);
  if (inputs.responders.kind.empty()) return due;
  const ShiftsId id = inputs.responder_kinds[inputs.responders.kind[who]].breaks;
  if (!id.valid()) return due;
  const WeeklyShifts& breaks = inputs.shifts[id];
  std::optional<core::Millis> start = breaks.on(from) ? from : breaks.next_start(from);
  while (start && *start < to) {
    const core::Millis end = std::min(breaks.next_end(*start).value_or(to), to);
    due += end - *start;
    start = breaks.next_start(end);
  }
  return due;
}

core::Millis first_counted_window(const SimulationInputs& inputs, const Duty& duty, core::Millis counted_from) {
  if (counted_from.value == 0) return core::Millis(0);
  for (const TimeWindow& window : windows_of(inputs, duty, duty.when)) {
    if (window.start >= counted_from) return window.start;
  }
  return never;
}

}  // namespace wangge::simulation
