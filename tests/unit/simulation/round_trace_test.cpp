// Scheduled work in small towns: every event worked out by hand. One metre a second everywhere; numbers above are metres; a, b, c
// are buildings with one household each (v0, v1, v2), 0 the post of w0. A round through a line of houses may begin at either end,
// which takes as long: it ends at a, the first in number.
#include "engine/simulation/people/shifts.h"
#include "engine/simulation/rounds/beats.h"
#include "tests/unit/simulation/small_town.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
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

Trace day(SmallTown& town, const std::vector<std::pair<double, std::size_t>>& list = {}) {
  return Simulator(town.finished()).replay(orders(list), core::Seed(1), 0, KeepLog::yes);
}

//   0   100  200  300
//   0----c----b----a
SmallTown line_of_houses(const std::vector<std::string>& shifts = {"daily 00:00-24:00"}) {
  SmallTown town(1);
  for (const double away : {300.0, 200.0, 100.0}) town.building(0, {away, 0});
  town.responder(0, {0, 0}, shifts);
  return town;
}

TEST(RoundTrace, ARequestInterruptsAVisitAndTheRoundGoesOnWhereItWasLeft) {
  SmallTown town = line_of_houses();
  town.kind("repair", 0, constant(300));
  town.duty("visits", {"daily 00:00-01:00"}, constant(600));
  const Trace trace = day(town, {{900, 2}});  // at c, when 100 s of the visit at b are over
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n0 round_begun w0 d0\n"
            "100 called w0 v2\n700 visited w0 v2\n"
            "800 called w0 v1\n"
            "900 ordered r0\n900 round_left w0 d0\n900 dispatched r0 w0\n900 accepted r0 w0\n1000 arrived r0 w0\n"
            "1300 resolved r0 w0\n1300 round_begun w0 d0\n"
            "1400 call_resumed w0 v1\n1900 visited w0 v1\n"  // 500 s were left
            "2000 called w0 v0\n2600 visited w0 v0\n2600 round_left w0 d0\n2900 returned w0\n");
  for (const char* page : {"/docs/simulation-rounds.md", "/docs/zh/simulation-rounds.md"}) {  // which show this hour
    std::ifstream in(std::string(WANGGE_SOURCE_DIR) + page);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    EXPECT_NE(text.find("```\n" + story(trace.log) + "```"), std::string::npos) << page;
  }
  EXPECT_EQ(trace.hours.busy[ResponderId(0)], seconds(400)) << "with the request";
  EXPECT_EQ(trace.hours.on_rounds[ResponderId(0)], seconds(900 + 1300));
  EXPECT_EQ(trace.hours.under_way[ResponderId(0)], seconds(100 + 100 + 100 + 100 + 100 + 300));
  for (const VisitEnd end : trace.rounds.end) EXPECT_EQ(end, VisitEnd::done);
}

TEST(RoundTrace, ARequestOnTheWayToAHouseholdIsTakenFromThere) {
  SmallTown town = line_of_houses();
  town.kind("repair", 0, constant(300));
  town.duty("visits", {"daily 00:00-01:00"}, constant(600));
  EXPECT_EQ(
      story(day(town, {{750, 2}}).log),  // at c, half-way from c to b: turns round
      "0 shift_started w0\n0 round_begun w0 d0\n100 called w0 v2\n700 visited w0 v2\n"
      "750 ordered r0\n750 round_left w0 d0\n750 dispatched r0 w0\n750 accepted r0 w0\n800 arrived r0 w0\n1100 resolved r0 w0\n"
      "1100 round_begun w0 d0\n1200 called w0 v1\n1800 visited w0 v1\n1900 called w0 v0\n2500 visited w0 v0\n"
      "2500 round_left w0 d0\n2800 returned w0\n");
}

TEST(RoundTrace, AbsentHouseholdsAreCalledOnAgainInTheEvening) {
  SmallTown town(1);
  town.building(0, {200, 0});
  town.building(0, {100, 0}, seconds(20));
  town.responder(0, {0, 0});
  Duty& duty = town.duty("visits", {"daily 00:00-01:00"}, constant(600));
  duty.absent[0] = 1;
  duty.again = Recurrence::parse(std::vector<std::string>{"daily 18:00-21:00"});
  const Trace trace = day(town);
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n0 round_begun w0 d0\n"
            "120 called w0 v1\n180 not_in w0 v1\n"  // 100 m, 20 s of stairs, a minute at the door
            "280 called w0 v0\n340 not_in w0 v0\n340 round_left w0 d0\n540 returned w0\n"
            "64800 round_begun w0 d0\n64920 called w0 v1\n65520 visited w0 v1\n65620 called w0 v0\n66220 visited w0 v0\n"
            "66220 round_left w0 d0\n66420 returned w0\n");
  EXPECT_EQ(trace.rounds.calls[VisitId(0)], 2);
  EXPECT_EQ(trace.rounds.end[VisitId(0)], VisitEnd::done);
}

TEST(RoundTrace, WhoIsNeverInIsGivenUpAfterTheLastCallOrTheLastEvening) {
  for (const std::uint8_t most : {0, 2}) {
    SmallTown town(1, 2);
    town.building(0, {100, 0});
    town.responder(0, {0, 0});
    Duty& duty = town.duty("visits", {"mon 00:00-01:00"}, constant(600));
    duty.each = Cycle::parse("every 2 days");
    duty.absent.fill(1);
    duty.calls = most;
    duty.again = Recurrence::parse(std::vector<std::string>{"daily 18:00-21:00"});
    town.inputs.horizon = Millis(day_length * 2 + hour_length);
    const Trace trace = day(town);
    const std::string start =
        "0 shift_started w0\n0 round_begun w0 d0\n100 called w0 v0\n160 not_in w0 v0\n160 round_left w0 d0\n260 returned w0\n"
        "64800 round_begun w0 d0\n64900 called w0 v0\n64960 not_in w0 v0\n";
    const std::string end = most == 2 ? "64960 visit_given_up v0\n64960 round_left w0 d0\n65060 returned w0\n"
                                      : "64960 round_left w0 d0\n65060 returned w0\n"
                                        "151200 round_begun w0 d0\n151300 called w0 v0\n151360 not_in w0 v0\n"
                                        "151360 round_left w0 d0\n151460 returned w0\n162000 visit_given_up v0\n";
    EXPECT_EQ(story(trace.log), start + end) << static_cast<int>(most);
    EXPECT_EQ(trace.rounds.end[VisitId(0)], VisitEnd::absent);
  }
}

TEST(RoundTrace, TheEndOfAShiftLetsAVisitEndAndBreaksOffAWay) {
  SmallTown visit = line_of_houses({"daily 00:00-00:30"});
  visit.duty("visits", {"daily 00:00-01:00"}, constant(900));
  const Trace trace = day(visit);
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n0 round_begun w0 d0\n100 called w0 v2\n1000 visited w0 v2\n1100 called w0 v1\n"
            "1800 shift_ended w0\n2000 visited w0 v1\n2000 round_left w0 d0\n2200 returned w0\n3600 visit_missed v0\n");
  EXPECT_EQ(trace.hours.on_rounds[ResponderId(0)], seconds(1800));
  EXPECT_EQ(trace.hours.overtime[ResponderId(0)], seconds(200));
  SmallTown way = line_of_houses({"daily 00:00-00:15"});
  way.duty("visits", {"daily 00:00-01:00"}, constant(750));
  EXPECT_EQ(
      story(day(way).log),
      "0 shift_started w0\n0 round_begun w0 d0\n100 called w0 v2\n850 visited w0 v2\n900 shift_ended w0\n900 round_left w0 d0\n"
      "1150 returned w0\n"  // to b, 50 m on, and home from there
      "3600 visit_missed v0\n3600 visit_missed v1\n");
}

TEST(RoundTrace, WhatWasLeftIsDoneInTheNextWindowOfTheTurn) {
  SmallTown town = line_of_houses();
  town.inputs.horizon = Millis(day_length * 2);
  Duty& duty = town.duty("visits", {"daily 00:00-00:15"}, constant(600));
  duty.each = Cycle::parse("every 2 days");
  EXPECT_EQ(story(day(town).log),
            "0 shift_started w0\n0 round_begun w0 d0\n100 called w0 v2\n700 visited w0 v2\n"
            "800 called w0 v1\n1400 visited w0 v1\n1400 round_left w0 d0\n1600 returned w0\n"  // begun before 900, ended after it
            "86400 round_begun w0 d0\n86700 called w0 v0\n87300 visited w0 v0\n87300 round_left w0 d0\n87600 returned w0\n");
}

TEST(RoundTrace, ABreakWaitsForTheEndOfAVisit) {
  SmallTown town = line_of_houses();
  town.inputs.responder_kinds.push_back({.name = "worker"});
  town.inputs.responder_kinds[ResponderKindId(0)].breaks =
      town.inputs.shifts.push_back(WeeklyShifts::parse(std::vector<std::string>{"daily 00:05-00:15"}));
  town.inputs.responders.kind.push_back(ResponderKindId(0));
  Duty& duty = town.duty("visits", {"daily 00:00-01:00"}, constant(600));
  duty.households[BuildingId(1)] = 0;
  EXPECT_EQ(story(day(town).log),
            "0 shift_started w0\n0 round_begun w0 d0\n100 called w0 v1\n700 visited w0 v1\n700 round_left w0 d0\n"
            "700 break_started w0\n1300 break_ended w0\n1300 round_begun w0 d0\n"
            "1500 called w0 v0\n2100 visited w0 v0\n2100 round_left w0 d0\n2400 returned w0\n");
}

TEST(RoundTrace, OnlyUrgentRequestsInterruptWhereTheDutySaysSo) {
  for (const int urgency : {0, 1}) {
    SmallTown town(1);
    town.building(0, {100, 0});
    town.responder(0, {0, 0});
    town.kind("repair", 0, constant(300));
    town.inputs.kinds[KindId(0)].life.priority = urgency;
    town.duty("visits", {"daily 00:00-01:00"}, constant(600)).yields_to = 1;
    EXPECT_EQ(story(day(town, {{150, 0}}).log),
              std::string("0 shift_started w0\n0 round_begun w0 d0\n100 called w0 v0\n150 ordered r0\n") +
                  (urgency == 0 ? "700 visited w0 v0\n700 round_left w0 d0\n700 dispatched r0 w0\n700 accepted r0 w0\n"
                                  "700 arrived r0 w0\n1000 resolved r0 w0\n1100 returned w0\n"
                                : "150 round_left w0 d0\n150 dispatched r0 w0\n150 accepted r0 w0\n150 arrived r0 w0\n"
                                  "450 resolved r0 w0\n450 round_begun w0 d0\n450 call_resumed w0 v0\n1000 visited w0 v0\n"
                                  "1000 round_left w0 d0\n1100 returned w0\n"));
  }
}

TEST(RoundTrace, NobodyOnShiftAndNoWayAreToldApart) {
  SmallTown town(2);
  town.building(0, {100, 0});
  town.building(0, {2000, 0});  // no road
  town.building(1, {300, 0});   // its grid has nobody
  town.responder(0, {0, 0}, {"daily 10:00-12:00"});
  town.duty("visits", {"daily 00:00-01:00"}, constant(600));
  EXPECT_EQ(story(day(town).log),
            "3600 visit_unmanned v0\n3600 visit_unreachable v1\n3600 visit_unmanned v2\n36000 shift_started w0\n43200 "
            "shift_ended w0\n");
}

//   0  100 200 300 400
//   0---a---b---c---d---1      two share the street: each the half that is nearer
TEST(RoundTrace, TwoShareTheHousesOfAGrid) {
  SmallTown town(1);
  for (const double away : {100.0, 200.0, 300.0, 400.0}) town.building(0, {away, 0});
  town.responder(0, {0, 0});
  town.responder(0, {500, 0});
  Duty& duty = town.duty("sweep", {"daily 00:00-01:00"}, constant(300));
  duty.kind = Duty::Kind::sweep;
  duty.each = Cycle::once();
  const Simulator simulator(town.finished());
  ASSERT_EQ(simulator.beats().beats.size(), 2U);
  for (const Beat& beat : simulator.beats().beats) {
    EXPECT_EQ(beat.stops.size(), 2U);
    EXPECT_EQ(beat.way, beat.bound) << "proven";
  }
  const Trace trace = simulator.replay(orders({}), core::Seed(1), 0, KeepLog::no);
  for (const VisitEnd end : trace.rounds.end) EXPECT_EQ(end, VisitEnd::done);
  EXPECT_LT(*std::max_element(trace.rounds.ended.begin(), trace.rounds.ended.end()), seconds(1'200));
  duty.responders = 1;
  EXPECT_EQ(Simulator(town.finished()).beats().beats.size(), 1U);
}

TEST(RoundTrace, TheFirstDutyGoesBeforeTheSecond) {
  SmallTown town = line_of_houses();
  Duty& meeting = town.duty("urgent visits", {"daily 00:10-00:20"}, constant(60));
  meeting.households[BuildingId(1)] = 0;
  meeting.households[BuildingId(2)] = 0;
  town.duty("visits", {"daily 00:00-01:00"}, constant(500));
  EXPECT_EQ(story(day(town).log),
            "0 shift_started w0\n0 round_begun w0 d1\n100 called w0 v3\n600 visited w0 v3\n"
            "600 round_left w0 d1\n600 round_begun w0 d0\n800 called w0 v0\n860 visited w0 v0\n"
            "860 round_left w0 d0\n860 round_begun w0 d1\n960 called w0 v2\n1460 visited w0 v2\n"
            "1560 called w0 v1\n2060 visited w0 v1\n2060 round_left w0 d1\n2360 returned w0\n");
}

//      a 100 m b
//      +------+         0 at a, a house at each corner; a pass is 400 m from a and back
//      |      |
//      +------+
//      d       c
SmallTown square(const std::vector<std::string>& shifts = {"daily 00:00-24:00"}) {
  SmallTown town(1);
  for (const core::Position place : {core::Position{0, 0}, {100, 0}, {100, -100}, {0, -100}}) town.building(0, place);
  town.responder(0, {0, 0}, shifts);
  Duty& duty = town.duty("patrol", {"daily 00:00-00:20"}, constant(0));
  duty.kind = Duty::Kind::patrol;
  duty.households = Column<BuildingId, std::uint32_t>();
  Streets streets{.corners = 4, .pieces = {}, .length_cm = {}, .near = {}, .near_corner = {}};
  for (std::uint32_t i = 0; i < 4; ++i) {
    streets.pieces.push_back({i, (i + 1) % 4, 100'000, true});
    streets.length_cm.push_back(10'000);
    streets.near.emplace_back(i);
    streets.near_corner.emplace_back(i);
  }
  duty.streets.push_back(streets);
  return town;
}

TEST(RoundTrace, APatrolIsInterruptedAndGoesOnInTheStreetWhereItWasLeft) {
  SmallTown town = square();
  town.kind("repair", 0, constant(200));
  const Simulator simulator(town.finished());
  const Beat& beat = simulator.beats().beats[BeatId(0)];
  EXPECT_EQ(beat.way, seconds(400));
  EXPECT_EQ(beat.bound, seconds(400)) << "all streets once";
  const Trace trace = simulator.replay(orders({{250, 0}}), core::Seed(1), 0, KeepLog::yes);
  // Two streets are walked, the third, from c to d or from c to b, has begun: the responder is taken to be at its house.
  const BuildingId at = beat.walk.steps[2].near;
  const double way = at == BuildingId(2) ? 141.421 : 100;
  EXPECT_EQ(trace.outcomes.arrived[RequestId(0)], seconds(250 + way));
  EXPECT_EQ(trace.rounds.walked[DutyId(0)].centimetres, 40'000);
  EXPECT_EQ(trace.rounds.walked[DutyId(0)].passes, 1);
  const std::string told = story(trace.log);
  EXPECT_NE(
      told.find("0 shift_started w0\n0 round_begun w0 d0\n250 ordered r0\n250 street_walked w0 20000\n250 round_left w0 d0\n"
                "250 dispatched r0 w0\n250 accepted r0 w0\n"),
      std::string::npos)
      << told;
  EXPECT_NE(told.find("street_walked w0 20000\n"), told.rfind("street_walked w0 20000\n")) << told;
  EXPECT_NE(told.find("pass_walked w0 d0\n"), std::string::npos) << told;
  // There 100 s of the third street and 100 s of the fourth are walked anew.
  EXPECT_EQ(trace.hours.on_rounds[ResponderId(0)], seconds(250 + way + 200));
}

TEST(RoundTrace, APatrolWalksItsPassesAndEndsWithItsWindow) {
  SmallTown town = square();
  town.inputs.duties[DutyId(0)].passes = 5;
  const Trace trace = day(town);
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n0 round_begun w0 d0\n400 street_walked w0 40000\n400 pass_walked w0 d0\n"
            "800 street_walked w0 40000\n800 pass_walked w0 d0\n1200 street_walked w0 40000\n1200 pass_walked w0 d0\n"
            "1200 round_left w0 d0\n1200 returned w0\n");
  EXPECT_EQ(trace.rounds.walked[DutyId(0)].passes, 3);
  EXPECT_EQ(trace.rounds.walked[DutyId(0)].centimetres, 120'000);
}

TEST(RoundTrace, AShiftEndsDuringAPatrol) {
  SmallTown town = square({"daily 00:00-00:05"});
  const Trace trace = day(town);
  EXPECT_EQ(trace.rounds.walked[DutyId(0)].passes, 0);
  EXPECT_EQ(trace.rounds.walked[DutyId(0)].centimetres, 30'000);
  EXPECT_EQ(trace.hours.on_rounds[ResponderId(0)], seconds(300));
  EXPECT_NE(story(trace.log).find("300 shift_ended w0\n300 street_walked w0 30000\n300 round_left w0 d0\n"), std::string::npos)
      << story(trace.log);
}

//   0  100 m        300 m    500 m
//   a----b            c--------d      no way joins the streets: the shorter ones are left out, though nearer
TEST(RoundTrace, OfStreetsThatAreApartAPatrolWalksTheGreaterPart) {
  SmallTown town(1);
  for (const double x : {0.0, 100.0, 300.0, 500.0}) town.building(0, {x, 0});
  town.responder(0, {0, 0});
  Duty& duty = town.duty("patrol", {"daily 00:00-00:20"}, constant(0));
  duty.kind = Duty::Kind::patrol;
  duty.households = Column<BuildingId, std::uint32_t>();
  Streets streets{.corners = 4,
                  .pieces = {{0, 1, 100'000, true}, {2, 3, 200'000, true}},
                  .length_cm = {10'000, 20'000},
                  .near = {},
                  .near_corner = {}};
  for (std::uint32_t i = 0; i < 4; ++i) streets.near_corner.emplace_back(i);
  streets.near = {BuildingId(0), BuildingId(3)};
  duty.streets.push_back(streets);
  const Trace trace = day(town);
  EXPECT_EQ(story(trace.log).substr(0, 39), "0 shift_started w0\n0 round_begun w0 d0\n");
  EXPECT_EQ(trace.rounds.walked[DutyId(0)].centimetres, 20'000);
  EXPECT_EQ(trace.rounds.walked[DutyId(0)].passes, 1);
}

//   0   100
//   0----a       a checkpoint at a from 00:10 to 01:00
SmallTown checkpoint(const std::vector<std::string>& shifts = {"daily 00:00-24:00"}) {
  SmallTown town(1);
  town.building(0, {100, 0}, seconds(30));  // stairs, which a checkpoint does not have
  town.responder(0, {0, 0}, shifts);
  town.kind("repair", 0, constant(300));
  Duty& duty = town.duty("checkpoint", {"daily 00:10-01:00"}, constant(0));
  duty.kind = Duty::Kind::post;
  duty.households = Column<BuildingId, std::uint32_t>();
  duty.places.push_back(BuildingId(0));
  duty.yields_to = 1;
  return town;
}

TEST(RoundTrace, ACheckpointIsHeldToItsEndAndOrdersWait) {
  SmallTown town = checkpoint();
  const Trace trace = day(town, {{900, 0}});
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n600 round_begun w0 d0\n700 manned w0 v0\n900 ordered r0\n"
            "3600 attended w0 v0\n3600 round_left w0 d0\n3600 dispatched r0 w0\n3600 accepted r0 w0\n"
            "3630 arrived r0 w0\n3930 resolved r0 w0\n4030 returned w0\n");
  EXPECT_EQ(trace.rounds.walked[DutyId(0)].manned, seconds(2900));
  EXPECT_EQ(trace.rounds.end[VisitId(0)], VisitEnd::done);
}

TEST(RoundTrace, AnUrgentRequestCallsAwayFromACheckpoint) {
  SmallTown town = checkpoint();
  town.inputs.kinds[KindId(0)].life.priority = 1;
  const Trace trace = day(town, {{900, 0}});
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n600 round_begun w0 d0\n700 manned w0 v0\n900 ordered r0\n900 round_left w0 d0\n"
            "900 dispatched r0 w0\n900 accepted r0 w0\n930 arrived r0 w0\n1230 resolved r0 w0\n1230 round_begun w0 d0\n"
            "1230 manned w0 v0\n3600 attended w0 v0\n3600 round_left w0 d0\n3700 returned w0\n");
  EXPECT_EQ(trace.rounds.walked[DutyId(0)].manned, seconds(200 + 2370));
}

TEST(RoundTrace, WhatBeginsWithTheShiftGoesBeforeWhatWaited) {
  SmallTown town = checkpoint({"daily 00:10-02:00"});
  EXPECT_EQ(story(day(town, {{60, 0}}).log),
            "60 ordered r0\n600 shift_started w0\n600 round_begun w0 d0\n700 manned w0 v0\n"
            "3600 attended w0 v0\n3600 round_left w0 d0\n3600 dispatched r0 w0\n3600 accepted r0 w0\n"
            "3630 arrived r0 w0\n3930 resolved r0 w0\n4030 returned w0\n7200 shift_ended w0\n");
}

TEST(RoundTrace, ACheckpointThatIsLeftEarlyOrNeverManned) {
  SmallTown early = checkpoint({"daily 00:00-00:30"});
  EXPECT_EQ(story(day(early).log),
            "0 shift_started w0\n600 round_begun w0 d0\n700 manned w0 v0\n1800 shift_ended w0\n1800 round_left w0 d0\n"
            "1900 returned w0\n3600 visit_missed v0\n");
  SmallTown whole = checkpoint({"daily 00:00-01:00"});
  EXPECT_EQ(story(day(whole).log),
            "0 shift_started w0\n600 round_begun w0 d0\n700 manned w0 v0\n3600 shift_ended w0\n3600 attended w0 v0\n"
            "3600 round_left w0 d0\n3700 returned w0\n");
  SmallTown never_there = checkpoint({"daily 10:00-12:00"});
  EXPECT_EQ(story(day(never_there).log), "3600 visit_unmanned v0\n36000 shift_started w0\n43200 shift_ended w0\n");
}

}  // namespace
}  // namespace wangge::simulation
