#include "engine/simulation/loop/replication.h"

#include "engine/simulation/loop/retell.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace wangge::simulation {
namespace {

/// Somebody may have to be passed over.
bool picky(const SimulationInputs& inputs) {
  const bool may_decline = std::any_of(inputs.responder_kinds.begin(), inputs.responder_kinds.end(),
                                       [](const ResponderKind& kind) { return kind.decline.value_or(0) > 0; });
  const bool needs_skill =
      std::any_of(inputs.kinds.begin(), inputs.kinds.end(), [](const RequestKind& kind) { return !kind.life.needs.none(); });
  return may_decline || needs_skill || inputs.dispatch.decline > 0 || inputs.dispatch.accept_timeout.has_value() ||
         !inputs.responders.microgrid.empty() ||
         std::any_of(inputs.duties.begin(), inputs.duties.end(), [](const Duty& duty) { return duty.yields_to > 0; });
}

}  // namespace

Replication::Replication(const Town& town, Requests drawn, core::Seed seed, std::uint32_t replication, KeepLog keep,
                         core::Millis counted_from)
    : town_(&town),
      luck_(seed, replication),
      keep_log_(keep == KeepLog::yes),
      picky_(picky(town.inputs)),
      responders_(town.inputs.responders.size()),
      journeys_(town.inputs.travel.get(), town.inputs.responders.size()),
      lines_(town.inputs.grids.size()),
      desks_(town.inputs),
      on_shift_(town.inputs.grids.size(), 0) {
  if (counted_from.value > 0) count_at_ = counted_from;
  trace_.counted_from = counted_from;
  trace_.requests = std::move(drawn);
  trace_.outcomes = nothing_yet(trace_.requests.size());
  const std::size_t people = town.inputs.responders.size();
  trace_.hours = {.on_shift = Column<ResponderId, core::Millis>(people),
                  .busy = Column<ResponderId, core::Millis>(people),
                  .overtime = Column<ResponderId, core::Millis>(people),
                  .break_taken = Column<ResponderId, core::Millis>(people),
                  .break_lost = Column<ResponderId, core::Millis>(people),
                  .under_way = Column<ResponderId, core::Millis>(people),
                  .on_rounds = Column<ResponderId, core::Millis>(people),
                  .spent = nothing_spent_yet(town.inputs)};
  if (hands_down(town.inputs)) trace_.hours.on_kind.resize(town.inputs.kinds.size(), core::Millis(0));
  if (!town.inputs.duties.empty()) rounds_.emplace(town.inputs, town.beats, counted_from);
}

Trace Replication::run(const core::Progress* progress) {
  constexpr std::uint64_t events_between_checks = 65'536;
  std::uint64_t handled = 0;
  start_days();
  const core::Millis horizon = town_->inputs.horizon;
  const auto orders = core::ids<RequestId>(trace_.requests.size());
  auto next = orders.begin();
  while (true) {
    if (progress != nullptr && ++handled % events_between_checks == 0) progress->check();
    const core::Millis order = next == orders.end() ? never : trace_.requests.opened[*next];
    const core::Millis soonest = due_.empty() ? order : std::min(order, due_.next_time());
    if (soonest != never && soonest >= count_at_) start_counting();
    // At one moment an order comes after everything that was due.
    if (!due_.empty() && due_.next_time() <= order) {
      const DueEvent event = due_.pop();
      foresee_events();
      if (event.time >= horizon) break;
      now_ = event.time;
      handle(event);
    } else {
      if (order >= horizon) break;
      now_ = order;
      foresee_order(*next);
      handle_order(*next);
      ++next;
    }
  }
  if (count_at_ < horizon) start_counting();
  now_ = horizon;
  finish();
  return std::move(trace_);
}

void Replication::handle(const DueEvent& event) {
  const RequestId request(event.entity);
  switch (event.kind) {
    case EventKind::lines_offered:
      return offer_lines();
    case EventKind::rounds_ended:
      return offer_lines_after_rounds();
    case EventKind::gathered:
      return assign_gathered();
    case EventKind::heard:
      note(EventKind::heard, request, {});
      return classify(request);
    case EventKind::classified:
      note(EventKind::classified, request, {});
      return seek(request);
    case EventKind::asked_again:
      return ask_again(request);
    case EventKind::helped:
      return help_comes(request, {});
    case EventKind::deliberated:
      return deliberated(request);
    case EventKind::fed_back:
      note(EventKind::fed_back, request, {});
      return hear_back(request);
    case EventKind::reopened:
      return reopen(request);
    case EventKind::tried:
      return at_its_turn(event) ? end_try(request) : void();
    case EventKind::overdue:
      return at_its_turn(event) ? level_overdue(request) : void();
    case EventKind::return_visit:
      return return_visit(request);
    case EventKind::round_due:
      return round_due(event.entity);
    case EventKind::reported:
    case EventKind::report_missed:
      return end_report(event.entity, event.kind == EventKind::reported);
    case EventKind::settled_jointly:
      return settle_jointly(request);
    case EventKind::offices_opened:
      return open_offices(event.entity);
    default:
      return handle_of_responder(event);
  }
}

void Replication::handle_of_responder(const DueEvent& event) {
  const ResponderId id = town_->by_rank[event.entity];
  switch (event.kind) {
    case EventKind::shift_ended:
      return end_shift(id);
    case EventKind::shift_started:
      return start_shift(id);
    case EventKind::break_due:
      return break_due(id);
    case EventKind::break_ended:
      return end_break(id, event.ticket);
    default:
      break;
  }
  if (responders_[id].step != event.ticket) return;  // something else came of it
  switch (event.kind) {
    case EventKind::resolved:
      return end_visit(id);
    case EventKind::returned:
      return come_home(id);
    case EventKind::patrolled:
      return reach_patrol_place(id);
    case EventKind::moves_on:
      return patrol(id);
    case EventKind::accepted:
      return accept(id);
    case EventKind::declined:
    case EventKind::timed_out:
      return decline(id, event.kind);
    case EventKind::arrived:
      return arrive(id);
    case EventKind::walk_ended:
      return go_idle(id);
    case EventKind::called:
      return call_on(id);
    case EventKind::visited:
      return end_call(id);
    default:
      assert(false && "never scheduled");
  }
}

void Replication::handle_order(RequestId request) {
  note(EventKind::ordered, request, {});
  trace_.outcomes.within_shift[request] = on_shift_[grid_of(request)] > 0 ? 1 : 0;
  if (!kind_of(request).refused_per_year.empty()) {
    trace_.outcomes.final[request] = Final::refused;
    note(EventKind::not_admitted, request, {});
    return;
  }
  if (town_->cut_off[trace_.requests.building[request]] != 0) {
    trace_.outcomes.final[request] = Final::unreachable;
    note(EventKind::unreachable, request, {});
    return;
  }
  hear(request);
}

/// The warm-up is over: the books are opened anew.
void Replication::start_counting() {
  now_ = std::exchange(count_at_, never);
  Hours& hours = trace_.hours;
  way_before_.resize(responders_.size());
  for (const ResponderId id : core::ids<ResponderId>(responders_.size())) {
    count_hours(id);
    way_before_[id] = journeys_.under_way(id, now_);
    responders_[id].asked_busy = core::Millis(0);
    responders_[id].asked_overtime = core::Millis(0);
    for (auto* column : {&hours.on_shift, &hours.busy, &hours.overtime, &hours.break_taken, &hours.break_lost, &hours.on_rounds})
      (*column)[id] = core::Millis(0);
  }
  std::fill(hours.on_kind.begin(), hours.on_kind.end(), core::Millis(0));
  hours.spent = nothing_spent_yet(town_->inputs);
}

/// Hours up to the horizon, and the deadlines that passed within it.
void Replication::finish() {
  for (const ResponderId id : core::ids<ResponderId>(responders_.size())) {
    count_hours(id);
    trace_.hours.under_way[id] = journeys_.under_way(id, now_) - (way_before_.empty() ? core::Millis(0) : way_before_[id]);
  }
  mark_late(town_->inputs, trace_);
  if (rounds_) trace_.rounds = std::move(*rounds_).outcomes(now_);
}

void Replication::note(EventKind kind, RequestId request, ResponderId responder) {
  ++trace_.events;
  if (keep_log_) trace_.log.append(now_, kind, request, responder);
}

}  // namespace wangge::simulation
