#include "engine/simulation/dispatch/candidates.h"
#include "engine/simulation/loop/replication.h"

#include <algorithm>
#include <cassert>

namespace wangge::simulation {

void Replication::accept(ResponderId id) {
  Responder& responder = responders_[id];
  const RequestId request = responder.request;
  const BuildingId building = trace_.requests.building[request];
  if (hour_of_day(now_) != hour_of_day(responder.sent)) {
    responder.way = journeys_.way(id, building, now_).value_or(responder.way);
  }
  if (trace_.outcomes.accepted[request] == never) trace_.outcomes.accepted[request] = now_;
  note(EventKind::accepted, request, id);
  responder.doing = Doing::on_the_way;
  responder.out = true;
  if (rounds_) rounds_->step_out(id);
  const core::Millis there = journeys_.set_out(id, building, responder.way, now_);
  responder.step = push(there + town_->inputs.entry[building], EventKind::arrived, id);
}

void Replication::arrive(ResponderId id) {
  count_hours(id);
  const RequestId request = responders_[id].request;
  if (trace_.outcomes.responder[request] != id) return help_comes(request, id);
  if (trace_.outcomes.arrived[request] == never) trace_.outcomes.arrived[request] = now_;
  note(EventKind::arrived, request, id);
  at_the_door(request, id);
}

void Replication::at_the_door(RequestId request, ResponderId id) {
  const Life& life = life_of(request);
  const bool unable = !town_->kind_of(id).skills.cover(life.needs);
  if (unable && town_->skilled(grid_of(request), trace_.requests.kind[request])) return hand_over(request, id);
  const bool begun = handling_left_.find(request.value()) != handling_left_.end();
  if (unable && !begun) return call_help(request, id, false);
  if (!begun && luck_.happens(life.help.share, "help", key(request), turn(request))) {
    return call_help(request, id, life.help.by_colleague);
  }
  begin_handling(request, id);
}

void Replication::hand_over(RequestId request, ResponderId id) {
  note(EventKind::handed_over, request, id);
  mark(request, Mark::handed_over);
  count_hours(id);
  responders_[id].doing = Doing::waits_for_help;  // not to be asked while the next one is looked for
  trace_.outcomes.responder[request] = {};
  seek(request);
  release(id);
}

/// A colleague sets out at once; where nobody is free, or none is asked for, a department comes in its time.
void Replication::call_help(RequestId request, ResponderId id, bool colleague) {
  note(EventKind::help_called, request, id);
  mark(request, Mark::helped);
  responders_[id].doing = Doing::waits_for_help;
  const Candidate* best = colleague ? nearest_by_ring(*this, call_of(request)) : nullptr;
  if (best == nullptr) {
    const core::Millis takes = luck_.duration(life_of(request).help.takes, "help takes", key(request), turn(request));
    return push(now_ + takes, EventKind::helped, request);
  }
  const ResponderId helper_id = best->responder;
  count_hours(helper_id);
  leave_round(helper_id);
  if (rounds_) rounds_->step_out(helper_id);
  Responder& helper = responders_[helper_id];
  helper.request = request;
  helper.doing = Doing::on_the_way;
  helper.out = true;
  helpers_[request.value()] = helper_id;
  note(EventKind::help_sent, request, helper_id);
  const BuildingId building = trace_.requests.building[request];
  const std::optional<core::Millis> there = journeys_.walk_to(helper_id, building, now_);
  assert(there && "whoever is sent can get there");
  helper.step = push(there.value_or(now_) + town_->inputs.entry[building], EventKind::arrived, helper_id);
}

void Replication::help_comes(RequestId request, ResponderId helper) {
  note(EventKind::helped, request, helper);
  if (helper.valid()) responders_[helper].doing = Doing::helping;
  begin_handling(request, trace_.outcomes.responder[request]);
}

void Replication::begin_handling(RequestId request, ResponderId id) {
  Responder& responder = responders_[id];
  responder.doing = Doing::handling;
  responder.began = now_;
  const auto left = handling_left_.find(request.value());
  if (left != handling_left_.end()) {
    responder.ends = now_ + left->second;
    handling_left_.erase(left);
  } else {
    responder.ends = now_ + luck_.duration(kind_of(request).handle, "handle", key(request), turn(request));
  }
  responder.step = push(responder.ends, EventKind::resolved, id);
}

void Replication::end_visit(ResponderId id) {
  const RequestId request = responders_[id].request;
  const Life::Deliberation& council = life_of(request).deliberate;
  const std::uint64_t visit = turn(request);
  if (luck_.happens(council.share, "council", key(request), visit)) {
    note(EventKind::handled, request, id);
    mark(request, Mark::deliberated);
    push(now_ + luck_.duration(council.takes, "council takes", key(request), visit), EventKind::deliberated, request);
  } else if (!whistles(request) && settles(request)) {
    resolve(request);
  } else {
    note(EventKind::handled, request, id);
    leave_unsettled(request);
  }
  const auto helper = helpers_.find(request.value());
  const ResponderId second = helper == helpers_.end() ? ResponderId() : helper->second;
  if (second.valid()) helpers_.erase(helper);
  release(id);
  if (second.valid()) release(second);
}

void Replication::deliberated(RequestId request) {
  note(EventKind::deliberated, request, {});
  !whistles(request) && settles(request) ? resolve(request) : leave_unsettled(request);
}

void Replication::leave_unsettled(RequestId request) { whistles(request) ? whistle(request) : escalate(request); }

void Replication::resolve(RequestId request) {
  note(EventKind::resolved, request, trace_.outcomes.responder[request]);
  settle(request);
}

void Replication::settle(RequestId request) {
  trace_.outcomes.resolved[request] = now_;
  if (trace_.outcomes.first_resolved[request] == never) trace_.outcomes.first_resolved[request] = now_;
  trace_.outcomes.final[request] = Final::resolved;
  const std::optional<DurationLaw>& law = life_of(request).feed_back;
  if (!law) return hear_back(request);
  push(now_ + luck_.duration(*law, "feed back", key(request), trace_.outcomes.reopened[request]), EventKind::fed_back, request);
}

/// The household knows: it may rate what was done, and ask for more.
void Replication::hear_back(RequestId request) {
  const Life& life = life_of(request);
  if (life.rate.share <= 0 && life.reopen.share <= 0) return;
  Outcomes& outcomes = trace_.outcomes;
  const std::size_t pass = outcomes.reopened[request];
  if (luck_.happens(life.rate.share, "rate", key(request), pass)) {
    double total = 0;
    for (const double weight : life.rate.stars) total += weight;
    double drawn = luck_.uniform("stars", key(request), pass) * total;
    std::uint8_t stars = 1;
    while (stars < 5 && drawn >= life.rate.stars[stars - 1U]) drawn -= life.rate.stars[stars++ - 1U];
    outcomes.stars[request] = stars;
    outcomes.rated[request] = outcomes.settled_by[request] == 0 ? outcomes.responder[request] : ResponderId();
    note(EventKind::rated, request, outcomes.responder[request]);
    if (keep_log_) trace_.log.stars.push_back(stars);
  }
  if (pass < life.reopen.most && luck_.happens(life.reopen.share, "reopen", key(request), pass)) {
    push(now_ + luck_.duration(life.reopen.after, "reopen after", key(request), pass), EventKind::reopened, request);
  }
}

void Replication::reopen(RequestId request) {
  note(EventKind::reopened, request, {});
  Outcomes& outcomes = trace_.outcomes;
  outcomes.reopened[request] += 1;
  outcomes.resolved[request] = never;
  outcomes.final[request] = Final::open;
  outcomes.settled_by[request] = 0;
  climbs_.erase(request.value());
  visit_again(request);
}

}  // namespace wangge::simulation
