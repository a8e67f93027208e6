// What the loop keeps to whatever a scenario asks for: worked out by hand, as in loop_trace_test.cpp.
#include "engine/core/error.h"
#include "engine/core/progress.h"
#include "tests/unit/simulation/small_town.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

using core::Millis;
using testing::constant;
using testing::orders;
using testing::seconds;
using testing::SmallTown;
using testing::story;

Trace day(SmallTown& town, const std::vector<std::pair<double, std::size_t>>& list) {
  return Simulator(town.finished()).replay(orders(list), core::Seed(1), 0, KeepLog::yes);
}
/// Makes the responders of these kinds, in turn.
void kinds_of(SmallTown& town, const std::vector<std::size_t>& kinds) {
  for (const std::size_t kind : kinds) town.inputs.responders.kind.push_back(ResponderKindId(kind));
}

//   0    100
//   0    a      w0 never wants to, and is asked every millisecond
TEST(LoopRules, WhatNobodyWantsIsNotAskedForEver) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.responder(0, {200, 0}, {"daily 10:00-11:00"});
  town.kind("visit", 0, constant(600));
  town.inputs.dispatch.ask_again = Millis(1);
  town.inputs.responder_kinds.push_back({.name = "unwilling", .decline = 1.0});
  town.inputs.responder_kinds.push_back({.name = "willing"});
  kinds_of(town, {0, 1});
  const Trace trace = day(town, {{0, 0}, {50'000, 0}});
  const RequestId first(0);
  const RequestId second(1);
  EXPECT_EQ(trace.outcomes.asked[first], most_turns + 2) << "at once, then a thousand times again, then the other";
  EXPECT_EQ(trace.outcomes.declined[first], most_turns + 1);
  EXPECT_EQ(trace.outcomes.dispatched[first], seconds(0));
  EXPECT_EQ(trace.outcomes.accepted[first], seconds(36'000)) << "somebody who has not declined may take it";
  EXPECT_EQ(trace.outcomes.asked[second], most_turns + 1);
  EXPECT_EQ(trace.outcomes.final[second], Final::open);
  EXPECT_EQ(trace.events, trace.log.size());
  EXPECT_LT(trace.events, 6100U);
}

//   0    100  200
//   0    a    1        nobody who is there wants to; w1 comes, and declines, between two turns
TEST(LoopRules, ThereIsOneTurnAtATimeHoweverManyComeAndDecline) {
  for (const std::string policy : {"own grid only", "assignment each minute", "claims from an open list"}) {
    SmallTown town(1, 0.0055);  // 475.2 s
    town.building(0, {100, 0});
    town.responder(0, {0, 0});
    town.responder(0, {200, 0}, {"daily 00:01-24:00"});
    town.responder(0, {200, 0}, {"daily 10:00-11:00"});
    town.kind("visit", 0, constant(600));
    town.inputs.policy = policy;
    town.inputs.dispatch.batch = seconds(1);
    town.inputs.dispatch.ask_again = seconds(100);
    town.inputs.responder_kinds.push_back({.name = "unwilling", .decline = 1.0});
    town.inputs.responder_kinds.push_back({.name = "willing"});
    kinds_of(town, {0, 0, 1});
    const Trace trace = day(town, {{0, 0}});
    std::vector<double> all_declined;
    std::map<std::uint32_t, std::vector<double>> asked;
    for (std::size_t i = 0; i < trace.log.size(); ++i) {
      const double second = static_cast<double>(trace.log.time[i].value) / 1000;
      if (trace.log.kind[i] == EventKind::declined_by_all) all_declined.push_back(second);
      if (trace.log.kind[i] == EventKind::dispatched) asked[trace.log.responder[i].value()].push_back(second);
    }
    if (policy != "assignment each minute") {
      EXPECT_EQ(all_declined, (std::vector<double>{0, 60, 160, 260, 360, 460})) << policy;
    }
    if (policy == "own grid only") {
      EXPECT_EQ(asked[0], (std::vector<double>{0, 160, 260, 360, 460}));
      EXPECT_EQ(asked[1], (std::vector<double>{60, 160, 260, 360, 460}));
    }
    for (const auto& [worker, times] : asked) {
      EXPECT_GE(times.size(), 4U) << policy;
      for (std::size_t i = 1; i < times.size(); ++i) EXPECT_GE(times[i] - times[i - 1], 100) << policy << ", w" << worker;
    }
  }
}

/// Wants to stop as soon as it is asked.
class Impatient final : public core::Progress {
 public:
  void begin(std::string_view /*stage*/, std::uint64_t /*total*/) override {}
  void advance(std::uint64_t /*by*/) override {}
  void end() override {}
  [[nodiscard]] bool interrupted() const override { return true; }
};

TEST(LoopRules, AReplicationCanBeInterrupted) {
  SmallTown town(1, 7);
  town.building(0, {1, 0});
  town.responder(0, {0, 0});
  town.kind("visit", 365 * 10'000, constant(1));
  const Simulator simulator(town.finished());
  const Impatient impatient;
  const core::SilentProgress patient;
  EXPECT_GT(simulator.run(core::Seed(1), 0, KeepLog::no, &patient).events, 200'000U);
  try {
    static_cast<void>(simulator.run(core::Seed(1), 0, KeepLog::no, &impatient));
    ADD_FAILURE() << "not interrupted";
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::interrupted);
  }
}

//   0    100  200
//   0    a    1        w0 declines everything; w1 claims after a minute, w2 only reads
TEST(LoopRules, AnOpenListIsReadByPeopleOfTheirOwnKind) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.responder(0, {200, 0});
  town.kind("visit", 0, constant(600));
  town.inputs.accept = constant(60);
  town.inputs.policy = "claims from an open list";
  town.inputs.responder_kinds.push_back({.name = "unwilling", .decline = 1.0});
  town.inputs.responder_kinds.push_back({.name = "willing"});
  kinds_of(town, {0, 1});
  EXPECT_EQ(story(day(town, {{0, 0}}).log),
            "0 shift_started w0\n0 shift_started w1\n0 ordered r0\n0 dispatched r0 w1\n60 accepted r0 w1\n"
            "160 arrived r0 w1\n760 resolved r0 w1\n860 returned w1\n");
  // Where the willing one is too slow nobody has it, and the list is read again and again.
  town.inputs.dispatch.accept_timeout = seconds(59);
  town.inputs.dispatch.ask_again = seconds(40'000);
  const Trace late = day(town, {{0, 0}});
  EXPECT_EQ(story(late.log),
            "0 shift_started w0\n0 shift_started w1\n0 ordered r0\n0 declined_by_all r0\n40000 declined_by_all r0\n"
            "80000 declined_by_all r0\n");
  EXPECT_EQ(late.outcomes.final[RequestId(0)], Final::open);
  EXPECT_EQ(late.outcomes.asked[RequestId(0)], 0) << "who reads is not asked";
}

// Of readers who decline half the time, half claim at once and nearly all in the end: each reading has its own luck.
TEST(LoopRules, AnOpenListIsReadAgain) {
  SmallTown town(1, 30);
  town.building(0, {1, 0});
  town.responder(0, {0, 0});
  town.kind("visit", 0, constant(1));
  town.inputs.policy = "claims from an open list";
  town.inputs.responder_kinds.push_back({.name = "choosy", .decline = 0.5});
  kinds_of(town, {0});
  std::vector<std::pair<double, std::size_t>> list;
  for (int i = 0; i < 400; ++i) list.emplace_back(6000.0 * i, 0);
  const Trace trace = day(town, list);
  int at_once = 0;
  for (const RequestId id : core::ids<RequestId>(trace.requests.size())) {
    ASSERT_EQ(trace.outcomes.final[id], Final::resolved) << id.value();
    at_once += trace.outcomes.accepted[id] == trace.requests.opened[id] ? 1 : 0;
  }
  EXPECT_NEAR(at_once, 200, 40);
}

//   0    100      resolved at 700 s and at 8,600 s; the deadline is 1,000 s
TEST(LoopRules, AReopenedMatterIsHeldToItsFirstResolution) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.kind("visit", 0, constant(600));
  Life& life = town.inputs.kinds[KindId(0)].life;
  life.reopen = {.share = 1, .after = constant(7200)};
  life.deadlines = {.accept = {}, .arrive = {}, .resolve = seconds(1000)};
  Trace trace = day(town, {{0, 0}});
  EXPECT_EQ(trace.outcomes.first_resolved[RequestId(0)], seconds(700));
  EXPECT_EQ(trace.outcomes.resolved[RequestId(0)], seconds(700 + 7200 + 700));
  EXPECT_EQ(trace.outcomes.marks[RequestId(0)], 0) << "resolved in time, and asked for again later";
  life.deadlines.resolve = seconds(699);
  EXPECT_EQ(day(town, {{0, 0}}).outcomes.marks[RequestId(0)], static_cast<int>(Mark::late_resolve));
}

// Asked at 3,500 s, declined at 3,700: the shift ended at 3,600.
TEST(LoopRules, WhoDeclinesHasNotBeenBusy) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0}, {"daily 00:00-01:00"});
  town.kind("visit", 0, constant(600));
  town.inputs.accept = constant(200);
  town.inputs.responder_kinds.push_back({.name = "unwilling", .decline = 1.0});
  kinds_of(town, {0});
  const Trace trace = day(town, {{3500, 0}});
  EXPECT_EQ(trace.outcomes.declined[RequestId(0)], 1U);
  EXPECT_EQ(trace.hours.busy[ResponderId(0)], seconds(0));
  EXPECT_EQ(trace.hours.overtime[ResponderId(0)], seconds(0));
  EXPECT_EQ(trace.hours.on_shift[ResponderId(0)], seconds(3600));
}

/// One worker, a door 100 m from the post, one visit of so many seconds ordered at 3,400 s; five hours.
Trace day_with_breaks(const std::vector<std::string>& shifts, const std::vector<std::string>& breaks, double handle,
                      const std::vector<std::pair<double, std::size_t>>& list = {{3400, 0}}) {
  SmallTown town(1, 5.0 / 24);
  town.building(0, {100, 0});
  town.responder(0, {0, 0}, shifts);
  town.kind("visit", 0, constant(handle));
  town.inputs.responder_kinds.push_back({.breaks = town.inputs.shifts.push_back(WeeklyShifts::parse(breaks))});
  kinds_of(town, {0});
  return day(town, list);
}
constexpr ResponderId w0(0);

// Due at 3,600 and 5,400 s, a quarter of an hour each; the visit ends at 8,500 s.
TEST(LoopRules, BreaksDueWithinOneVisitAreTakenTogether) {
  const std::vector<std::string> twice = {"daily 01:00-01:15", "daily 01:30-01:45"};
  const Trace trace = day_with_breaks({"daily 00:00-03:00"}, twice, 5000);
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n3400 ordered r0\n3400 dispatched r0 w0\n3400 accepted r0 w0\n3500 arrived r0 w0\n"
            "8500 resolved r0 w0\n8500 break_started w0\n8600 returned w0\n10300 break_ended w0\n10800 shift_ended w0\n");
  EXPECT_EQ(trace.hours.break_taken[w0], seconds(1800));
  EXPECT_EQ(trace.hours.break_lost[w0], seconds(0));
  EXPECT_EQ(trace.hours.on_shift[w0], seconds(9000));
  // The visit ends at 5,000 s: the first break is under way when the second is due.
  EXPECT_EQ(story(day_with_breaks({"daily 00:00-03:00"}, twice, 1500).log),
            "0 shift_started w0\n3400 ordered r0\n3400 dispatched r0 w0\n3400 accepted r0 w0\n3500 arrived r0 w0\n"
            "5000 resolved r0 w0\n5000 break_started w0\n5100 returned w0\n6800 break_ended w0\n10800 shift_ended w0\n");
  // 10,500 s: 300 of 1,800 s are left of the shift; 11,000 s: none.
  const Trace cut = day_with_breaks({"daily 00:00-03:00"}, twice, 7000);
  EXPECT_EQ(cut.hours.break_taken[w0], seconds(300));
  EXPECT_EQ(cut.hours.break_lost[w0], seconds(1500));
  const Trace none = day_with_breaks({"daily 00:00-03:00"}, twice, 7500);
  EXPECT_EQ(none.hours.break_taken[w0], seconds(0));
  EXPECT_EQ(none.hours.break_lost[w0], seconds(1800));
}

TEST(LoopRules, ABreakCountsAsFarAsItLiesWithinTheShift) {
  EXPECT_EQ(story(day_with_breaks({"daily 01:00-03:00"}, {"daily 01:00-01:15"}, 600, {}).log),
            "3600 shift_started w0\n3600 break_started w0\n4500 break_ended w0\n10800 shift_ended w0\n")
      << "begins with the shift";
  const Trace trace = day_with_breaks({"daily 01:00-03:00"}, {"daily 00:50-01:10", "daily 02:50-03:10"}, 600, {{3700, 0}});
  EXPECT_EQ(story(trace.log),
            "3600 shift_started w0\n3600 break_started w0\n3700 ordered r0\n4200 break_ended w0\n"
            "4200 dispatched r0 w0\n4200 accepted r0 w0\n4300 arrived r0 w0\n4900 resolved r0 w0\n5000 returned w0\n"
            "10200 break_started w0\n10800 break_ended w0\n10800 shift_ended w0\n");
  EXPECT_EQ(trace.hours.break_taken[w0], seconds(1200));
  EXPECT_EQ(trace.hours.break_lost[w0], seconds(0)) << "what lies outside is none of the shift's";
}

}  // namespace
}  // namespace wangge::simulation
