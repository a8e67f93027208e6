#pragma once

#include "tests/unit/simulation/small_town.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::testing {

using simulation::EventKind;

/// Follows the log like a clerk who believes nothing. Every request goes from stage to stage, in the order that its life has;
/// everybody's life is a chain: at the post, then visits, each one left for the next or for home, then `returned` at the post.
/// Every link lasts as long as the travel times say, on shift or off. (Of somebody on patrol the log does not tell when each walk
/// begins: there the ways are not checked.)
class Clerk {
 public:
  Clerk(const SmallTown& town, const simulation::SimulationInputs& inputs, const simulation::Trace& trace)
      : travel_(&town.travel()),
        inputs_(&inputs),
        trace_(&trace),
        stage_(trace.requests.size(), Stage::none),
        level_(trace.requests.size(), 0),
        in_charge_(trace.requests.size()),
        helper_(trace.requests.size()),
        staff_(inputs.responders.size()) {}

  void check() {
    for (std::size_t i = 0; i < trace_->log.size(); ++i) {
      SCOPED_TRACE(::testing::Message() << "event " << i << ", " << simulation::name(trace_->log.kind[i]));
      ASSERT_GE(trace_->log.time[i], now_);
      ASSERT_LT(trace_->log.time[i], inputs_->horizon);
      now_ = trace_->log.time[i];
      ++seen[trace_->log.kind[i]];
      step(trace_->log.kind[i], trace_->log.request[i], trace_->log.responder[i]);
      if (::testing::Test::HasFatalFailure()) return;
    }
    ASSERT_EQ(trace_->events, trace_->log.size());
    check_ends();
  }

  std::map<EventKind, std::size_t> seen;
  std::size_t returned_off_shift = 0;
  std::size_t sent_on = 0;  ///< from the way home

 private:
  enum class Stage {
    none,
    ordered,
    heard,
    classified,
    waiting,
    asked,
    on_the_way,
    at_the_door,
    waits_for_help,
    helped,
    handled,
    deliberated,
    resolved,
    fed_back,
    rated,
    climbing,
    awaits_visit,
    awaits_reports,
    unreachable,
    unsettled,
    refused
  };
  /// Between two places; invalid: the post. `then`: a second way joined to it.
  struct Leg {
    BuildingId from{};
    BuildingId to{};
    Millis began{0};
    Millis ends{0};
    BuildingId then{};
    Millis then_ends{0};
  };
  struct Person {
    bool on_shift = false;
    bool on_break = false;
    RequestId request{};
    Leg leg{};
    std::optional<Millis> stopped{};
    Millis expected{0};  ///< at the door
    bool out = false;
  };

  void advance(RequestId request, const std::set<Stage>& from, Stage to) {
    ASSERT_TRUE(from.contains(stage_[request.value()])) << "r" << request.value();
    stage_[request.value()] = to;
  }
  [[nodiscard]] BuildingId building_of(RequestId request) const { return trace_->requests.building[request]; }
  [[nodiscard]] bool patrols(ResponderId who) const {
    return !inputs_->responders.kind.empty() && inputs_->responder_kinds[inputs_->responders.kind[who]].patrols;
  }

  /// Ways are told by the log for those alone who are not about.
  [[nodiscard]] bool roams(ResponderId who) const {
    return patrols(who) || std::any_of(inputs_->duties.begin(), inputs_->duties.end(), [&](const simulation::Duty& duty) {
             return inputs_->responders.kind.empty() || inputs_->responders.kind[who] == duty.by;
           });
  }

  void step(EventKind kind, RequestId request, ResponderId who) {
    if (simulation::of_rounds(kind)) {
      if (kind == EventKind::round_begun) staff_[who.value()].out = true;
      return;
    }
    if (!request.valid()) return person_alone(kind, who);
    if (!who.valid()) return request_alone(kind, request);
    Person& person = staff_[who.value()];
    switch (kind) {
      case EventKind::dispatched:
        advance(request, {Stage::ordered, Stage::heard, Stage::classified, Stage::waiting}, Stage::asked);
        ASSERT_TRUE(person.on_shift && !person.on_break);
        ASSERT_FALSE(person.request.valid()) << "one request at a time";
        person.request = request;
        person.stopped = now_;
        in_charge_[request.value()] = who;
        return;
      case EventKind::declined:
      case EventKind::timed_out:
        advance(request, {Stage::asked}, Stage::waiting);
        go_on(person);
        return leaves(person, request);
      case EventKind::accepted:
        advance(request, {Stage::asked}, Stage::on_the_way);
        return set_out(person, request, who);
      case EventKind::arrived:
        advance(request, {Stage::on_the_way}, Stage::at_the_door);
        if (!roams(who)) {
          ASSERT_EQ(now_, person.expected);
        }
        return stands(person, request);
      case EventKind::handed_over:
        advance(request, {Stage::at_the_door}, Stage::waiting);
        return goes_home(person, request, who);
      case EventKind::help_called:
        return advance(request, {Stage::at_the_door}, Stage::waits_for_help);
      case EventKind::help_sent:
        ASSERT_EQ(stage_[request.value()], Stage::waits_for_help);
        ASSERT_FALSE(person.request.valid());
        person.request = request;
        helper_[request.value()] = who;
        return set_out(person, request, who);
      case EventKind::helped:
        advance(request, {Stage::waits_for_help}, Stage::helped);
        if (!roams(who)) {
          ASSERT_EQ(now_, person.expected);
        }
        return stands(person, request);
      case EventKind::interrupted:
        return interrupted(person, request);
      case EventKind::handled:
        advance(request, {Stage::at_the_door, Stage::helped}, Stage::handled);
        return visit_ends(request, who);
      case EventKind::resolved:
        if (stage_[request.value()] == Stage::awaits_reports) {
          ASSERT_TRUE(to_report_[request.value()] == 0 && !missed_.contains(request)) << "all have reported";
          return advance(request, {Stage::awaits_reports}, Stage::resolved);
        }
        if (stage_[request.value()] == Stage::deliberated || stage_[request.value()] == Stage::climbing)
          return advance(request, {Stage::deliberated, Stage::climbing}, Stage::resolved);
        advance(request, {Stage::at_the_door, Stage::helped}, Stage::resolved);
        return visit_ends(request, who);
      case EventKind::rated:
        return advance(request, {Stage::resolved, Stage::fed_back}, Stage::rated);
      default:
        FAIL() << "not an event of a request and a responder";
    }
  }

  void request_alone(EventKind kind, RequestId request) {
    switch (kind) {
      case EventKind::ordered:
        return advance(request, {Stage::none}, Stage::ordered);
      case EventKind::unreachable:
        return advance(request, {Stage::ordered}, Stage::unreachable);
      case EventKind::not_admitted:
        return advance(request, {Stage::ordered}, Stage::refused);
      case EventKind::heard:
        return advance(request, {Stage::ordered}, Stage::heard);
      case EventKind::classified:
        return advance(request, {Stage::ordered, Stage::heard}, Stage::classified);
      case EventKind::declined_by_all:
        return advance(request, {Stage::ordered, Stage::heard, Stage::classified, Stage::waiting}, Stage::waiting);
      case EventKind::helped:
        return advance(request, {Stage::waits_for_help}, Stage::helped);
      case EventKind::deliberated:
        return advance(request, {Stage::handled}, Stage::deliberated);
      case EventKind::fed_back:
        return advance(request, {Stage::resolved}, Stage::fed_back);
      case EventKind::reopened:
        level_[request.value()] = 0;
        return advance(request, {Stage::resolved, Stage::fed_back, Stage::rated}, Stage::waiting);
      case EventKind::whistled:
        to_report_[request.value()] = inputs_->kinds[trace_->requests.kind[request]].life.whistle.departments.size();
        return advance(request, {Stage::handled, Stage::deliberated, Stage::climbing}, Stage::awaits_reports);
      case EventKind::reported:
      case EventKind::report_missed:
        ASSERT_GT(to_report_[request.value()]--, 0U) << "each reports once";
        if (kind == EventKind::report_missed) missed_.insert(request);
        return advance(request, {Stage::awaits_reports}, Stage::awaits_reports);
      case EventKind::escalated:
        ++level_[request.value()];
        if (stage_[request.value()] == Stage::awaits_reports) whistle_failed(request);
        return advance(request, {Stage::handled, Stage::deliberated, Stage::climbing, Stage::awaits_reports}, Stage::climbing);
      case EventKind::tried:
      case EventKind::overdue:
      case EventKind::desk_taken:
        ASSERT_GT(level_[request.value()], 0);
        return advance(request, {Stage::climbing}, Stage::climbing);
      case EventKind::handed_back:
        ASSERT_GT(level_[request.value()], 0);
        --level_[request.value()];
        return advance(request, {Stage::climbing}, level_[request.value()] == 0 ? Stage::waiting : Stage::climbing);
      case EventKind::given_up:
        if (stage_[request.value()] == Stage::awaits_reports) whistle_failed(request);
        return advance(request, {Stage::climbing, Stage::awaits_reports}, Stage::awaits_visit);
      case EventKind::return_visit:
        return advance(request, {Stage::awaits_visit}, Stage::waiting);
      case EventKind::unsettled:
        if (stage_[request.value()] == Stage::awaits_reports) whistle_failed(request);
        return advance(request, {Stage::climbing, Stage::awaits_reports}, Stage::unsettled);
      default:
        FAIL() << "not an event of a request alone";
    }
  }

  void person_alone(EventKind kind, ResponderId who) {
    Person& person = staff_[who.value()];
    switch (kind) {
      case EventKind::shift_started:
      case EventKind::shift_ended:
        ASSERT_EQ(person.on_shift, kind == EventKind::shift_ended);
        ASSERT_FALSE(person.on_break);
        person.on_shift = kind == EventKind::shift_started;
        return;
      case EventKind::break_started:
      case EventKind::break_ended:
        ASSERT_TRUE(person.on_shift);
        ASSERT_FALSE(person.request.valid());
        ASSERT_EQ(person.on_break, kind == EventKind::break_ended);
        person.on_break = kind == EventKind::break_started;
        return;
      case EventKind::absent:
        ASSERT_FALSE(person.on_shift);
        return;
      case EventKind::returned:
        ASSERT_FALSE(person.request.valid());
        ASSERT_TRUE(person.out) << "returns once";
        if (!roams(who)) {
          ASSERT_EQ(now_, person.leg.ends);
        }
        person.out = false;
        returned_off_shift += person.on_shift ? 0 : 1;
        return;
      case EventKind::patrolled:
        ASSERT_FALSE(person.request.valid());
        ASSERT_TRUE(patrols(who));
        person.out = true;
        return;
      default:
        FAIL() << "not an event of a responder alone";
    }
  }

  /// A department has not reported in time, and none is waited for.
  void whistle_failed(RequestId request) {
    ASSERT_EQ(to_report_[request.value()], 0U);
    ASSERT_EQ(missed_.erase(request), 1U);
  }

  /// Where the person is at a moment: on the one of two joined ways.
  [[nodiscard]] static Leg at(const Leg& leg, Millis moment) {
    if (!leg.then.valid() || moment < leg.ends) return leg;
    return {.from = leg.to, .to = leg.then, .began = leg.ends, .ends = leg.then_ends};
  }
  [[nodiscard]] std::optional<Millis> between(ResponderId who, BuildingId from, BuildingId to) const {
    if (from == to) return Millis(0);
    return from.valid() ? travel_->between(who, from, to, now_) : travel_->from_post(who, to, now_);
  }

  void set_out(Person& person, RequestId request, ResponderId who) {
    const BuildingId to = building_of(request);
    const Millis halted = person.stopped.value_or(now_);
    person.stopped.reset();
    const Leg leg = at(person.leg, halted);
    person.out = true;
    if (halted >= leg.ends) {
      const Millis there = now_ + between(who, leg.to, to).value_or(Millis(0));
      person.leg = {.from = leg.to, .to = to, .began = now_, .ends = there};
      person.expected = there + inputs_->entry[to];
      return;
    }
    sent_on += leg.to.valid() ? 0 : 1;
    const Millis back = halted - leg.began;
    const Millis rest = leg.ends - halted;
    const Millis on_way = rest + between(who, leg.to, to).value_or(Millis(1'000'000'000));
    const Millis turned = back + between(who, leg.from, to).value_or(Millis(1'000'000'000));
    const Millis there = now_ + std::min(on_way, turned);
    // Of two equal ways either is right: what matters later is where the person is, and the rule takes the post's end.
    const bool turns = turned < on_way || (turned == on_way && !leg.from.valid());
    person.leg =
        turns ? Leg{.from = leg.to, .to = leg.from, .began = now_ - rest, .ends = now_ + back, .then = to, .then_ends = there}
              : Leg{.from = leg.from, .to = leg.to, .began = now_ - back, .ends = now_ + rest, .then = to, .then_ends = there};
    person.expected = there + inputs_->entry[to];
  }

  void go_on(Person& person) {
    const Millis pause = now_ - *person.stopped;
    const Millis last = person.leg.then.valid() ? person.leg.then_ends : person.leg.ends;
    if (*person.stopped < last) {
      person.leg.began += pause;
      person.leg.ends += pause;
      person.leg.then_ends += pause;
    } else {
      person.leg.ends = std::max(person.leg.ends, now_);  // at the post at the very moment of the order: back now
    }
    person.stopped.reset();
  }
  void leaves(Person& person, RequestId request) {
    ASSERT_EQ(person.request, request);
    person.request = {};
  }
  void stands(Person& person, RequestId request) {
    ASSERT_EQ(person.request, request);
    person.leg = {.from = building_of(request), .to = building_of(request), .began = now_, .ends = now_};
  }
  void goes_home(Person& person, RequestId request, ResponderId who) {
    leaves(person, request);
    if (patrols(who) && person.on_shift) return;
    const BuildingId from = building_of(request);
    person.leg = {.from = from, .to = {}, .began = now_, .ends = now_ + *travel_->to_post(who, from, now_)};
  }
  void visit_ends(RequestId request, ResponderId who) {
    ASSERT_EQ(in_charge_[request.value()], who);
    goes_home(staff_[who.value()], request, who);
    const ResponderId second = std::exchange(helper_[request.value()], ResponderId());
    if (second.valid()) goes_home(staff_[second.value()], request, second);
  }
  void interrupted(Person& person, RequestId request) {
    const Stage stage = stage_[request.value()];
    advance(request, {Stage::asked, Stage::on_the_way, Stage::at_the_door, Stage::helped}, Stage::waiting);
    ASSERT_FALSE(helper_[request.value()].valid());
    if (stage == Stage::asked) go_on(person);
    if (stage == Stage::on_the_way) {
      person.leg = at(person.leg, now_);
      person.leg.then = {};
    }
    leaves(person, request);
  }

  void check_ends() {
    using simulation::Final;
    for (const ResponderId id : core::ids<ResponderId>(staff_.size())) {
      const Person& person = staff_[id.value()];
      ASSERT_TRUE(roams(id) || !person.out || person.request.valid() || person.on_shift || person.leg.ends >= inputs_->horizon ||
                  person.leg.to.valid())
          << "comes home";
    }
    for (std::size_t i = 0; i < stage_.size(); ++i) {
      const RequestId request(i);
      const Stage stage = stage_[i];
      ASSERT_NE(stage, Stage::none) << "every request is ordered";
      const bool done = stage == Stage::resolved || stage == Stage::fed_back || stage == Stage::rated;
      const Final expected = stage == Stage::unreachable ? Final::unreachable
                             : stage == Stage::unsettled ? Final::unsettled
                             : stage == Stage::refused   ? Final::refused
                                                         : (done ? Final::resolved : Final::open);
      ASSERT_EQ(trace_->outcomes.final[request], expected);
      ASSERT_EQ(trace_->outcomes.resolved[request] != simulation::never, done);
    }
    for (const ResponderId id : core::ids<ResponderId>(staff_.size())) {
      ASSERT_LE(trace_->hours.busy[id], trace_->hours.on_shift[id]);
      ASSERT_LE(trace_->hours.on_shift[id], inputs_->horizon);
    }
  }

  const PlaneTravel* travel_;
  const simulation::SimulationInputs* inputs_;
  const simulation::Trace* trace_;
  Millis now_{0};
  std::vector<Stage> stage_;
  std::vector<int> level_;                          ///< that has it, from 1; 0: none
  std::map<std::uint32_t, std::size_t> to_report_;  ///< departments, by request
  std::set<RequestId> missed_;                      ///< a department has
  std::vector<ResponderId> in_charge_;
  std::vector<ResponderId> helper_;
  std::vector<Person> staff_;
};

}  // namespace wangge::testing
