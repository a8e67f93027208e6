#include "engine/simulation/loop/retell.h"

#include "engine/simulation/loop/desks.h"
#include "engine/simulation/loop/reach.h"
#include "engine/simulation/loop/told_person.h"
#include "engine/simulation/rounds/visit_numbers.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <unordered_map>
#include <utility>

namespace wangge::simulation {
namespace {

class Reading {
 public:
  Reading(const SimulationInputs& inputs, Requests requests, EventLog log, Column<ResponderId, core::Millis> under_way,
          core::Millis counted_from)
      : inputs_(inputs),
        serves_(grids_served(inputs)),
        people_(inputs.responders.size()),
        on_shift_(inputs.grids.size(), 0),
        level_(requests.size(), 0),
        helper_(requests.size()),
        called_(requests.size(), 0) {
    if (counted_from.value > 0) count_at_ = counted_from;
    trace_.counted_from = counted_from;
    trace_.outcomes = nothing_yet(requests.size());
    trace_.requests = std::move(requests);
    trace_.log = std::move(log);
    StaysTold stays(inputs, trace_.requests);
    for (std::size_t i = 0; !inputs.offices.empty() && i < trace_.log.size(); ++i) {
      if (trace_.log.request[i].valid())
        static_cast<void>(stays.take(trace_.log.kind[i], trace_.log.request[i], trace_.log.time[i]));
    }
    trace_.stays = std::move(stays).stays();
    trace_.events = trace_.log.size();
    const std::size_t people = inputs.responders.size();
    trace_.hours = {.on_shift = Column<ResponderId, core::Millis>(people),
                    .busy = Column<ResponderId, core::Millis>(people),
                    .overtime = Column<ResponderId, core::Millis>(people),
                    .break_taken = Column<ResponderId, core::Millis>(people),
                    .break_lost = Column<ResponderId, core::Millis>(people),
                    .under_way = std::move(under_way),
                    .on_rounds = Column<ResponderId, core::Millis>(people),
                    .spent = nothing_spent_yet(inputs)};
    if (hands_down(inputs)) trace_.hours.on_kind.resize(inputs.kinds.size(), core::Millis(0));
    if (!inputs.duties.empty()) trace_.rounds = nothing_planned_yet(VisitNumbers(inputs).size(), inputs.duties.size());
    for (const Duty& duty : inputs.duties) windows_count_.push_back(first_counted_window(inputs, duty, counted_from));
  }

  Trace run() {
    for (std::size_t i = 0; i < trace_.log.size(); ++i) {
      if (trace_.log.time[i] >= count_at_) start_counting();
      now_ = trace_.log.time[i];
      const RequestId request = trace_.log.request[i];
      const ResponderId who = trace_.log.responder[i];
      if (of_rounds(trace_.log.kind[i])) {
        of_round(trace_.log.kind[i], who, trace_.log.about[told_++]);
      } else if (of_departments(trace_.log.kind[i])) {
        end_report(request, DepartmentId(trace_.log.about[told_++]), trace_.log.kind[i] == EventKind::reported);
      } else if (request.valid()) {
        of_request(i, trace_.log.kind[i], request, who);
      } else {
        of_responder(trace_.log.kind[i], who);
      }
    }
    if (count_at_ < inputs_.horizon) start_counting();
    now_ = inputs_.horizon;
    for (const ResponderId id : core::ids<ResponderId>(people_.size())) {
      count(id);
      leave_post(id);
    }
    mark_late(inputs_, trace_);
    return std::move(trace_);
  }

 private:
  /// The warm-up is over: hours begin anew.
  void start_counting() {
    now_ = std::exchange(count_at_, never);
    Hours& hours = trace_.hours;
    for (const ResponderId id : core::ids<ResponderId>(people_.size())) {
      count(id);
      people_[id].asked_busy = core::Millis(0);
      people_[id].asked_overtime = core::Millis(0);
      people_[id].taken_before = people_[id].taken_before - hours.break_taken[id];
      for (auto* column :
           {&hours.on_shift, &hours.busy, &hours.overtime, &hours.break_taken, &hours.break_lost, &hours.on_rounds})
        (*column)[id] = core::Millis(0);
    }
    std::fill(hours.on_kind.begin(), hours.on_kind.end(), core::Millis(0));
    hours.spent = nothing_spent_yet(inputs_);
  }

  [[nodiscard]] bool counts(DutyId duty, core::Millis moment) const { return moment >= windows_count_[duty]; }

  void leave_post(ResponderId who) {
    ToldPerson& person = people_[who];
    if (person.at_post && counts(person.duty, *person.at_post))
      trace_.rounds.walked[person.duty].manned += now_ - *person.at_post;
    person.at_post.reset();
  }

  void of_round(EventKind kind, ResponderId who, std::uint32_t about) {
    switch (kind) {
      case EventKind::round_begun:
      case EventKind::round_left:
        count(who);
        leave_post(who);
        people_[who].on_round = kind == EventKind::round_begun;
        people_[who].out = people_[who].out || !inputs_.duties[DutyId(about)].at_post();
        people_[who].at_place = false;
        people_[who].duty = DutyId(about);
        return;
      case EventKind::street_walked:
        if (counts(people_[who].duty, now_)) trace_.rounds.walked[people_[who].duty].centimetres += about;
        return;
      case EventKind::pass_walked:
        if (counts(DutyId(about), now_)) trace_.rounds.walked[DutyId(about)].passes += 1;
        return;
      case EventKind::manned:
        people_[who].at_post = now_;
        return reach(who, true);
      case EventKind::attended:
        leave_post(who);
        reach(who, false);
        return end_planned(VisitId(about), VisitEnd::done);
      case EventKind::call_resumed:
        return reach(who, true);
      case EventKind::not_in:
        return reach(who, false);
      case EventKind::called: {
        reach(who, true);
        std::uint8_t& calls = trace_.rounds.calls[VisitId(about)];
        calls = calls < 255 ? static_cast<std::uint8_t>(calls + 1) : calls;
        return;
      }
      case EventKind::visited:
        reach(who, false);
        return end_planned(VisitId(about), VisitEnd::done);
      case EventKind::visit_given_up:
        return end_planned(VisitId(about), VisitEnd::absent);
      case EventKind::visit_missed:
        return end_planned(VisitId(about), VisitEnd::missed);
      case EventKind::visit_unmanned:
        return end_planned(VisitId(about), VisitEnd::unmanned);
      case EventKind::visit_unreachable:
        return end_planned(VisitId(about), VisitEnd::unreachable);
      default:
        return;
    }
  }
  void end_planned(VisitId visit, VisitEnd how) {
    trace_.rounds.end[visit] = how;
    trace_.rounds.ended[visit] = now_;
  }

  void reach(ResponderId who, bool there) {
    count(who);
    people_[who].at_place = there;
  }

  void of_responder(EventKind kind, ResponderId who) {
    ToldPerson& person = people_[who];
    if (kind == EventKind::returned) {
      count(who);
      person.out = false;
      return;
    }
    const bool shift = kind == EventKind::shift_started || kind == EventKind::shift_ended;
    const bool pause = kind == EventKind::break_started || kind == EventKind::break_ended;
    if (!shift && !pause) return;
    count(who);
    if (pause) {
      person.on_break = kind == EventKind::break_started;
      return;
    }
    person.on_shift = kind == EventKind::shift_started;
    lose_breaks(who);
    for (const GridId grid : serves_[who]) person.on_shift ? ++on_shift_[grid] : --on_shift_[grid];
  }

  /// What was due within the shift that has just ended, less what was taken in it.
  void lose_breaks(ResponderId who) {
    ToldPerson& person = people_[who];
    const core::Millis taken = trace_.hours.break_taken[who];
    if (!person.on_shift)
      trace_.hours.break_lost[who] += breaks_due(inputs_, who, person.began, now_) - (taken - person.taken_before);
    person.began = now_;
    person.taken_before = taken;
  }

  void of_request(std::size_t i, EventKind kind, RequestId request, ResponderId who) {
    Outcomes& outcomes = trace_.outcomes;
    switch (kind) {
      case EventKind::ordered:
        outcomes.within_shift[request] = on_shift_[inputs_.grid_of_building[trace_.requests.building[request]]] > 0 ? 1 : 0;
        return;
      case EventKind::unreachable:
        outcomes.final[request] = Final::unreachable;
        return;
      case EventKind::not_admitted:
        outcomes.final[request] = Final::refused;
        return;
      case EventKind::dispatched:
        first(outcomes.dispatched[request]);
        outcomes.asked[request] += 1;
        outcomes.responder[request] = who;
        return take(who, request);
      case EventKind::accepted:
        people_[who].out = true;
        return first(outcomes.accepted[request]);
      case EventKind::arrived:
        reach(who, true);
        return first(outcomes.arrived[request]);
      case EventKind::helped:
        if (who.valid()) reach(who, true);
        return;
      case EventKind::timed_out:
        outcomes.timed_out[request] += 1;
        [[fallthrough]];
      case EventKind::declined:
        outcomes.declined[request] += 1;
        leave(who, request);
        trace_.hours.busy[who] -= people_[who].asked_busy;
        trace_.hours.overtime[who] -= people_[who].asked_overtime;
        count_on_kind(request, core::Millis(0) - people_[who].asked_busy);
        spent_by(who).add(Occupation::to_request, {}, core::Millis(0) - people_[who].asked_busy - people_[who].asked_overtime);
        return spent_by(who).add(free_occupation(inputs_, who, people_[who]), {}, people_[who].asked_busy);
      case EventKind::interrupted:
        mark(request, Mark::interrupted);
        return leave(who, request);
      case EventKind::handed_over:
        mark(request, Mark::handed_over);
        return leave(who, request);
      case EventKind::help_called:
        return mark(request, Mark::helped);
      case EventKind::help_sent:
        helper_[request] = who;
        take(who, request);
        people_[who].out = true;
        return;
      default:
        return of_end(i, kind, request, who);
    }
  }

  void of_end(std::size_t i, EventKind kind, RequestId request, ResponderId who) {
    Outcomes& outcomes = trace_.outcomes;
    switch (kind) {
      case EventKind::handled:
        if (!goes_up(i + 1, request)) mark(request, Mark::deliberated);
        return end_visit(request, who);
      case EventKind::resolved:
        outcomes.resolved[request] = now_;
        first(outcomes.first_resolved[request]);
        outcomes.final[request] = Final::resolved;
        outcomes.settled_by[request] = std::exchange(called_[request], std::uint8_t{0}) != 0 ? by_departments
                                       : climbing(request)                                   ? level_[request]
                                                                                             : std::uint8_t{0};
        if (who.valid() && people_[who].request == request) end_visit(request, who);
        return;
      case EventKind::rated:
        assert(stars_ < trace_.log.stars.size());
        outcomes.stars[request] = trace_.log.stars[stars_++];
        outcomes.rated[request] = outcomes.settled_by[request] == 0 ? who : ResponderId();
        return;
      case EventKind::reopened:
        outcomes.reopened[request] += 1;
        outcomes.resolved[request] = never;
        outcomes.final[request] = Final::open;
        outcomes.settled_by[request] = 0;
        outcomes.responder[request] = {};
        level_[request] = 0;
        return;
      case EventKind::whistled:
        return call_departments(request);
      case EventKind::escalated:
        level_[request] += 1;
        outcomes.level[request] = std::max(outcomes.level[request], level_[request]);
        return;
      case EventKind::handed_back:
        level_[request] -= 1;
        if (level_[request] == 0) outcomes.responder[request] = {};
        return;
      case EventKind::return_visit:
        level_[request] = 0;
        outcomes.responder[request] = {};
        return;
      case EventKind::unsettled:
        outcomes.final[request] = Final::unsettled;
        return;
      default:
        return;
    }
  }

  /// A level has it: it was passed up, and not handed back to a responder since.
  [[nodiscard]] bool climbing(RequestId request) const { return level_[request] > 0; }
  [[nodiscard]] bool goes_up(std::size_t next, RequestId request) const {
    return next < trace_.log.size() && trace_.log.request[next] == request &&
           (trace_.log.kind[next] == EventKind::escalated || trace_.log.kind[next] == EventKind::whistled);
  }
  void call_departments(RequestId request) {
    called_[request] = 1;
    first_report_[request.value()] = trace_.reports.size();
    for (const DepartmentId id : inputs_.kinds[trace_.requests.kind[request]].life.whistle.departments)
      trace_.reports.push_back({.request = request, .department = id, .whistled = now_});
  }
  void end_report(RequestId request, DepartmentId department, bool comes) {
    std::size_t report = first_report_.at(request.value());
    while (trace_.reports[report].department != department) ++report;
    trace_.reports[report].missed = !comes;
    if (comes) trace_.reports[report].reported = now_;
    if (!comes) called_[request] = 0;
  }
  void first(core::Millis& moment) const {
    if (moment == never) moment = now_;
  }
  void mark(RequestId request, Mark mark) { trace_.outcomes.marks[request] |= static_cast<std::uint8_t>(mark); }

  void take(ResponderId who, RequestId request) {
    count(who);
    ToldPerson& person = people_[who];
    person.request = request;
    person.at_place = false;
    person.asked_busy = core::Millis(0);
    person.asked_overtime = core::Millis(0);
  }
  /// Before the door is done: the request looks for somebody else.
  void leave(ResponderId who, RequestId request) {
    release(who);
    trace_.outcomes.responder[request] = {};
  }
  void end_visit(RequestId request, ResponderId who) {
    release(who);
    const ResponderId second = std::exchange(helper_[request], ResponderId());
    if (second.valid()) release(second);
  }
  void release(ResponderId who) {
    count(who);
    people_[who].request = {};
  }
  void count_on_kind(RequestId request, core::Millis passed) {
    if (!trace_.hours.on_kind.empty()) trace_.hours.on_kind[trace_.requests.kind[request]] += passed;
  }
  void count(ResponderId who) {
    ToldPerson& person = people_[who];
    const core::Millis passed = now_ - person.counted;
    person.counted = now_;
    const bool on_duty = person.on_shift && !person.on_break;
    if (on_duty) trace_.hours.on_shift[who] += passed;
    if (person.on_break) trace_.hours.break_taken[who] += passed;
    if (person.request.valid()) {
      (on_duty ? trace_.hours.busy : trace_.hours.overtime)[who] += passed;
      if (on_duty) count_on_kind(person.request, passed);
      (on_duty ? person.asked_busy : person.asked_overtime) += passed;
    } else if (person.on_round) {
      (on_duty ? trace_.hours.on_rounds : trace_.hours.overtime)[who] += passed;
    } else if (!on_duty) {
      return;
    }
    spent_by(who).add(occupation(inputs_, who, person), person.duty, passed);
  }
  [[nodiscard]] TimeSpent& spent_by(ResponderId who) {
    return trace_.hours.spent[inputs_.responders.kind.empty() ? ResponderKindId(0) : inputs_.responders.kind[who]];
  }

  const SimulationInputs& inputs_;
  core::Csr<ResponderId, GridId> serves_;
  Trace trace_;
  core::Millis now_{0};
  core::Millis count_at_{never};
  Column<DutyId, core::Millis> windows_count_;
  Column<ResponderId, ToldPerson> people_;
  Column<GridId, std::int32_t> on_shift_;
  Column<RequestId, std::uint8_t> level_;  ///< that has it, from 1
  Column<RequestId, ResponderId> helper_;
  std::size_t stars_ = 0;
  std::size_t told_ = 0;                                         ///< of EventLog::about
  Column<RequestId, std::uint8_t> called_;                       ///< 1: departments, who have not failed it
  std::unordered_map<std::uint32_t, std::size_t> first_report_;  ///< of a request's last whistle
};

}  // namespace

Trace retell(const SimulationInputs& inputs, Requests requests, EventLog log, Column<ResponderId, core::Millis> under_way,
             core::Millis counted_from) {
  return Reading(inputs, std::move(requests), std::move(log), std::move(under_way), counted_from).run();
}

}  // namespace wangge::simulation
