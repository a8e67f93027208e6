#include "engine/simulation/replication.h"

#include "engine/core/random.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace wangge::simulation {

Replication::Replication(const Town& town, Requests drawn, core::Seed seed, std::uint32_t replication, KeepLog keep)
    : town_(&town),
      seed_(seed),
      replication_(replication),
      keep_log_(keep == KeepLog::yes),
      responders_(town.inputs.responders.size()),
      asked_(town.inputs.responders.size()),
      lines_(town.inputs.grids.size()) {
  trace_.requests = std::move(drawn);
  const std::size_t requests = trace_.requests.size();
  trace_.outcomes = {.dispatched = Column<RequestId, core::Millis>(requests, never),
                     .accepted = Column<RequestId, core::Millis>(requests, never),
                     .arrived = Column<RequestId, core::Millis>(requests, never),
                     .resolved = Column<RequestId, core::Millis>(requests, never),
                     .responder = Column<RequestId, ResponderId>(requests),
                     .final = Column<RequestId, Final>(requests, Final::open),
                     .within_shift = Column<RequestId, std::uint8_t>(requests, 0)};
  const std::size_t people = town.inputs.responders.size();
  trace_.hours = {.on_shift = Column<ResponderId, core::Millis>(people),
                  .busy = Column<ResponderId, core::Millis>(people),
                  .overtime = Column<ResponderId, core::Millis>(people)};
}

Trace Replication::run() {
  start_shifts();
  const core::Millis horizon = town_->inputs.horizon;
  const auto orders = core::ids<RequestId>(trace_.requests.size());
  auto next = orders.begin();
  while (true) {
    const core::Millis order = next == orders.end() ? never : trace_.requests.opened[*next];
    // At one moment an order comes after everything that was due.
    if (!due_.empty() && due_.next_time() <= order) {
      const DueEvent event = due_.pop();
      if (event.time >= horizon) break;
      now_ = event.time;
      handle(event);
    } else {
      if (order >= horizon) break;
      now_ = order;
      handle_order(*next);
      ++next;
    }
  }
  now_ = horizon;
  for (const ResponderId id : core::ids<ResponderId>(responders_.size())) count_hours(id);
  return std::move(trace_);
}

void Replication::start_shifts() {
  for (const ResponderId id : core::ids<ResponderId>(responders_.size())) {
    const WeeklyShifts& shifts = town_->inputs.shifts[town_->inputs.responders.shifts[id]];
    const std::optional<core::Millis> start = shifts.on(now_) ? now_ : shifts.next_start(now_);
    if (start) due_.push(*start, EventKind::shift_started, id.value());
  }
}

void Replication::handle(const DueEvent& event) {
  const ResponderId id(event.entity);
  switch (event.kind) {
    case EventKind::shift_ended:
      return end_shift(id);
    case EventKind::shift_started:
      return start_shift(id);
    case EventKind::lines_offered:
      return offer_lines();
    case EventKind::resolved:
      return resolve(id);
    case EventKind::returned:
      return come_home(id, event.ticket);
    case EventKind::accepted:
      return accept(id);
    case EventKind::arrived:
      return arrive(id);
    case EventKind::ordered:
    case EventKind::unreachable:
    case EventKind::dispatched:
      break;
  }
  assert(false && "never scheduled");
}

void Replication::handle_order(RequestId request) {
  const BuildingId building = trace_.requests.building[request];
  const GridId grid = town_->inputs.grid_of_building[building];
  note(EventKind::ordered, request, {});
  trace_.outcomes.within_shift[request] = anyone_on_shift(grid) ? 1 : 0;
  if (town_->cut_off[building] != 0) {
    trace_.outcomes.final[request] = Final::unreachable;
    note(EventKind::unreachable, request, {});
    return;
  }
  const std::optional<ResponderId> responder = town_->policy->choose(*this, grid, building);
  if (responder) {
    dispatch(request, *responder);
  } else {
    lines_[grid].requests.push_back(request);
  }
}

void Replication::start_shift(ResponderId id) {
  count_hours(id);
  responders_[id].on_shift = true;
  note(EventKind::shift_started, {}, id);
  const std::optional<core::Millis> end = town_->inputs.shifts[town_->inputs.responders.shifts[id]].next_end(now_);
  if (end) due_.push(*end, EventKind::shift_ended, id.value());
  if (started_.empty()) due_.push(now_, EventKind::lines_offered, 0);
  started_.push_back(id);
}

/// Shifts begin for many at one moment; who serves a line must not depend on who is handled first. What waits is offered oldest
/// first, as if it were ordered now; where own requests come first, a round among the own responders goes before.
void Replication::offer_lines() {
  if (town_->policy->own_requests_first()) {
    for (const RequestId request : waiting_near_started()) offer(request, Among::own);
  }
  for (const RequestId request : waiting_near_started()) offer(request, Among::all);
  started_.clear();
}

void Replication::offer(RequestId request, Among among) {
  const BuildingId building = trace_.requests.building[request];
  const GridId grid = town_->inputs.grid_of_building[building];
  const std::optional<ResponderId> responder = town_->policy->choose(*this, grid, building);
  if (!responder || (among == Among::own && town_->inputs.responders.grid[*responder] != grid)) return;
  dispatch_waiting(request, *responder);
}

std::vector<RequestId> Replication::waiting_near_started() const {
  std::vector<GridId> grids;
  for (const ResponderId id : started_) {
    const GridId grid = town_->inputs.responders.grid[id];
    grids.push_back(grid);
    const auto around = neighbours(grid);
    grids.insert(grids.end(), around.begin(), around.end());
  }
  std::sort(grids.begin(), grids.end());
  grids.erase(std::unique(grids.begin(), grids.end()), grids.end());
  std::vector<RequestId> waiting;
  for (const GridId grid : grids) {
    const Line& line = lines_[grid];
    waiting.insert(waiting.end(), line.requests.begin() + static_cast<std::ptrdiff_t>(line.first), line.requests.end());
  }
  std::sort(waiting.begin(), waiting.end());
  return waiting;
}

void Replication::end_shift(ResponderId id) {
  count_hours(id);
  responders_[id].on_shift = false;
  note(EventKind::shift_ended, {}, id);
  const std::optional<core::Millis> start = town_->inputs.shifts[town_->inputs.responders.shifts[id]].next_start(now_);
  if (start) due_.push(*start, EventKind::shift_started, id.value());
}

void Replication::dispatch(RequestId request, ResponderId id) {
  count_hours(id);
  Responder& responder = responders_[id];
  const std::optional<core::Millis> travel = time_to(id, trace_.requests.building[request]);
  assert(travel && "whoever is sent can get there");
  responder.travel = travel.value_or(core::Millis(0));
  responder.sent = now_;
  responder.request = request;
  trace_.outcomes.dispatched[request] = now_;
  trace_.outcomes.responder[request] = id;
  note(EventKind::dispatched, request, id);
  due_.push(now_ + draw_for(request, town_->inputs.accept, "accept"), EventKind::accepted, id.value());
}

void Replication::accept(ResponderId id) {
  Responder& responder = responders_[id];
  const BuildingId building = trace_.requests.building[responder.request];
  if (hour_of_day(now_) != hour_of_day(responder.sent)) {
    responder.travel = way_from(id, responder.sent, building).value_or(responder.travel);
  }
  trace_.outcomes.accepted[responder.request] = now_;
  note(EventKind::accepted, responder.request, id);
  responder.away_at = building;
  due_.push(now_ + responder.travel + town_->inputs.entry[building], EventKind::arrived, id.value());
}

void Replication::arrive(ResponderId id) {
  const RequestId request = responders_[id].request;
  trace_.outcomes.arrived[request] = now_;
  note(EventKind::arrived, request, id);
  const DurationLaw& law = town_->inputs.kinds[trace_.requests.kind[request]].handle;
  due_.push(now_ + draw_for(request, law, "handle"), EventKind::resolved, id.value());
}

void Replication::resolve(ResponderId id) {
  count_hours(id);
  Responder& responder = responders_[id];
  const RequestId request = responder.request;
  trace_.outcomes.resolved[request] = now_;
  trace_.outcomes.final[request] = Final::resolved;
  note(EventKind::resolved, request, id);
  responder.request = {};
  responder.left = now_;
  responder.home = now_ + way_home(id, responder.away_at);
  if (responder.on_shift) look_for_work(id);
  if (!responders_[id].request.valid()) responders_[id].way_home = due_.push(responder.home, EventKind::returned, id.value());
}

void Replication::come_home(ResponderId id, std::uint32_t ticket) {
  Responder& responder = responders_[id];
  if (responder.way_home != ticket || responder.request.valid() || !responder.away_at.valid()) return;  // sent on meanwhile
  responder.away_at = {};
  note(EventKind::returned, {}, id);
}

void Replication::look_for_work(ResponderId id) {
  const std::optional<RequestId> request = town_->policy->next(*this, town_->inputs.responders.grid[id], id);
  if (request) dispatch_waiting(*request, id);
}

void Replication::dispatch_waiting(RequestId request, ResponderId id) {
  leave_line(request);
  dispatch(request, id);
}

void Replication::leave_line(RequestId request) {
  Line& line = lines_[town_->inputs.grid_of_building[trace_.requests.building[request]]];
  if (line.requests[line.first] == request) {
    ++line.first;
  } else {
    line.requests.erase(std::find(line.requests.begin() + static_cast<std::ptrdiff_t>(line.first), line.requests.end(), request));
  }
  if (line.first == line.requests.size()) line = {};
}

bool Replication::free(ResponderId responder) const {
  return responders_[responder].on_shift && !responders_[responder].request.valid();
}

bool Replication::anyone_on_shift(GridId grid) const {
  const auto responders = own(grid);
  return std::any_of(responders.begin(), responders.end(), [&](ResponderId id) { return responders_[id].on_shift; });
}

std::optional<core::Millis> Replication::time_to(ResponderId id, BuildingId building) const {
  return way_from(id, now_, building);
}

/// What is left of the way home, and turning back on it, takes as long as when it began.
std::optional<core::Millis> Replication::way_from(ResponderId id, core::Millis halted, BuildingId building) const {
  const Responder& responder = responders_[id];
  const std::optional<core::Millis> fresh = from_post(id, building);
  if (!fresh || !responder.away_at.valid() || halted >= responder.home) return fresh;
  const core::Millis back = halted - responder.left;
  const core::Millis by_post = responder.home - halted + *fresh;
  if (back >= by_post) return by_post;
  const std::optional<core::Millis> direct = onward(id, building);
  return direct ? std::min(by_post, back + *direct) : by_post;
}

/// Whoever got there comes back: where no way home is known, it takes as long as the way out.
core::Millis Replication::way_home(ResponderId id, BuildingId from) const {
  const std::optional<core::Millis> back = town_->inputs.travel->to_post(id, from, now_);
  return back ? *back : from_post(id, from).value_or(core::Millis(0));
}

std::optional<core::Millis> Replication::onward(ResponderId id, BuildingId to) const {
  const BuildingId from = responders_[id].away_at;
  if (from == to) return core::Millis(0);
  Asked& asked = asked_[id];
  const std::size_t hour = hour_of_day(now_);
  if (asked.from != from || asked.to != to || asked.hour != hour) {
    asked = {from, to, hour, town_->inputs.travel->between(id, from, to, now_)};
  }
  return asked.time;
}

std::optional<RequestId> Replication::oldest_waiting(GridId grid, ResponderId responder) const {
  const Line& line = lines_[grid];
  for (std::size_t i = line.first; i < line.requests.size(); ++i) {
    if (from_post(responder, trace_.requests.building[line.requests[i]])) return line.requests[i];
  }
  return std::nullopt;
}

void Replication::count_hours(ResponderId id) {
  Responder& responder = responders_[id];
  const core::Millis passed = now_ - responder.counted;
  responder.counted = now_;
  const bool busy = responder.request.valid();
  if (responder.on_shift) trace_.hours.on_shift[id] += passed;
  if (busy) (responder.on_shift ? trace_.hours.busy : trace_.hours.overtime)[id] += passed;
}

core::Millis Replication::draw_for(RequestId request, const DurationLaw& law, std::string_view purpose) const {
  const std::uint64_t key = (std::uint64_t{trace_.requests.kind[request].value()} << 32U) | trace_.requests.number[request];
  core::Stream luck(seed_, replication_, purpose, key);
  return draw(law, luck);
}

void Replication::note(EventKind kind, RequestId request, ResponderId responder) {
  ++trace_.events;
  if (keep_log_) trace_.log.append(now_, kind, request, responder);
}

}  // namespace wangge::simulation
