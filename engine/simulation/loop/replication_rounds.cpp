#include "engine/simulation/loop/replication.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace wangge::simulation {

void Replication::note_round(EventKind kind, ResponderId id, std::uint32_t about) {
  note(kind, {}, id);
  if (keep_log_) trace_.log.about.push_back(about);
}

/// Windows that open or close by now; those who are about are told by round_due.
void Replication::keep_appointments() {
  const std::vector<Appointment>& agenda = town_->beats.agenda;
  const auto on_shift = [&](ResponderId id) { return responders_[id].on_shift; };
  for (; appointments_ < agenda.size() && agenda[appointments_].time <= now_; ++appointments_) {
    for (const Rounds::Unpaid& one : rounds_->keep(appointments_, now_, on_shift)) note_round(one.how, {}, one.visit.value());
  }
}

/// Windows open or close: whoever is free and has another thing to do now, or no longer one, turns to it. A visit is ended first.
void Replication::round_due(std::uint32_t appointment) {
  keep_appointments();
  for (const BeatId beat : town_->beats.of_duty[town_->beats.agenda[appointment].duty]) {
    const ResponderId id = town_->beats.beats[beat].responder;
    if (!is_free(id) || rounds_->visits_on(id, now_)) continue;
    const std::optional<Rounds::Work> next = rounds_->next(id);
    const bool same = rounds_->working(id) ? next && *next == rounds_->work(id) : !next;
    if (!same) go_idle(id);
  }
}

/// True: the responder is on the way to the next household, or is offered first what waited for the end of the round, or of work
/// that fewer requests interrupt than what follows. False: there is nothing to do.
bool Replication::do_round(ResponderId id) {
  if (!has_round(id)) return false;
  Responder& responder = responders_[id];
  if (responder.freed) return true;
  int held_back = on_round(id) ? town_->inputs.duties[rounds_->work(id).duty].yields_to : 0;  // what is less urgent
  while (responder.on_shift && !responder.on_break) {
    const std::optional<Rounds::Work> work = rounds_->next(id);
    if (!work) break;
    const Duty& duty = town_->inputs.duties[work->duty];
    if (rounds_->working(id) && rounds_->work(id).duty != work->duty) leave_round(id);
    if (duty.yields_to < std::exchange(held_back, duty.yields_to)) {
      if (awaits_offers(id)) return true;
      if (!is_free(id)) return false;
    }
    const bool at_post = !work->place.valid();
    const std::optional<core::Millis> there = at_post ? head_home(id) : journeys_.walk_to(id, work->place, now_);
    if (!there) {
      const std::optional<Rounds::Unpaid> unpaid = rounds_->give_up(*work, now_);
      if (unpaid) note_round(unpaid->how, {}, unpaid->visit.value());
      continue;
    }
    if (!rounds_->working(id)) {
      count_hours(id);
      note_round(EventKind::round_begun, id, work->duty.value());
    }
    const bool inside = rounds_->inside(id) == work->place;
    rounds_->set_out(id, *work);
    if (at_post) {
      responder.step = push(*there, journeys_.heading_home(id) ? EventKind::called : EventKind::walk_ended, id);
      return true;
    }
    responder.out = true;
    const bool indoors = duty.kind == Duty::Kind::visits || duty.kind == Duty::Kind::sweep;
    const core::Millis entry = indoors && !inside ? town_->inputs.entry[work->place] : core::Millis(0);
    responder.step = push(*there + entry, EventKind::called, id);
    return true;
  }
  leave_round(id);
  rounds_->step_out(id);
  return held_back > 0 && is_free(id) && awaits_offers(id);
}

/// Scheduled work that held requests back is over. True: they are offered once all is told that ends at this moment. False: the
/// responder has begun a break or taken what was promised to it, if there was any of it.
bool Replication::awaits_offers(ResponderId id) {
  Responder& responder = responders_[id];
  if (!responder.on_shift || responder.break_owed.value > 0 || responder.promised.valid()) {
    look_for_work(id);
    return false;
  }
  if (freed_.empty()) static_cast<void>(due_.push(now_, EventKind::rounds_ended, 0));
  freed_.push_back(id);
  responder.freed = true;
  return true;
}

/// When the responder is at the post, or first where the way under way ends.
core::Millis Replication::head_home(ResponderId id) {
  const bool goes_on = journeys_.heading_home(id) || journeys_.moving(id, now_);
  return goes_on ? std::max(now_, journeys_.there(id)) : journeys_.set_out_home(id, now_);
}

void Replication::leave_round(ResponderId id) {
  if (!on_round(id)) return;
  if (rounds_->ends_now(id, now_)) finish_call(id);  // whatever else comes at this moment
  count_hours(id);
  const DutyId duty = rounds_->work(id).duty;
  const Rounds::Left left = rounds_->leave(id, now_);
  if (left.walking) journeys_.halt(id, now_);
  if (left.walked_cm > 0) note_round(EventKind::street_walked, id, left.walked_cm);
  note_round(EventKind::round_left, id, duty.value());
  if (left.unpaid) note_round(left.unpaid->how, {}, left.unpaid->visit.value());
  responders_[id].step = 0;
}

/// A visit is ended first; a way to one is not.
void Replication::leave_round_at_shift_end(ResponderId id) {
  if (responders_[id].request.valid() || rounds_->visits_on(id, now_)) return;
  leave_round(id);
  if (responders_[id].out || town_->kind_of(id).patrols) go_idle(id);
}

void Replication::call_on(ResponderId id) {
  count_hours(id);
  if (!rounds_->work(id).place.valid() && std::exchange(responders_[id].out, false)) note(EventKind::returned, {}, id);
  const Rounds::Call call = rounds_->call(id, now_, luck_);
  if (call.how) note_round(*call.how, id, rounds_->work(id).visit.value());
  if (call.walk != nullptr) static_cast<void>(journeys_.set_out_along(id, *call.walk, call.step, now_));
  responders_[id].step = push(now_ + call.takes, EventKind::visited, id);
}

void Replication::end_call(ResponderId id) {
  finish_call(id);
  Responder& responder = responders_[id];
  if (responder.on_shift && responder.break_owed.value > 0) return begin_break(id, responder.break_owed);
  go_idle(id);
}

void Replication::finish_call(ResponderId id) {
  count_hours(id);
  const Rounds::Paid paid = rounds_->end_visit(id, now_);
  if (paid.how == EventKind::pass_walked) {
    journeys_.halt(id, now_);
    if (paid.walked_cm > 0) note_round(EventKind::street_walked, id, paid.walked_cm);
  }
  note_round(paid.how, id, paid.how == EventKind::pass_walked ? rounds_->work(id).duty.value() : paid.visit.value());
  if (paid.given_up) note_round(EventKind::visit_given_up, {}, paid.visit.value());
}

}  // namespace wangge::simulation
