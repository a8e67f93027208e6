#include "engine/simulation/loop/replication.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace wangge::simulation {

std::uint64_t Replication::turn(RequestId request) const {
  const std::uint64_t pass = trace_.outcomes.reopened[request];
  if (climbs_.empty()) return pass;
  const auto climb = climbs_.find(request.value());
  constexpr std::uint64_t most_passes = 256;
  return climb == climbs_.end() ? pass : pass + most_passes * climb->second.visits;
}

/// Whether the visit that has just ended, with its council, settles the matter.
bool Replication::settles(RequestId request) const {
  const double share = life_of(request).escalate.share;
  if (share <= 0) return true;
  const auto climb = climbs_.find(request.value());
  if (climb != climbs_.end() && climb->second.last_visit) return true;
  return !luck_.happens(share, "unsettled", key(request), turn(request));
}

/// To the first level, or to the one that had returned it.
void Replication::escalate(RequestId request) {
  const auto [found, first] = climbs_.try_emplace(request.value());
  Climb& climb = found->second;
  assert((first || climb.with_responder) && "a visit ends the chain once it has begun");
  climb.with_responder = false;
  receive(request, climb);
}

void Replication::receive(RequestId request, Climb& climb) {
  const Life::Escalation::Level& level = life_of(request).escalate.levels[climb.level];
  note(EventKind::escalated, request, {});
  std::uint8_t& highest = trace_.outcomes.level[request];
  highest = std::max(highest, static_cast<std::uint8_t>(climb.level + 1));
  climb.since = now_;
  climb.tries = 0;
  const auto bit = static_cast<std::uint8_t>(1U << climb.level);
  if (level.hand_back > 0 && (climb.handed_back & bit) == 0 &&
      luck_.happens(level.hand_back, "hand back", key(request), turn(request) * 8 + climb.level)) {
    climb.handed_back |= bit;
    return hand_back(request, climb);
  }
  begin_tries(request, climb);
}

/// Where it came from tries once more.
void Replication::hand_back(RequestId request, Climb& climb) {
  note(EventKind::handed_back, request, {});
  if (climb.level == 0) {
    climb.with_responder = true;
    climb.visits += 1;
    return visit_again(request);
  }
  climb.level -= 1;
  climb.since = now_;
  climb.tries = static_cast<std::uint8_t>(life_of(request).escalate.levels[climb.level].tries - 1);
  begin_tries(request, climb);
}

/// Where the level has desks, as soon as one is free.
void Replication::begin_tries(RequestId request, Climb& climb) {
  const Life::Escalation::Level& level = life_of(request).escalate.levels[climb.level];
  if (!level.offices) return begin_try(request, climb);
  const std::uint32_t office = town_->inputs.offices[*level.offices].of_grid[grid_of(request)];
  climb.stay = static_cast<std::uint32_t>(trace_.stays.size());
  trace_.stays.push_back({.request = request, .level = *level.offices, .office = office, .came = now_});
  desks_.wait(*level.offices, office, life_of(request).priority, request);
  if (level.within) climb.due = due_.push(climb.since + *level.within, EventKind::overdue, request.value());
  fill_desk(*level.offices, office);
}

void Replication::begin_try(RequestId request, Climb& climb) {
  const Life::Escalation::Level& level = life_of(request).escalate.levels[climb.level];
  const std::uint64_t n = turn(request) * 4096 + climb.draws;
  const std::optional<DurationLaw> at_desk = level.offices ? town_->inputs.offices[*level.offices].takes : std::nullopt;
  const core::Millis end = now_ + luck_.duration(at_desk.value_or(level.takes), "try takes", key(request), n);
  const bool in_time = !level.within || end <= climb.since + *level.within;
  climb.due =
      due_.push(in_time ? end : climb.since + *level.within, in_time ? EventKind::tried : EventKind::overdue, request.value());
}

/// The next of the line, where a desk is free.
void Replication::fill_desk(std::uint32_t level, std::uint32_t office) {
  const std::optional<RequestId> next = desks_.next(level, office, now_);
  if (!next) return;
  desks_.sit(level, office);
  note(EventKind::desk_taken, *next, {});
  Climb& climb = climbs_.at(next->value());
  trace_.stays[climb.stay].sat = now_;
  begin_try(*next, climb);
}

/// Whatever has waited for their hours.
void Replication::open_offices(std::uint32_t level) {
  const OfficeLevel& offices = town_->inputs.offices[level];
  for (std::uint32_t office = 0; office < offices.codes.size(); ++office) {
    while (desks_.next(level, office, now_)) fill_desk(level, office);
  }
  expect_opening(level, now_ + core::Millis(1));
}

void Replication::expect_opening(std::uint32_t level, core::Millis from) {
  const std::optional<WeeklyShifts>& hours = town_->inputs.offices[level].hours;
  const std::optional<core::Millis> opens = hours ? hours->next_start(from) : std::nullopt;
  if (opens) static_cast<void>(due_.push(*opens, EventKind::offices_opened, level));
}

void Replication::leave_office(RequestId request, const Climb& climb) {
  if (!life_of(request).escalate.levels[climb.level].offices) return;
  Stay& stay = trace_.stays[climb.stay];
  stay.left = now_;
  if (stay.sat == never) {
    desks_.give_up(stay.level, stay.office, life_of(request).priority, request);
    return;
  }
  desks_.leave(stay.level, stay.office);
  fill_desk(stay.level, stay.office);
}

/// False: what it was waiting for has come of something else.
bool Replication::at_its_turn(const DueEvent& event) const {
  const auto climb = climbs_.find(event.entity);
  return climb != climbs_.end() && climb->second.due == event.ticket;
}

void Replication::end_try(RequestId request) {
  Climb& climb = climbs_.at(request.value());
  const Life::Escalation::Level& level = life_of(request).escalate.levels[climb.level];
  const std::uint64_t n = turn(request) * 4096 + climb.draws++;
  if (luck_.happens(level.settled, "settled", key(request), n)) {
    trace_.outcomes.settled_by[request] = static_cast<std::uint8_t>(climb.level + 1);
    resolve(request);
    return leave_office(request, climb);
  }
  note(EventKind::tried, request, {});
  if (++climb.tries < level.tries) return begin_try(request, climb);
  leave_office(request, climb);
  pass_up(request, climb);
}

/// The try under way is broken off.
void Replication::level_overdue(RequestId request) {
  note(EventKind::overdue, request, {});
  Climb& climb = climbs_.at(request.value());
  climb.draws += 1;
  leave_office(request, climb);
  pass_up(request, climb);
}

void Replication::pass_up(RequestId request, Climb& climb) {
  const Life::Whistle& rules = life_of(request).whistle;
  if (rules.after == climb.level && !std::exchange(climb.whistled, true) &&
      luck_.happens(rules.share, "whistle", key(request), turn(request)))
    return whistle(request);
  go_up(request, climb);
}

void Replication::go_up(RequestId request, Climb& climb) {
  const Life::Escalation& chain = life_of(request).escalate;
  if (climb.level + 1U < chain.levels.size()) {
    climb.level += 1;
    return receive(request, climb);
  }
  if (chain.visit_after) {
    note(EventKind::given_up, request, {});
    return push(now_ + *chain.visit_after, EventKind::return_visit, request);
  }
  note(EventKind::unsettled, request, {});
  trace_.outcomes.final[request] = Final::unsettled;
  climbs_.erase(request.value());
}

void Replication::return_visit(RequestId request) {
  note(EventKind::return_visit, request, {});
  Climb& climb = climbs_.at(request.value());
  climb.visits += 1;
  climb.last_visit = true;
  visit_again(request);
}

/// Somebody is sent as if it had been ordered now, and whoever declined before may be asked.
void Replication::visit_again(RequestId request) {
  trace_.outcomes.responder[request] = {};
  refusals_.erase(request.value());
  seek(request);
}

}  // namespace wangge::simulation
