#include "engine/simulation/loop/desks.h"

#include <cassert>
#include <utility>

namespace wangge::simulation {

Desks::Desks(const SimulationInputs& inputs) {
  for (const OfficeLevel& level : inputs.offices) {
    offices_.emplace_back(level.codes.size(), Office{.desks = level.desks, .taken = 0, .line = {}});
    hours_.push_back(level.hours ? &*level.hours : nullptr);
  }
}

void Desks::wait(std::uint32_t level, std::uint32_t office, int priority, RequestId request) {
  const bool added = of(level, office).line.insert({priority, request}).second;
  assert(added);
  static_cast<void>(added);
}

bool Desks::give_up(std::uint32_t level, std::uint32_t office, int priority, RequestId request) {
  return of(level, office).line.erase({priority, request}) > 0;
}

std::optional<RequestId> Desks::next(std::uint32_t level, std::uint32_t office, core::Millis now) const {
  const Office& here = offices_[level][office];
  if (here.taken >= here.desks || here.line.empty()) return std::nullopt;
  if (hours_[level] != nullptr && !hours_[level]->on(now)) return std::nullopt;
  return here.line.begin()->request;
}

void Desks::sit(std::uint32_t level, std::uint32_t office) {
  Office& here = of(level, office);
  assert(here.taken < here.desks && !here.line.empty());
  here.line.erase(here.line.begin());
  ++here.taken;
}

StaysTold::StaysTold(const SimulationInputs& inputs, const Requests& requests)
    : inputs_(&inputs), requests_(&requests), desks_(inputs) {
  for (const OfficeLevel& level : inputs.offices)
    opens_.push_back(level.hours ? level.hours->next_start(core::Millis(1)) : std::nullopt);
}

bool StaysTold::take(EventKind kind, RequestId request, core::Millis now) {
  if (inputs_->offices.empty()) return kind != EventKind::desk_taken;
  switch (kind) {
    case EventKind::escalated: {
      Climb& climb = climbs_[request.value()];
      const auto& levels = inputs_->kinds[requests_->kind[request]].life.escalate.levels;
      if (climb.stay || climb.level >= levels.size()) return false;
      climb.level += 1;
      return come(request, climb, levels[climb.level - 1U].tries, now);
    }
    case EventKind::handed_back:
      return hand_back(request, climbs_[request.value()], now);
    case EventKind::desk_taken:
      return sit(climbs_[request.value()], now);
    case EventKind::tried: {
      Climb& climb = climbs_[request.value()];
      if (!climb.stay) return true;
      if (stays_[*climb.stay].sat == never) return false;
      return --climb.tries > 0 || leave(climb, now, false);
    }
    case EventKind::overdue:
      return leave(climbs_[request.value()], now, true);
    case EventKind::resolved:
      return leave(climbs_[request.value()], now, false);
    case EventKind::return_visit:
    case EventKind::reopened: {
      const Climb climb = std::exchange(climbs_[request.value()], Climb());
      return !climb.stay;
    }
    default:
      return true;
  }
}

std::optional<RequestId> StaysTold::passed_over(core::Millis now) {
  if (now == moment_) return std::nullopt;
  std::optional<RequestId> found;
  const auto look = [&] {
    for (const auto& [level, office] : changed_) {
      if (const auto next = desks_.next(level, office, moment_); next && !found) found = next;
    }
    changed_.clear();
  };
  look();
  for (std::uint32_t level = 0; level < opens_.size(); ++level) {
    while (opens_[level] && *opens_[level] < now) {
      moment_ = *opens_[level];
      open(level);
      look();
    }
    if (opens_[level] == now) open(level);
  }
  moment_ = now;
  return found;
}

void StaysTold::open(std::uint32_t level) {
  const OfficeLevel& offices = inputs_->offices[level];
  for (std::uint32_t office = 0; office < offices.codes.size(); ++office) changed_.emplace_back(level, office);
  opens_[level] = offices.hours->next_start(*opens_[level] + core::Millis(1));
}

bool StaysTold::come(RequestId request, Climb& climb, std::uint32_t tries, core::Millis now) {
  const auto& level = inputs_->kinds[requests_->kind[request]].life.escalate.levels[climb.level - 1U];
  if (!level.offices) return true;
  const std::uint32_t office = inputs_->offices[*level.offices].of_grid[inputs_->grid_of_building[requests_->building[request]]];
  climb.tries = tries;
  climb.stay = stays_.size();
  stays_.push_back({.request = request, .level = *level.offices, .office = office, .came = now});
  desks_.wait(*level.offices, office, priority(request), request);
  changed_.emplace_back(*level.offices, office);
  return true;
}

/// At once, so that it has not stayed.
bool StaysTold::hand_back(RequestId request, Climb& climb, core::Millis now) {
  if (climb.level == 0) return false;
  if (climb.stay) {
    const Stay& stay = stays_[*climb.stay];
    if (*climb.stay + 1 != stays_.size() || stay.came != now) return false;
    if (!desks_.give_up(stay.level, stay.office, priority(request), request)) return false;
    stays_.pop_back();
    climb.stay.reset();
  }
  climb.level -= 1;
  return climb.level == 0 || come(request, climb, 1, now);
}

bool StaysTold::sit(const Climb& climb, core::Millis now) {
  if (!climb.stay) return false;
  Stay& stay = stays_[*climb.stay];
  if (desks_.next(stay.level, stay.office, now) != stay.request) return false;
  desks_.sit(stay.level, stay.office);
  stay.sat = now;
  return true;
}

bool StaysTold::leave(Climb& climb, core::Millis now, bool from_line) {
  if (!climb.stay) return true;
  Stay& stay = stays_[*climb.stay];
  climb.stay.reset();
  stay.left = now;
  if (stay.sat != never) {
    desks_.leave(stay.level, stay.office);
    changed_.emplace_back(stay.level, stay.office);
    return true;
  }
  return from_line && desks_.give_up(stay.level, stay.office, priority(stay.request), stay.request);
}

}  // namespace wangge::simulation
