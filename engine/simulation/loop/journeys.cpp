#include "engine/simulation/loop/journeys.h"

#include "engine/simulation/people/shifts.h"

#include <algorithm>
#include <cassert>

namespace wangge::simulation {

Journeys::Journeys(const TravelTimes* travel, std::size_t responders) : travel_(travel), journeys_(responders) {}

Journeys::Legs Journeys::at(const Legs& legs, core::Millis moment) {
  if (legs.walk != nullptr) {
    const std::vector<Walk::Step>& steps = legs.walk->steps;
    const core::Millis walked = moment - legs.began + legs.walked;
    const std::size_t step = legs.walk->step_at(walked);
    if (legs.walk->between_streets(step)) {
      return {.from = steps[step].from,
              .to = steps[step].near,
              .began = moment - (walked - legs.walk->start_of(step)),
              .ends = moment + (steps[step].until - walked),
              .stopped = legs.stopped};
    }
    const BuildingId place = steps[std::min(step, steps.size() - 1)].near;
    return {.from = place, .to = place, .began = moment, .ends = moment, .stopped = legs.stopped};
  }
  if (!legs.then.valid() || moment < legs.ends) return legs;
  return {.from = legs.to, .to = legs.then, .began = legs.ends, .ends = legs.then_ends, .stopped = legs.stopped};
}

std::optional<core::Millis> Journeys::between(ResponderId id, BuildingId from, BuildingId to, core::Millis now) const {
  if (from == to) return core::Millis(0);
  Asked& asked = journeys_[id].asked;
  const std::size_t hour = hour_of_day(now);
  if (asked.from != from || asked.to != to || asked.hour != hour) {
    asked = {.from = from, .to = to, .hour = hour, .time = travel_->between(id, from, to, now)};
  }
  return asked.time;
}

std::optional<Journeys::Way> Journeys::way(ResponderId id, BuildingId to, core::Millis now) const {
  const std::optional<core::Millis> fresh = travel_->from_post(id, to, now);
  if (!fresh) return std::nullopt;
  const core::Millis halted(std::min(now, journeys_[id].legs.stopped));
  const Legs leg = at(journeys_[id].legs, halted);
  const bool under_way = halted < leg.ends;
  if (!under_way && !leg.to.valid()) return Way{.time = *fresh};
  const core::Millis rest(under_way ? leg.ends - halted : core::Millis(0));
  std::optional<Way> best;
  const auto consider = [&](core::Millis before, BuildingId place, bool turned) {
    if (best && before >= best->time) return;
    const std::optional<core::Millis> on = place.valid() ? between(id, place, to, now) : fresh;
    if (on && (!best || before + *on < best->time)) best = {.time = before + *on, .turned = turned};
  };
  const core::Millis back = halted - leg.began;
  // The post first: its times are at hand, and often spare the search for the other end.
  if (under_way && !leg.from.valid()) consider(back, leg.from, true);
  consider(rest, leg.to, false);
  if (under_way && leg.from.valid()) consider(back, leg.from, true);
  if (best) return best;
  const std::optional<core::Millis> home = travel_->to_post(id, leg.to, now);  // no way between the two: by the post
  return home ? std::optional(Way{.time = rest + *home + *fresh}) : std::nullopt;
}

void Journeys::go_on(ResponderId id, core::Millis now) {
  Legs& legs = journeys_[id].legs;
  assert(legs.stopped.value != not_stopped);
  const core::Millis pause = now - legs.stopped;
  count_way(id, now);
  if (legs.stopped < end_of(legs)) {
    for (core::Millis* moment : {&legs.began, &legs.ends, &legs.then_ends}) *moment += pause;
  }
  legs.stopped = core::Millis(not_stopped);
}

core::Millis Journeys::set_out(ResponderId id, BuildingId to, Way way, core::Millis now) {
  const core::Millis halted(std::min(now, journeys_[id].legs.stopped));
  const Legs leg = at(journeys_[id].legs, halted);
  count_way(id, now);
  Legs& legs = journeys_[id].legs;
  const core::Millis there = now + way.time;
  if (halted >= leg.ends) {
    legs = {.from = leg.to, .to = to, .began = now, .ends = there};
    return there;
  }
  const core::Millis back = halted - leg.began;
  const core::Millis rest = leg.ends - halted;
  if (way.turned) {
    legs = {.from = leg.to, .to = leg.from, .then = to, .began = now - rest, .ends = now + back, .then_ends = there};
  } else {
    legs = {.from = leg.from, .to = leg.to, .then = to, .began = now - back, .ends = now + rest, .then_ends = there};
  }
  return there;
}

core::Millis Journeys::set_out_home(ResponderId id, core::Millis now) {
  Legs& legs = journeys_[id].legs;
  const BuildingId from = legs.then.valid() ? legs.then : legs.to;
  assert(from.valid() && end_of(legs) <= now);
  count_way(id, now);
  std::optional<core::Millis> home = travel_->to_post(id, from, now);
  if (!home) home = travel_->from_post(id, from, now);
  legs = {.from = from, .to = {}, .began = now, .ends = now + home.value_or(core::Millis(0))};
  return legs.ends;
}

std::optional<core::Millis> Journeys::walk_to(ResponderId id, BuildingId to, core::Millis now) {
  const std::optional<Way> found = way(id, to, now);
  return found ? std::optional(set_out(id, to, *found, now)) : std::nullopt;
}

core::Millis Journeys::set_out_along(ResponderId id, const Walk& walk, std::size_t step, core::Millis now) {
  count_way(id, now);
  const core::Millis walked = walk.start_of(step);
  const BuildingId last = walk.steps.back().near;
  journeys_[id].legs = {.from = walk.steps[step].near,
                        .to = last,
                        .began = now,
                        .ends = now + walk.time() - walked,
                        .walk = &walk,
                        .walked = walked};
  return journeys_[id].legs.ends;
}

void Journeys::halt(ResponderId id, core::Millis now) {
  count_way(id, now);
  journeys_[id].legs = at(journeys_[id].legs, now);
}

void Journeys::call_off(ResponderId id, core::Millis now) {
  count_way(id, now);
  Legs& legs = journeys_[id].legs;
  legs = at(legs, now);
  legs.then = {};
}

}  // namespace wangge::simulation
