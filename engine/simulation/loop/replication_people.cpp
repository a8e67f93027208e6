#include "engine/simulation/loop/replication.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace wangge::simulation {

void Replication::start_days() {
  for (const ResponderId id : town_->by_rank) {
    const WeeklyShifts& shifts = town_->inputs.shifts[town_->inputs.responders.shifts[id]];
    const std::optional<core::Millis> start = shifts.on(now_) ? now_ : shifts.next_start(now_);
    if (start) static_cast<void>(push(*start, EventKind::shift_started, id));
    const ShiftsId breaks = town_->kind_of(id).breaks;
    const auto pause = breaks.valid() ? town_->inputs.shifts[breaks].next_start(now_) : std::nullopt;
    if (pause) static_cast<void>(push(*pause, EventKind::break_due, id));
  }
  for (std::uint32_t level = 0; level < town_->inputs.offices.size(); ++level) expect_opening(level, now_);
  for (std::size_t i = 0; i < town_->beats.agenda.size(); ++i)
    static_cast<void>(due_.push(town_->beats.agenda[i].time, EventKind::round_due, static_cast<std::uint32_t>(i)));
}

void Replication::start_shift(ResponderId id) {
  const ResponderKind& kind = town_->kind_of(id);
  const std::optional<core::Millis> end = town_->inputs.shifts[town_->inputs.responders.shifts[id]].next_end(now_);
  const auto day = static_cast<std::uint64_t>(now_.value / day_length.value);
  if (kind.present < 1 && luck_.uniform("present", town_->key[id], day) >= kind.present) {
    note(EventKind::absent, {}, id);
    assert(end && "only shifts that end can be missed");
    const auto next = town_->inputs.shifts[town_->inputs.responders.shifts[id]].next_start(*end);
    if (next) static_cast<void>(push(*next, EventKind::shift_started, id));
    return;
  }
  count_hours(id);
  responders_[id].on_shift = true;
  for (const GridId grid : town_->serves[id]) ++on_shift_[grid];
  note(EventKind::shift_started, {}, id);
  if (end) static_cast<void>(push(*end, EventKind::shift_ended, id));
  if (rounds_) rounds_->note_shift_of(id);
  if (const core::Millis left = break_left(id); left.value > 0) owe_break(id, left);
  if (!responders_[id].on_break) become_available(id);
}

void Replication::end_shift(ResponderId id) {
  count_hours(id);
  Responder& responder = responders_[id];
  responder.on_shift = false;
  for (const GridId grid : town_->serves[id]) --on_shift_[grid];
  trace_.hours.break_lost[id] += responder.break_owed;
  responder.break_owed = core::Millis(0);
  if (responder.on_break) {
    trace_.hours.break_lost[id] += responder.break_ends - now_;
    responder.on_break = false;
    responder.back_from_break = 0;
    note(EventKind::break_ended, {}, id);
  }
  note(EventKind::shift_ended, {}, id);
  const auto start = town_->inputs.shifts[town_->inputs.responders.shifts[id]].next_start(now_);
  if (start) static_cast<void>(push(*start, EventKind::shift_started, id));
  if (has_round(id)) return leave_round_at_shift_end(id);
  if (!responder.request.valid() && town_->kind_of(id).patrols) go_idle(id);
}

/// Shifts begin for many at one moment; who serves a line must not depend on who is handled first.
void Replication::become_available(ResponderId id) {
  if (started_.empty()) static_cast<void>(due_.push(now_, EventKind::lines_offered, 0));
  started_.push_back(id);
}

/// What waits is offered oldest (or most urgent) first, as if it were ordered now; where own requests come first, a round among
/// the own responders goes before.
void Replication::offer_lines() {
  if (rounds_) keep_appointments();  // what begins with the shift may hold requests back
  const std::vector<ResponderId> started = std::move(started_);
  started_.clear();
  offer_lines_to(started);
}

/// Meetings end for many at one moment: the same.
void Replication::offer_lines_after_rounds() {
  const std::vector<ResponderId> freed = std::move(freed_);
  freed_.clear();
  for (const ResponderId id : freed) responders_[id].freed = false;
  offer_lines_to(freed);
}

void Replication::offer_lines_to(const std::vector<ResponderId>& people) {
  if (town_->policy->own_requests_first()) {
    for (const RequestId request : waiting_near(people)) offer(request, Among::own);
  }
  for (const RequestId request : waiting_near(people)) offer(request, Among::all);
  for (const ResponderId id : people) {
    if (is_free(id) && (town_->kind_of(id).patrols || has_round(id))) go_idle(id);
  }
  expect_gathering();
}

void Replication::offer(RequestId request, Among among) {
  const bool asked_again = refused(request) != nullptr;
  const Choice choice = choose(request);
  if (choice.how == Choice::How::wait_for && among == Among::all) responders_[choice.responder].promised = request;
  if (choice.how != Choice::How::send) {
    if (!asked_again && refused(request) != nullptr) expect_another_turn(request);
    return;
  }
  const auto served = town_->serves[choice.responder];
  if (among == Among::own && !std::binary_search(served.begin(), served.end(), grid_of(request))) return;
  lines_.leave(grid_of(request), request);
  dispatch(request, choice.responder, choice.takes, false);
}

std::vector<RequestId> Replication::waiting_near(const std::vector<ResponderId>& people) const {
  std::vector<RequestId> waiting;
  if (lines_.size() == 0 || town_->policy->meeting() == Meeting::gathered) return waiting;
  std::vector<GridId> grids;
  std::vector<bool> met(town_->inputs.grids.size(), false);
  for (const ResponderId id : people) {
    for (const Ring ring : {Ring::own, Ring::around}) {
      for (const GridId grid : grids_in(id, ring)) {
        if (met[grid.value()] || lines_.of(grid).empty()) continue;
        met[grid.value()] = true;
        grids.push_back(grid);
      }
    }
  }
  for (const GridId grid : grids) waiting.insert(waiting.end(), lines_.of(grid).begin(), lines_.of(grid).end());
  std::sort(waiting.begin(), waiting.end());
  if (town_->policy->most_urgent_first()) {
    std::stable_sort(waiting.begin(), waiting.end(),
                     [&](RequestId a, RequestId b) { return life_of(a).priority > life_of(b).priority; });
  }
  return waiting;
}

void Replication::break_due(ResponderId id) {
  const WeeklyShifts& breaks = town_->inputs.shifts[town_->kind_of(id).breaks];
  const std::optional<core::Millis> next = breaks.next_start(now_ + core::Millis(1));
  if (next) static_cast<void>(push(*next, EventKind::break_due, id));
  if (responders_[id].on_shift) owe_break(id, break_left(id));
}

/// What is left of the break of this moment, as far as it lies within the shift.
core::Millis Replication::break_left(ResponderId id) const {
  const ShiftsId breaks = town_->kind_of(id).breaks;
  if (!breaks.valid() || !town_->inputs.shifts[breaks].on(now_)) return core::Millis(0);
  const std::optional<core::Millis> end = town_->inputs.shifts[breaks].next_end(now_);
  const std::optional<core::Millis> shift_end = town_->inputs.shifts[town_->inputs.responders.shifts[id]].next_end(now_);
  if (!end && !shift_end) return core::Millis(0);
  return std::min(end.value_or(never), shift_end.value_or(never)) - now_;
}

/// At once; after the visit; or right after the break under way, which an earlier visit had put off.
void Replication::owe_break(ResponderId id, core::Millis length) {
  Responder& responder = responders_[id];
  if (responder.on_break) {
    responder.break_ends += length;
    responder.back_from_break = push(responder.break_ends, EventKind::break_ended, id);
  } else if (responder.request.valid() || (on_round(id) && rounds_->visits_on(id, now_))) {
    responder.break_owed += length;
  } else {
    begin_break(id, length);
  }
}

void Replication::begin_break(ResponderId id, core::Millis length) {
  count_hours(id);
  leave_round(id);
  Responder& responder = responders_[id];
  responder.on_break = true;
  responder.break_owed = core::Millis(0);
  note(EventKind::break_started, {}, id);
  responder.break_ends = now_ + length;
  responder.back_from_break = push(responder.break_ends, EventKind::break_ended, id);
}

void Replication::end_break(ResponderId id, std::uint32_t ticket) {
  if (responders_[id].back_from_break != ticket) return;  // the shift ended before
  count_hours(id);
  responders_[id].on_break = false;
  note(EventKind::break_ended, {}, id);
  become_available(id);
}

void Replication::come_home(ResponderId id) {
  count_hours(id);
  responders_[id].out = false;
  note(EventKind::returned, {}, id);
  if (is_free(id)) go_idle(id);
}

/// From one building of the grid to the next, drawn with equal chances.
void Replication::patrol(ResponderId id) {
  if (!is_free(id)) return;
  Responder& responder = responders_[id];
  const auto places = town_->buildings[town_->inputs.responders.grid[id]];
  if (places.empty()) return;
  const double drawn = luck_.uniform("patrol", town_->key[id], responder.moves++);
  const BuildingId to = places[static_cast<std::size_t>(drawn * static_cast<double>(places.size()))];
  const std::optional<core::Millis> there = journeys_.walk_to(id, to, now_);
  responder.out = responder.out || there.has_value();
  responder.step = there ? push(*there, EventKind::patrolled, id) : push(now_ + town_->kind_of(id).stay, EventKind::moves_on, id);
}

void Replication::reach_patrol_place(ResponderId id) {
  note(EventKind::patrolled, {}, id);
  if (!responders_[id].on_shift) return go_idle(id);
  responders_[id].step = push(now_ + town_->kind_of(id).stay, EventKind::moves_on, id);
}

/// After a visit: a break that is owed, what waits for this responder or what the policy offers, else home or on patrol.
void Replication::release(ResponderId id) {
  count_hours(id);
  Responder& responder = responders_[id];
  responder.request = {};
  responder.doing = Doing::nothing;
  responder.last_order = now_;
  const bool walks = town_->kind_of(id).patrols && responder.on_shift;
  if (!walks) journeys_.set_out_home(id, now_);
  look_for_work(id);
  if (!responders_[id].request.valid()) go_idle(id);
}

void Replication::look_for_work(ResponderId id) {
  Responder& responder = responders_[id];
  const RequestId promised = std::exchange(responder.promised, RequestId());
  const bool kept = promised.valid() && lines_.contains(grid_of(promised), promised);
  if (!responder.on_shift || responder.break_owed.value > 0) {
    if (responder.on_shift) begin_break(id, responder.break_owed);
    if (kept) {
      lines_.leave(grid_of(promised), promised);
      seek(promised);
    }
    return;
  }
  if (kept) {
    if (may_take(id, call_of(promised))) return dispatch_waiting(promised, id);
    lines_.leave(grid_of(promised), promised);  // scheduled work holds it back by now
    seek(promised);
  }
  const std::optional<RequestId> request = town_->policy->next(*this, id);
  if (request) return dispatch_waiting(*request, id);
  expect_gathering();
}

/// Goes on with whatever a responder without a request does.
void Replication::go_idle(ResponderId id) {
  if (do_round(id) || responders_[id].request.valid()) return;
  Responder& responder = responders_[id];
  const bool walks = town_->kind_of(id).patrols && responder.on_shift;
  if (journeys_.heading_home(id)) {
    if (responder.out) {
      responder.step = push(std::max(now_, journeys_.there(id)), EventKind::returned, id);
    } else if (walks) {
      patrol(id);
    }
  } else if (journeys_.moving(id, now_)) {
    const bool patrols = town_->kind_of(id).patrols;
    responder.step = push(journeys_.there(id), patrols ? EventKind::patrolled : EventKind::walk_ended, id);
  } else if (walks) {
    patrol(id);
  } else {
    responder.step = push(journeys_.set_out_home(id, now_), EventKind::returned, id);
  }
}

/// A responder is busy from dispatch to the end of the visit, unless it declines.
void Replication::count_hours(ResponderId id) {
  Responder& responder = responders_[id];
  const core::Millis passed = now_ - responder.counted;
  responder.counted = now_;
  const bool on_duty = responder.on_shift && !responder.on_break;
  if (on_duty) trace_.hours.on_shift[id] += passed;
  if (responder.on_break) trace_.hours.break_taken[id] += passed;
  if (responder.request.valid()) {
    (on_duty ? trace_.hours.busy : trace_.hours.overtime)[id] += passed;
    if (on_duty) count_on_kind(responder.request, passed);
    if (responder.doing == Doing::asked) (on_duty ? responder.asked_busy : responder.asked_overtime) += passed;
    spend(id, passed);
  } else if (on_round(id)) {
    (on_duty ? trace_.hours.on_rounds : trace_.hours.overtime)[id] += passed;
    spend(id, passed);
  } else if (on_duty) {
    spend(id, passed);
  }
}

void Replication::spend(ResponderId id, core::Millis time) {
  const Responder& responder = responders_[id];
  if (responder.request.valid()) {
    const bool there = responder.doing != Doing::asked && responder.doing != Doing::on_the_way;
    spent_by(id).add(there ? Occupation::with_request : Occupation::to_request, {}, time);
  } else if (on_round(id)) {
    const DutyId duty = rounds_->work(id).duty;
    const bool there = rounds_->visiting(id) || town_->inputs.duties[duty].kind == Duty::Kind::patrol;
    spent_by(id).add(there ? Occupation::at_duty : Occupation::to_duty, duty, time);
  } else {
    spent_by(id).add(free_time(id), {}, time);
  }
}

Occupation Replication::free_time(ResponderId id) const {
  if (town_->kind_of(id).patrols) return Occupation::patrolling;
  return responders_[id].out ? Occupation::moving_back : Occupation::at_post;
}

}  // namespace wangge::simulation
