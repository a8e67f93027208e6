#include "engine/simulation/rounds/rounds.h"

#include "engine/simulation/loop/name_key.h"
#include "engine/simulation/loop/retell.h"
#include "engine/simulation/people/shifts.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace wangge::simulation {

Rounds::Rounds(const SimulationInputs& inputs, const Beats& beats, core::Millis counted_from)
    : inputs_(&inputs),
      beats_(&beats),
      counted_from_(counted_from),
      duties_(inputs.duties.size()),
      states_(beats.beats.size()),
      going_(inputs.responders.size()) {
  for (const Duty& duty : inputs.duties) names_.push_back(name_key(duty.name));
  for (const Beat& beat : beats.beats) duty_of_.push_back(beat.duty);
  outcomes_ = nothing_planned_yet(beats.numbers->size(), inputs.duties.size());
}

std::uint64_t Rounds::turn_of(const Work& work) const {
  return (work.visit.value() - beats_->numbers->first(work.duty).value()) / beats_->numbers->households(work.duty);
}

std::uint64_t Rounds::key(const Work& work) const {
  return names_[work.duty] +
         (work.visit.value() - beats_->numbers->first(work.duty).value()) % beats_->numbers->households(work.duty);
}

void Rounds::open(const Appointment& due, core::Millis now) {
  DutyState& duty = duties_[due.duty];
  const bool shared = due.again && duty.open;  // hours of `again` within those of `when` are one window for Duty::most
  if (due.again) {
    duty.open_again = true;
    duty.again_since = now;
  } else {
    duty.open = true;
    duty.until = due.until;
    duty.counts = due.time >= counted_from_;
  }
  if (due.begins) duty.turn = *due.begins;
  for (const BeatId beat : beats_->of_duty[due.duty]) {
    const std::uint32_t calls = states_[beat].calls;
    if (due.begins) states_[beat] = {};
    states_[beat].calls = shared ? calls : 0;
    states_[beat].passes = 0;
    states_[beat].step = 0;
  }
}

void Rounds::close(const Appointment& due) { (due.again ? duties_[due.duty].open_again : duties_[due.duty].open) = false; }

void Rounds::note_shift_of(ResponderId id) {
  for (const BeatId beat : beats_->of_responder[id]) {
    const DutyState& duty = duties_[beats_->beats[beat].duty];
    note_shift(beat, duty.open || duty.open_again);
  }
}

std::vector<Rounds::Unpaid> Rounds::end_turn(DutyId duty, std::uint32_t turn, core::Millis now) {
  if (inputs_->duties[duty].kind == Duty::Kind::patrol) return {};  // a pass under way is told street by street when it is left
  std::vector<VisitId> under_way;
  for (const BeatId beat : beats_->of_duty[duty]) {
    Going& going = going_[beats_->beats[beat].responder];
    if (!going.visiting || going.work->beat != beat) continue;
    going.over = true;
    under_way.push_back(going.work->visit);
  }
  const Column<BuildingId, std::uint32_t>& households = inputs_->duties[duty].households;
  std::vector<Unpaid> unpaid;
  for (const BeatId beat : beats_->of_duty[duty]) {
    if (inputs_->duties[duty].kind != Duty::Kind::post) break;
    const VisitId visit = beats_->numbers->post(duty, turn, beats_->beats[beat].responder);
    if (outcomes_.end[visit] != VisitEnd::open || std::find(under_way.begin(), under_way.end(), visit) != under_way.end())
      continue;
    const bool manned = states_[beat].manned;
    end(visit, manned ? VisitEnd::missed : VisitEnd::unmanned, now);
    unpaid.push_back({visit, manned ? EventKind::visit_missed : EventKind::visit_unmanned});
  }
  std::vector<std::uint8_t> no_way(households.size(), 0);
  for (const BuildingId building : beats_->unreachable[duty]) no_way[building.value()] = 1;
  for (const BuildingId building : core::ids<BuildingId>(households.size())) {
    if (!inputs_->grid_of_building[building].valid()) continue;
    const BeatId beat = beats_->of_building[duty][building];
    for (std::uint32_t household = 0; household < households[building]; ++household) {
      const VisitId visit = beats_->numbers->visit(duty, turn, building, household);
      if (outcomes_.end[visit] != VisitEnd::open) continue;
      if (std::find(under_way.begin(), under_way.end(), visit) != under_way.end()) continue;
      const auto [how, kind] = no_way[building.value()] != 0 ? std::pair(VisitEnd::unreachable, EventKind::visit_unreachable)
                               : outcomes_.calls[visit] > 0 && !broken_off(beat, visit)
                                   ? std::pair(VisitEnd::absent, EventKind::visit_given_up)
                               : beat.valid() && states_[beat].manned ? std::pair(VisitEnd::missed, EventKind::visit_missed)
                                                                      : std::pair(VisitEnd::unmanned, EventKind::visit_unmanned);
      end(visit, how, now);
      unpaid.push_back({visit, kind});
    }
  }
  for (const BeatId beat : beats_->of_duty[duty]) {
    states_[beat] = {};
    states_[beat].stop = beats_->beats[beat].stops.size();
  }
  return unpaid;
}

/// Somebody was in, but the responder was called away.
bool Rounds::broken_off(BeatId beat, VisitId visit) const {
  const std::optional<Rest>& rest = states_[beat].rest;
  return rest && rest->work.visit == visit && !rest->nobody_in;
}

std::optional<Rounds::Work> Rounds::next_of(BeatId id) const {
  const DutyState& state = duties_[duty_of_[id]];
  if (!state.open && !state.open_again) return std::nullopt;
  const Beat& beat = beats_->beats[id];
  const BeatState& at = states_[id];
  const Duty& duty = inputs_->duties[beat.duty];
  if (duty.kind == Duty::Kind::patrol) {
    if (!state.open || beat.walk.steps.empty() || at.passes >= duty.passes) return std::nullopt;
    return Work{.beat = id, .duty = beat.duty, .visit = {}, .place = beat.walk.steps[at.step].near};
  }
  if (duty.kind == Duty::Kind::post) {
    const VisitId visit = beats_->numbers->post(beat.duty, state.turn.value_or(0), beat.responder);
    if (!state.open || !state.turn || outcomes_.end[visit] != VisitEnd::open) return std::nullopt;
    return Work{.beat = id, .duty = beat.duty, .visit = visit, .place = duty.at_post() ? BuildingId() : beat.stops.front()};
  }
  if (at.rest) return at.rest->work;
  if (duty.most > 0 && at.calls >= duty.most) return std::nullopt;
  if (state.open_again) {
    for (const Absent& absent : at.absent) {
      if (absent.called < state.again_since) return absent.work;
    }
  }
  if (!state.open || at.stop == beat.stops.size()) return std::nullopt;
  const BuildingId place = beat.stops[at.stop];
  return Work{.beat = id,
              .duty = beat.duty,
              .visit = beats_->numbers->visit(beat.duty, *state.turn, place, at.household),
              .place = place};
}

std::optional<Rounds::Work> Rounds::next(ResponderId id) const {
  for (const BeatId beat : beats_->of_responder[id]) {
    if (const auto work = next_of(beat)) return work;
  }
  return std::nullopt;
}

std::optional<int> Rounds::yields_to(ResponderId id) const {
  const std::optional<Work> work = going_[id].work ? going_[id].work : next(id);
  return work ? std::optional(inputs_->duties[work->duty].yields_to) : std::nullopt;
}

void Rounds::set_out(ResponderId id, const Work& work) {
  Going& going = going_[id];
  if (going.inside != work.place) going.inside = {};
  going.work = work;
}

void Rounds::go_past(BeatId beat) {
  BeatState& at = states_[beat];
  const Beat& round = beats_->beats[beat];
  if (at.stop == round.stops.size()) return;
  if (++at.household < inputs_->duties[round.duty].households[round.stops[at.stop]]) return;
  at.household = 0;
  ++at.stop;
}

Rounds::Call Rounds::call(ResponderId id, core::Millis now, const Luck& luck) {
  Going& going = going_[id];
  const Work work = *going.work;
  BeatState& at = states_[work.beat];
  const Duty& duty = inputs_->duties[work.duty];
  going.inside = work.place;
  going.visiting = true;
  if (kind_of(work) == Duty::Kind::patrol || kind_of(work) == Duty::Kind::post) return begin_other(id, now);
  if (at.rest) {
    const Rest rest = *std::exchange(at.rest, std::nullopt);
    going.nobody_in = rest.nobody_in;
    going.ends = now + rest.left;
    return {.takes = rest.left, .how = EventKind::call_resumed};
  }
  std::uint8_t& calls = outcomes_.calls[work.visit];
  if (calls == 0) go_past(work.beat);
  const std::uint64_t n = turn_of(work) * 256 + calls;
  if (calls < 255) ++calls;
  ++at.calls;
  going.nobody_in = luck.happens(duty.absent[hour_of_day(now)], "not in", key(work), n);
  const core::Millis takes = going.nobody_in ? duty.knock : luck.duration(duty.takes, "visit takes", key(work), turn_of(work));
  going.ends = now + takes;
  return {.takes = takes};
}

Rounds::Call Rounds::begin_other(ResponderId id, core::Millis now) {
  Going& going = going_[id];
  const Work& work = *going.work;
  going.since = now;
  going.nobody_in = false;
  if (kind_of(work) == Duty::Kind::post) {
    going.ends = duties_[work.duty].until;
    return {.takes = going.ends - now, .how = EventKind::manned};
  }
  going.inside = {};
  const Walk& walk = beats_->beats[work.beat].walk;
  const std::size_t step = states_[work.beat].step;
  const core::Millis takes = walk.time() - walk.start_of(step);
  going.ends = now + takes;
  return {.takes = takes, .how = std::nullopt, .walk = &walk, .step = step};
}

std::uint32_t Rounds::walk_on(BeatId id, core::Millis after) {
  const Beat& beat = beats_->beats[id];
  BeatState& at = states_[id];
  const std::size_t step = beat.walk.step_at(after);
  std::uint32_t walked = 0;
  for (; at.step < step; ++at.step) walked += beat.walked_cm[at.step];
  if (beat.walk.between_streets(at.step)) ++at.step;  // from wherever one comes back, to the streets behind it
  if (duties_[beat.duty].counts) outcomes_.walked[beat.duty].centimetres += walked;
  return walked;
}

void Rounds::leave_post(ResponderId id, core::Millis now) {
  const Going& going = going_[id];
  if (duties_[going.work->duty].counts) outcomes_.walked[going.work->duty].manned += now - going.since;
}

Rounds::Paid Rounds::end_visit(ResponderId id, core::Millis now) {
  Going& going = going_[id];
  const Work work = *going.work;
  BeatState& at = states_[work.beat];
  const Duty& duty = inputs_->duties[work.duty];
  going.visiting = false;
  const bool over = std::exchange(going.over, false);
  if (kind_of(work) == Duty::Kind::patrol) {
    const std::uint32_t walked = walk_on(work.beat, beats_->beats[work.beat].walk.time());
    if (duties_[work.duty].counts) outcomes_.walked[work.duty].passes += 1;
    at.passes += 1;
    at.step = 0;
    return {.visit = {}, .how = EventKind::pass_walked, .given_up = false, .walked_cm = walked};
  }
  if (kind_of(work) == Duty::Kind::post) {
    leave_post(id, now);
    end(work.visit, VisitEnd::done, now);
    return {.visit = work.visit, .how = EventKind::attended};
  }
  const auto listed = std::find_if(at.absent.begin(), at.absent.end(), [&](const Absent& one) { return one.work == work; });
  if (!going.nobody_in) {
    if (listed != at.absent.end()) at.absent.erase(listed);
    end(work.visit, VisitEnd::done, now);
    return {.visit = work.visit, .how = EventKind::visited, .given_up = false};
  }
  const bool last = over || duty.again.never() || (duty.calls > 0 && outcomes_.calls[work.visit] >= duty.calls);
  if (last) {
    if (listed != at.absent.end()) at.absent.erase(listed);
    end(work.visit, VisitEnd::absent, now);
  } else if (listed != at.absent.end()) {
    listed->called = now;
  } else {
    at.absent.push_back({work, now});
  }
  return {.visit = work.visit, .how = EventKind::not_in, .given_up = last};
}

Rounds::Left Rounds::leave(ResponderId id, core::Millis now) {
  Going& going = going_[id];
  const Duty::Kind kind = kind_of(*going.work);
  if (going.visiting && kind == Duty::Kind::post) leave_post(id, now);
  const Work work = *std::exchange(going.work, std::nullopt);
  Left left;
  if (!std::exchange(going.visiting, false)) return left;
  const bool over = std::exchange(going.over, false);
  if (kind == Duty::Kind::patrol) {
    left.walking = true;
    left.walked_cm = walk_on(work.beat, beats_->beats[work.beat].walk.time() - (going.ends - now));
  } else if (!over) {
    if (kind != Duty::Kind::post) states_[work.beat].rest = Rest{work, going.ends - now, going.nobody_in};
  } else {
    end(work.visit, going.nobody_in ? VisitEnd::absent : VisitEnd::missed, now);
    left.unpaid = Unpaid{work.visit, going.nobody_in ? EventKind::visit_given_up : EventKind::visit_missed};
  }
  return left;
}

RoundOutcomes Rounds::outcomes(core::Millis now) && {
  for (const ResponderId id : core::ids<ResponderId>(going_.size())) {
    if (going_[id].visiting && kind_of(*going_[id].work) == Duty::Kind::post) leave_post(id, now);
  }
  return std::move(outcomes_);
}

std::optional<Rounds::Unpaid> Rounds::give_up(const Work& work, core::Millis now) {
  BeatState& at = states_[work.beat];
  if (kind_of(work) == Duty::Kind::patrol) {
    at.passes = inputs_->duties[work.duty].passes;
    return std::nullopt;
  }
  at.rest.reset();
  const auto listed = std::find_if(at.absent.begin(), at.absent.end(), [&](const Absent& one) { return one.work == work; });
  if (listed != at.absent.end()) {
    at.absent.erase(listed);
  } else if (outcomes_.calls[work.visit] == 0 && kind_of(work) != Duty::Kind::post) {
    go_past(work.beat);
  }
  end(work.visit, VisitEnd::unreachable, now);
  return Unpaid{work.visit, EventKind::visit_unreachable};
}

void Rounds::end(VisitId visit, VisitEnd how, core::Millis now) {
  outcomes_.end[visit] = how;
  outcomes_.ended[visit] = now;
}

}  // namespace wangge::simulation
