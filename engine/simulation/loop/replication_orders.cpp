#include "engine/simulation/dispatch/candidates.h"
#include "engine/simulation/dispatch/gathering_policies.h"
#include "engine/simulation/loop/replication.h"

#include <algorithm>
#include <cassert>

namespace wangge::simulation {

Call Replication::call_of(RequestId request) const {
  return {.request = request,
          .grid = grid_of(request),
          .building = trace_.requests.building[request],
          .priority = life_of(request).priority};
}

void Replication::hear(RequestId request) {
  const std::optional<DurationLaw>& law = life_of(request).hear;
  if (!law) return classify(request);
  push(now_ + luck_.duration(*law, "hear", key(request)), EventKind::heard, request);
}

void Replication::classify(RequestId request) {
  const std::optional<DurationLaw>& law = life_of(request).classify;
  if (!law) return seek(request);
  push(now_ + luck_.duration(*law, "classify", key(request)), EventKind::classified, request);
}

/// Who reads of it on an open list and does not claim it has declined it.
Choice Replication::choose(RequestId request) {
  const Call call = call_of(request);
  const Choice choice = town_->policy->choose(*this, call);
  if (choice.how != Choice::How::wait || town_->policy->meeting() != Meeting::claimed) return choice;
  bool read = false;
  for (const Ring ring : {Ring::own, Ring::around}) {
    for (const Candidate& candidate : free(call, ring)) {
      refuse(request, candidate.responder);
      read = true;
    }
  }
  if (read) expect_another_turn(request);
  return choice;
}

/// Finds somebody, or waits. Precondition: not in a line, nobody at it.
void Replication::seek(RequestId request) {
  if (town_->policy->meeting() == Meeting::gathered) {
    lines_.join(grid_of(request), request);
    return expect_gathering();
  }
  const Choice choice = choose(request);
  switch (choice.how) {
    case Choice::How::send:
      return dispatch(request, choice.responder, choice.takes, false);
    case Choice::How::interrupt:
      return interrupt(choice.responder, request);
    case Choice::How::wait_for:
      responders_[choice.responder].promised = request;
      return wait(request);
    case Choice::How::wait:
      return wait(request);
  }
}

void Replication::wait(RequestId request) {
  lines_.join(grid_of(request), request);
  if (refused(request) != nullptr) expect_another_turn(request);
}

void Replication::refuse(RequestId request, ResponderId id) {
  Refusals& refusals = refusals_[request.value()];
  refusals.who.push_back(id);
  refusals.last = now_;
  refusals.next_turn.reset();
}

/// One turn at a time, counted from the last who declined: nobody is asked twice within `ask_again`. After so many turns it
/// waits for somebody who has not declined it.
void Replication::expect_another_turn(RequestId request) {
  Refusals& refusals = refusals_.at(request.value());
  if (refusals.next_turn) return;
  note(EventKind::declined_by_all, request, {});
  refusals.next_turn = std::max(now_, refusals.last + town_->inputs.dispatch.ask_again);
  if (refusals.turns == most_turns) return;
  push(*refusals.next_turn, EventKind::asked_again, request);
}

void Replication::ask_again(RequestId request) {
  const auto found = refusals_.find(request.value());
  if (found == refusals_.end() || found->second.next_turn != now_) return;  // somebody has declined since
  Refusals& refusals = found->second;
  refusals.next_turn.reset();
  if (!lines_.contains(grid_of(request), request)) return;  // with somebody; where it comes back, the turn is overdue
  refusals.who.clear();
  refusals.turns += 1;
  lines_.leave(grid_of(request), request);
  seek(request);
}

/// `takes`: how long until accepted, where that is settled. `must`: nobody declines.
void Replication::dispatch(RequestId request, ResponderId id, std::optional<core::Millis> takes, bool must) {
  count_hours(id);
  leave_round(id);
  Responder& responder = responders_[id];
  const std::optional<Journeys::Way> way = journeys_.way(id, trace_.requests.building[request], now_);
  assert(way && "whoever is sent can get there");
  journeys_.stop(id, now_);
  responder.way = way.value_or(Journeys::Way{});
  responder.sent = now_;
  responder.asked_busy = core::Millis(0);
  responder.asked_overtime = core::Millis(0);
  responder.request = request;
  responder.doing = Doing::asked;
  Outcomes& outcomes = trace_.outcomes;
  if (outcomes.dispatched[request] == never) outcomes.dispatched[request] = now_;
  outcomes.responder[request] = id;
  note(EventKind::dispatched, request, id);

  const std::size_t place = outcomes.asked[request]++;
  const DispatchRules& rules = town_->inputs.dispatch;
  const core::Millis delay = takes ? *takes : luck_.duration(town_->inputs.accept, "accept", key(request), place);
  const bool free_to_choose = !takes && !must;
  if (free_to_choose && rules.accept_timeout && delay > *rules.accept_timeout) {
    responder.step = push(now_ + *rules.accept_timeout, EventKind::timed_out, id);
    return;
  }
  const double chance = town_->kind_of(id).decline.value_or(rules.decline);
  const bool declines = free_to_choose && luck_.happens(chance, "decline", key(request), place);
  responder.step = push(now_ + delay, declines ? EventKind::declined : EventKind::accepted, id);
}

void Replication::dispatch_waiting(RequestId request, ResponderId id) {
  lines_.leave(grid_of(request), request);
  dispatch(request, id, {}, false);
}

/// The next one is asked before this one looks for something else. Whoever declines has not been busy with it.
void Replication::decline(ResponderId id, EventKind how) {
  count_hours(id);
  Responder& responder = responders_[id];
  trace_.hours.busy[id] -= responder.asked_busy;
  trace_.hours.overtime[id] -= responder.asked_overtime;
  spent_by(id).add(Occupation::to_request, {}, core::Millis(0) - responder.asked_busy - responder.asked_overtime);
  spent_by(id).add(free_time(id), {}, responder.asked_busy);
  const RequestId request = responder.request;
  count_on_kind(request, core::Millis(0) - responder.asked_busy);
  note(how, request, id);
  responder.request = {};
  responder.doing = Doing::nothing;
  journeys_.go_on(id, now_);
  trace_.outcomes.declined[request] += 1;
  if (how == EventKind::timed_out) trace_.outcomes.timed_out[request] += 1;
  trace_.outcomes.responder[request] = {};
  refuse(request, id);
  seek(request);
  if (!responders_[id].request.valid()) look_for_work(id);
  if (!responders_[id].request.valid()) go_idle(id);
}

/// Whoever is called away cannot decline; what it was at looks for somebody else at once.
void Replication::interrupt(ResponderId id, RequestId by) {
  count_hours(id);
  Responder& responder = responders_[id];
  const RequestId request = responder.request;
  note(EventKind::interrupted, request, id);
  mark(request, Mark::interrupted);
  if (responder.doing == Doing::asked) {
    journeys_.go_on(id, now_);
  } else if (responder.doing == Doing::on_the_way) {
    journeys_.call_off(id, now_);
  } else if (!town_->inputs.dispatch.restart_interrupted) {
    handling_left_[request.value()] = responder.ends - now_;
  }
  responder.request = {};
  trace_.outcomes.responder[request] = {};
  dispatch(by, id, {}, true);
  seek(request);
}

/// At the next whole multiple of the period after this moment, if anything waits.
void Replication::expect_gathering() {
  if (gathering_ || lines_.size() == 0 || town_->policy->meeting() != Meeting::gathered) return;
  gathering_ = true;
  const std::int64_t period = town_->inputs.dispatch.batch.value;
  static_cast<void>(due_.push(core::Millis((now_.value / period + 1) * period), EventKind::gathered, 0));
}

/// Each of them once, in the order in which of equals they go.
std::vector<ResponderId> Replication::in_turn(std::vector<Candidate> people, const Call& call) const {
  const auto rank = [&](const Candidate& one) { return town_->rank[one.responder]; };
  std::sort(people.begin(), people.end(), [&](const Candidate& a, const Candidate& b) { return rank(a) < rank(b); });
  const auto same = [](const Candidate& a, const Candidate& b) { return a.responder == b.responder; };
  people.erase(std::unique(people.begin(), people.end(), same), people.end());
  std::stable_sort(people.begin(), people.end(),
                   [&](const Candidate& a, const Candidate& b) { return takes_its_turn(*this, call, a, b); });
  std::vector<ResponderId> order;
  for (const Candidate& one : people) order.push_back(one.responder);
  return order;
}

void Replication::assign_gathered() {
  gathering_ = false;
  std::vector<RequestId> requests;
  for (const GridId grid : core::ids<GridId>(town_->inputs.grids.size()))
    requests.insert(requests.end(), lines_.of(grid).begin(), lines_.of(grid).end());
  std::sort(requests.begin(), requests.end());
  std::vector<Pairing> pairs;
  std::vector<Candidate> people;  // of all pairs
  for (std::size_t row = 0; row < requests.size(); ++row) {
    const std::size_t before = pairs.size();
    for (const Ring ring : {Ring::own, Ring::around}) {
      for (const Candidate& candidate : free(call_of(requests[row]), ring)) {
        people.push_back(candidate);
        pairs.push_back({.row = static_cast<std::uint32_t>(row),
                         .column = town_->rank[candidate.responder],
                         .time = candidate.time,
                         .own = ring == Ring::own,
                         .scope = candidate.scope,
                         .without_order = now_ - candidate.last_order.value_or(core::Millis(-1))});
      }
    }
    if (pairs.size() == before && refused(requests[row]) != nullptr) expect_another_turn(requests[row]);
  }
  if (pairs.empty()) return;
  const std::vector<ResponderId> order = in_turn(std::move(people), call_of(requests.front()));
  std::unordered_map<std::uint32_t, std::uint32_t> column_of;  // by rank; looked up, never gone through
  for (std::size_t i = 0; i < order.size(); ++i) column_of[town_->rank[order[i]]] = static_cast<std::uint32_t>(i);
  for (Pairing& pair : pairs) pair.column = column_of.at(pair.column);
  const auto columns = least_total_time(requests.size(), order.size(), pairs);
  for (std::size_t row = 0; row < requests.size(); ++row) {
    if (columns[row]) dispatch_waiting(requests[row], order[*columns[row]]);
  }
}

}  // namespace wangge::simulation
