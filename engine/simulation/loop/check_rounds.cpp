#include "engine/simulation/loop/check_rounds.h"

#include "engine/simulation/rounds/visit_numbers.h"

#include <utility>

namespace wangge::simulation {

RoundCheck::RoundCheck(const SimulationInputs& inputs)
    : inputs_(&inputs),
      visits_(inputs.duties.empty() ? 0 : VisitNumbers(inputs).size(), Stage::open),
      people_(inputs.responders.size()) {}

bool RoundCheck::take(EventKind kind, ResponderId who, bool free, bool out, std::uint32_t about) {
  if (kind == EventKind::round_begun || kind == EventKind::round_left) {
    if (!who.valid() || about >= inputs_->duties.size()) return false;
    Person& person = people_[who];
    if (kind == EventKind::round_begun) {
      person.duty = DutyId(about);
      return free && !std::exchange(person.on_round, true);
    }
    if (person.visit.valid()) visits_[std::exchange(person.visit, VisitId())] = Stage::open;
    return std::exchange(person.on_round, false) && person.duty == DutyId(about);
  }
  if (kind == EventKind::street_walked || kind == EventKind::pass_walked) {
    if (!who.valid() || !people_[who].on_round) return false;
    const DutyId duty = people_[who].duty;
    return inputs_->duties[duty].kind == Duty::Kind::patrol && (kind == EventKind::street_walked || duty == DutyId(about));
  }
  if (about >= visits_.size()) return false;
  const VisitId visit(about);
  switch (kind) {
    case EventKind::called:
    case EventKind::call_resumed:
    case EventKind::manned: {
      if (!who.valid()) return false;
      Person& person = people_[who];
      const bool can = person.on_round && !person.visit.valid() && visits_[visit] == Stage::open &&
                       !(out && inputs_->duties[person.duty].at_post());
      person.visit = visit;
      visits_[visit] = Stage::under_way;
      return can;
    }
    case EventKind::visited:
    case EventKind::attended:
      return who.valid() && end(people_[who], visit, Stage::over);
    case EventKind::not_in:
      return who.valid() && end(people_[who], visit, Stage::open);
    default:  // over without having been paid
      return !who.valid() && std::exchange(visits_[visit], Stage::over) == Stage::open;
  }
}

bool RoundCheck::end(Person& person, VisitId visit, Stage then) {
  const bool right = person.on_round && person.visit == visit && visits_[visit] == Stage::under_way;
  person.visit = {};
  visits_[visit] = then;
  return right;
}

}  // namespace wangge::simulation
