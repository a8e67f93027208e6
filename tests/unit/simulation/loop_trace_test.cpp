// The whole life of requests in small towns: every event worked out by hand. One metre a second everywhere; a, b, c are
// buildings, 0, 1, 2 the posts of w0, w1, w2; a bar is the border of two grids. Numbers above are metres.
#include "tests/unit/simulation/small_town.h"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

using testing::constant;
using testing::orders;
using testing::seconds;
using testing::SmallTown;
using testing::story;

Trace day(SmallTown& town, const std::vector<std::pair<double, std::size_t>>& list) {
  return Simulator(town.finished()).replay(orders(list), core::Seed(1), 0, KeepLog::yes);
}
std::string story_of(SmallTown& town, const std::vector<std::pair<double, std::size_t>>& list) {
  return story(day(town, list).log);
}
/// Requests of given kinds: second, building, kind.
struct Order {
  double second;
  std::size_t building;
  std::size_t kind;
};
Trace day_of_kinds(SmallTown& town, const std::vector<Order>& list) {
  Requests requests;
  for (const Order& order : list) {
    requests.number.push_back(static_cast<std::uint32_t>(requests.size()));
    requests.opened.push_back(seconds(order.second));
    requests.kind.push_back(KindId(order.kind));
    requests.building.push_back(BuildingId(order.building));
  }
  return Simulator(town.finished()).replay(std::move(requests), core::Seed(1), 0, KeepLog::yes);
}
Life& life(SmallTown& town, std::size_t kind = 0) { return town.inputs.kinds[KindId(kind)].life; }
/// Makes the responders of these kinds, in turn.
void kinds_of(SmallTown& town, const std::vector<std::size_t>& kinds) {
  for (const std::size_t kind : kinds) town.inputs.responders.kind.push_back(ResponderKindId(kind));
}

//   0    100
//   0----a          every step of the life that takes time
TEST(LoopTrace, EveryStepTakesItsTime) {
  SmallTown town(1);
  town.building(0, {100, 0}, seconds(30));
  town.responder(0, {0, 0});
  town.kind("visit", 0, constant(600));
  town.inputs.accept = constant(60);
  life(town).hear = constant(20);
  life(town).classify = constant(10);
  life(town).help = {.share = 1, .takes = constant(900)};
  life(town).deliberate = {.share = 1, .takes = constant(7200)};
  life(town).feed_back = constant(3600);
  life(town).rate = {.share = 1, .stars = {0, 0, 0, 1, 0}};
  life(town).deadlines = {.accept = seconds(90), .arrive = seconds(219), .resolve = seconds(10'000)};
  const Trace trace = day(town, {{0, 0}});
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n0 ordered r0\n"
            "20 heard r0\n30 classified r0\n30 dispatched r0 w0\n90 accepted r0 w0\n"
            "220 arrived r0 w0\n220 help_called r0 w0\n"  // 90 + 100 + 30
            "1120 helped r0\n"                            // a department, 900 s after the call
            "1720 handled r0 w0\n1820 returned w0\n"      // a council will sit; the worker goes home
            "8920 deliberated r0\n8920 resolved r0 w0\n"
            "12520 fed_back r0\n12520 rated r0 w0\n");
  for (const char* page : {"/docs/simulation.md", "/docs/zh/simulation.md"}) {  // which show this day
    std::ifstream in(std::string(WANGGE_SOURCE_DIR) + page);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    EXPECT_NE(text.find("```\n" + story(trace.log) + "```"), std::string::npos) << page;
  }
  const RequestId r0(0);
  EXPECT_EQ(trace.outcomes.stars[r0], 4);
  EXPECT_EQ(trace.outcomes.marks[r0],
            static_cast<int>(Mark::helped) | static_cast<int>(Mark::deliberated) | static_cast<int>(Mark::late_arrive))
      << "accepted at the deadline is in time, arrived a second later is late";
  EXPECT_EQ(trace.hours.busy[ResponderId(0)], seconds(1690)) << "from dispatch to the end of the visit";
  EXPECT_EQ(trace.hours.under_way[ResponderId(0)], seconds(200)) << "100 m out, 100 m home; gate and stairs are no way";
}

//   0    100  200        500
//   0    a    1          2        the nearest is asked first, and so on
TEST(LoopTrace, WhoDeclinesPassesTheOrderToTheNextNearest) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {10, 0});
  town.responder(0, {200, 0});
  town.responder(0, {500, 0});
  town.kind("visit", 0, constant(600));
  town.inputs.accept = constant(60);
  town.inputs.responder_kinds.push_back({.name = "unwilling", .decline = 1.0});
  town.inputs.responder_kinds.push_back({.name = "willing"});
  kinds_of(town, {0, 0, 1});
  const Trace trace = day(town, {{0, 0}});
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n0 shift_started w1\n0 shift_started w2\n"
            "0 ordered r0\n0 dispatched r0 w0\n60 declined r0 w0\n"
            "60 dispatched r0 w1\n120 declined r0 w1\n"
            "120 dispatched r0 w2\n180 accepted r0 w2\n580 arrived r0 w2\n1180 resolved r0 w2\n1580 returned w2\n");
  EXPECT_EQ(trace.outcomes.asked[RequestId(0)], 3);
  EXPECT_EQ(trace.outcomes.declined[RequestId(0)], 2);
  EXPECT_EQ(trace.outcomes.dispatched[RequestId(0)], seconds(0)) << "the first time";
  EXPECT_EQ(trace.hours.busy[ResponderId(0)], seconds(0)) << "who declines is not at work";
}

//   0    100  200
//   0    a    1       nobody answers within 90 s; after a pause both are asked again
TEST(LoopTrace, WhoDoesNotAnswerInTimeIsPassedOverAndAllAreAskedAgainLater) {
  SmallTown town(1, 0.005);  // 432 s
  town.building(0, {90, 0});
  town.responder(0, {0, 0});
  town.responder(0, {200, 0});
  town.kind("visit", 0, constant(600));
  town.inputs.accept = constant(120);
  town.inputs.dispatch.accept_timeout = seconds(90);
  town.inputs.dispatch.ask_again = seconds(100);
  const Trace trace = day(town, {{0, 0}});
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n0 shift_started w1\n"
            "0 ordered r0\n0 dispatched r0 w0\n90 timed_out r0 w0\n"
            "90 dispatched r0 w1\n180 timed_out r0 w1\n"
            "180 declined_by_all r0\n"  // waits, and says so
            "280 dispatched r0 w0\n370 timed_out r0 w0\n370 dispatched r0 w1\n");
  EXPECT_EQ(trace.outcomes.declined[RequestId(0)], 3);
  EXPECT_EQ(trace.outcomes.final[RequestId(0)], Final::open);
}

//   0    100
//   0    a      w0 declines on the way home, and walks on as if nothing had been
TEST(LoopTrace, WhoDeclinesOnTheWayGoesOnFromWhereHeStopped) {
  SmallTown town(1, 0.01);  // 864 s
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.kind("visit", 0, constant(200));
  town.inputs.accept = constant(60);
  town.inputs.dispatch.decline = 0.5;
  const SimulationInputs inputs = town.finished();
  Trace trace;
  for (std::uint64_t seed = 1; seed < 100; ++seed) {  // until the first is accepted and the second declined
    trace = Simulator(inputs).replay(orders({{0, 0}, {400, 0}}), core::Seed(seed), 0, KeepLog::yes);
    if (trace.outcomes.declined[RequestId(0)] == 0 && trace.outcomes.declined[RequestId(1)] == 1) break;
  }
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n0 ordered r0\n0 dispatched r0 w0\n60 accepted r0 w0\n160 arrived r0 w0\n360 resolved r0 w0\n"
            "400 ordered r1\n400 dispatched r1 w0\n460 declined r1 w0\n460 declined_by_all r1\n"
            "520 returned w0\n");  // 40 s before the order, 60 s after it; asked again only after 600 s
}

//   0    100              400
//   0    a                b      r0 (not urgent) at a is interrupted for r1 (urgent) at b
TEST(LoopTrace, AnUrgentMatterInterruptsAVisitWhichGoesOnLater) {
  for (const bool restart : {false, true}) {
    SmallTown town(1);
    town.building(0, {100, 0});
    town.building(0, {400, 0});
    town.responder(0, {0, 0});
    town.kind("visit", 0, constant(600));
    town.kind("urgent", 0, constant(50));
    life(town, 1).priority = 1;
    town.inputs.policy = "most urgent first, interrupting";
    town.inputs.dispatch.restart_interrupted = restart;
    const Trace trace = day_of_kinds(town, {{0, 0, 0}, {300, 1, 1}});
    // 200 of 600 s were done when the urgent order came; 400 are left.
    EXPECT_EQ(story(trace.log),
              std::string("0 shift_started w0\n0 ordered r0\n0 dispatched r0 w0\n0 accepted r0 w0\n100 arrived r0 w0\n"
                          "300 ordered r1\n300 interrupted r0 w0\n300 dispatched r1 w0\n300 accepted r1 w0\n600 arrived r1 w0\n"
                          "650 resolved r1 w0\n650 dispatched r0 w0\n650 accepted r0 w0\n950 arrived r0 w0\n") +
                  (restart ? "1550 resolved r0 w0\n1650 returned w0\n" : "1350 resolved r0 w0\n1450 returned w0\n"));
    EXPECT_EQ(trace.outcomes.arrived[RequestId(0)], seconds(100)) << "the first time";
    EXPECT_EQ(trace.outcomes.marks[RequestId(0)], static_cast<int>(Mark::interrupted));
  }
}

//   -200      0         300
//   b         0         a      called away 100 s into the way to a: turns round; r0 finds w1, who has become free
TEST(LoopTrace, WhoIsCalledAwayOnTheWayTurnsRound) {
  SmallTown town(1);
  town.building(0, {300, 0});
  town.building(0, {-200, 0});
  town.responder(0, {0, 0});
  town.responder(0, {310, 0}, {"daily 00:02-24:00"});
  town.kind("visit", 0, constant(600));
  town.kind("urgent", 0, constant(50));
  life(town, 1).priority = 1;
  town.inputs.policy = "most urgent first, interrupting";
  EXPECT_EQ(story(day_of_kinds(town, {{0, 0, 0}, {100, 1, 1}}).log),
            "0 shift_started w0\n0 ordered r0\n0 dispatched r0 w0\n0 accepted r0 w0\n"
            "100 ordered r1\n100 interrupted r0 w0\n100 dispatched r1 w0\n100 accepted r1 w0\n"
            "120 shift_started w1\n120 dispatched r0 w1\n120 accepted r0 w1\n130 arrived r0 w1\n"
            "400 arrived r1 w0\n"  // 100 back to the post, 200 on
            "450 resolved r1 w0\n650 returned w0\n730 resolved r0 w1\n740 returned w1\n");
}

//   0    100       300
//   0    a         1      w0 (no skill) is nearer, w1 can mediate; a "mediator" stands before a "worker"
TEST(LoopTrace, WhoLacksTheSkillFindsOutAtTheDoorUnlessSkillsAreMatched) {
  const auto town_with = [](bool match) {
    SmallTown town(1);
    town.building(0, {100, 0});
    town.responder(0, {0, 0});
    town.responder(0, {300, 0});
    town.kind("quarrel", 0, constant(600));
    town.inputs.responder_kinds.push_back({.name = "worker"});
    town.inputs.responder_kinds.push_back({.name = "mediator", .skills = {1}});
    kinds_of(town, {0, 1});
    life(town).needs = {1};
    town.inputs.dispatch.match_skills = match;
    return town;
  };
  SmallTown blind = town_with(false);
  const Trace trace = day(blind, {{0, 0}});
  EXPECT_EQ(story(trace.log),
            "0 shift_started w1\n0 shift_started w0\n0 ordered r0\n0 dispatched r0 w0\n0 accepted r0 w0\n"
            "100 arrived r0 w0\n100 handed_over r0 w0\n100 dispatched r0 w1\n"
            "100 accepted r0 w1\n200 returned w0\n300 arrived r0 w1\n900 resolved r0 w1\n1100 returned w1\n");
  EXPECT_EQ(trace.outcomes.marks[RequestId(0)], static_cast<int>(Mark::handed_over));
  SmallTown matched = town_with(true);
  EXPECT_EQ(story_of(matched, {{0, 0}}),
            "0 shift_started w1\n0 shift_started w0\n0 ordered r0\n0 dispatched r0 w1\n0 accepted r0 w1\n200 arrived r0 w1\n"
            "800 resolved r0 w1\n1000 returned w1\n");
}

//   0    100
//   0    a      nobody within reach can mediate: a department is called from the door
TEST(LoopTrace, WhereNobodyHasTheSkillADepartmentComes) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.kind("quarrel", 0, constant(600));
  life(town).needs = {1};
  life(town).help.takes = constant(1800);
  town.inputs.dispatch.match_skills = true;
  EXPECT_EQ(story_of(town, {{0, 0}}),
            "0 shift_started w0\n0 ordered r0\n0 dispatched r0 w0\n0 accepted r0 w0\n100 arrived r0 w0\n100 help_called r0 w0\n"
            "1900 helped r0\n2500 resolved r0 w0\n2600 returned w0\n");
}

//   0    100       300
//   0    a         1      w1 comes to help w0; both are busy till the end; the second time w1 is busy and a department comes
TEST(LoopTrace, AColleagueHelpsWhereOneIsFree) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.building(0, {350, 0});
  town.responder(0, {0, 0});
  town.responder(0, {300, 0});
  town.kind("heavy", 0, constant(600));
  life(town).help = {.share = 1, .takes = constant(1000), .by_colleague = true};
  const Trace trace = day(town, {{0, 0}, {5000, 0}, {5010, 1}});
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n0 shift_started w1\n0 ordered r0\n0 dispatched r0 w0\n0 accepted r0 w0\n"
            "100 arrived r0 w0\n100 help_called r0 w0\n100 help_sent r0 w1\n300 helped r0 w1\n"
            "900 resolved r0 w0\n1000 returned w0\n1100 returned w1\n"
            "5000 ordered r1\n5000 dispatched r1 w0\n5000 accepted r1 w0\n"
            "5010 ordered r2\n5010 dispatched r2 w1\n5010 accepted r2 w1\n"
            "5060 arrived r2 w1\n5060 help_called r2 w1\n5100 arrived r1 w0\n5100 help_called r1 w0\n"
            "6060 helped r2\n6100 helped r1\n6660 resolved r2 w1\n6700 resolved r1 w0\n6710 returned w1\n6800 returned w0\n");
  EXPECT_EQ(trace.hours.busy[ResponderId(1)], seconds(800 + 1650));
}

//   0              500
//   0              a      the shift ends at 01:00, on the way; the visit is done, in overtime
TEST(LoopTrace, AShiftThatEndsOnTheWayInterruptsNothing) {
  SmallTown town(1);
  town.building(0, {500, 0});
  town.responder(0, {0, 0}, {"daily 00:00-01:00"});
  town.kind("visit", 0, constant(600));
  const Trace trace = day(town, {{3400, 0}, {3500, 0}});
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n3400 ordered r0\n3400 dispatched r0 w0\n3400 accepted r0 w0\n3500 ordered r1\n"
            "3600 shift_ended w0\n3900 arrived r0 w0\n4500 resolved r0 w0\n5000 returned w0\n");
  EXPECT_EQ(trace.hours.busy[ResponderId(0)], seconds(200));
  EXPECT_EQ(trace.hours.overtime[ResponderId(0)], seconds(900));
}

//   0    100
//   0    a      a break of 15 min is due at 01:00: at once when free, after the visit when busy, with its full length
TEST(LoopTrace, ABreakWaitsForTheEndOfTheVisit) {
  SmallTown town(1, 2);
  town.building(0, {100, 0});
  town.responder(0, {0, 0}, {"daily 00:00-03:00"});
  town.kind("visit", 0, constant(600));
  town.inputs.responder_kinds.push_back(
      {.breaks = town.inputs.shifts.push_back(WeeklyShifts::parse(std::vector<std::string>{"daily 01:00-01:15"}))});
  kinds_of(town, {0});
  const Trace trace = day(town, {{3400, 0}, {3700, 0}, {90'000 + 120, 0}});
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n3400 ordered r0\n3400 dispatched r0 w0\n3400 accepted r0 w0\n3500 arrived r0 w0\n"
            "3700 ordered r1\n"  // waits for the visit and the break
            "4100 resolved r0 w0\n4100 break_started w0\n4200 returned w0\n5000 break_ended w0\n"
            "5000 dispatched r1 w0\n5000 accepted r1 w0\n5100 arrived r1 w0\n5700 resolved r1 w0\n5800 returned w0\n"
            "10800 shift_ended w0\n"
            "86400 shift_started w0\n90000 break_started w0\n90120 ordered r2\n90900 break_ended w0\n"
            "90900 dispatched r2 w0\n90900 accepted r2 w0\n91000 arrived r2 w0\n91600 resolved r2 w0\n91700 returned w0\n"
            "97200 shift_ended w0\n");
  EXPECT_EQ(trace.hours.on_shift[ResponderId(0)], seconds(2 * (10'800 - 900))) << "breaks are not time on shift";
}

//   0    100
//   0    a      somebody who never comes; the order waits for the one who does
TEST(LoopTrace, WhoIsAbsentMissesTheShiftsOfTheDay) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0}, {"daily 01:00-02:00", "daily 03:00-04:00"});
  town.responder(0, {300, 0}, {"daily 02:00-03:00"});
  town.kind("visit", 0, constant(600));
  town.inputs.responder_kinds.push_back({.name = "ill", .present = 0});
  town.inputs.responder_kinds.push_back({.name = "well"});
  kinds_of(town, {0, 1});
  EXPECT_EQ(
      story_of(town, {{60, 0}}),
      "60 ordered r0\n3600 absent w0\n7200 shift_started w1\n7200 dispatched r0 w1\n7200 accepted r0 w1\n7400 arrived r0 w1\n"
      "8000 resolved r0 w1\n8200 returned w1\n10800 shift_ended w1\n10800 absent w0\n");
}

//   0    100              400
//   0    a                b      w0 walks between a and b while free, 50 s at each
TEST(LoopTrace, WhoPatrolsIsSentFromWhereHeIs) {
  SmallTown town(1, 1000.0 / 86'400);
  town.building(0, {100, 0});
  town.responder(0, {0, 0}, {"daily 00:00-24:00"});
  town.kind("visit", 0, constant(200));
  town.inputs.accept = constant(10);
  town.inputs.responder_kinds.push_back({.name = "walker", .patrols = true, .stay = seconds(50)});
  kinds_of(town, {0});
  // The only building of the grid is a: there at 100, and there again every 50 s.
  EXPECT_EQ(story_of(town, {{40, 0}, {500, 0}}),
            "0 shift_started w0\n40 ordered r0\n40 dispatched r0 w0\n50 accepted r0 w0\n"
            "110 arrived r0 w0\n"  // 40 of 100 s were behind him, and 10 he stood
            "310 resolved r0 w0\n310 patrolled w0\n360 patrolled w0\n410 patrolled w0\n460 patrolled w0\n"
            "500 ordered r1\n500 dispatched r1 w0\n510 accepted r1 w0\n510 arrived r1 w0\n710 resolved r1 w0\n"
            "710 patrolled w0\n760 patrolled w0\n810 patrolled w0\n860 patrolled w0\n910 patrolled w0\n960 patrolled w0\n");
}

TEST(LoopTrace, AShiftThatEndsOnPatrolEndsAtTheNextBuilding) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0}, {"daily 23:59-24:00"});
  town.kind("visit", 0, constant(200));
  town.inputs.responder_kinds.push_back({.name = "walker", .patrols = true, .stay = seconds(50)});
  kinds_of(town, {0});
  town.inputs.horizon = seconds(86'400 + 300);
  EXPECT_EQ(story_of(town, {}),
            "86340 shift_started w0\n86400 shift_ended w0\n"  // 60 of 100 s
            "86440 patrolled w0\n86540 returned w0\n");
}

//   0    100
//   0    a      the household is not content: a second visit, an hour after it was told
TEST(LoopTrace, AReopenedRequestIsDispatchedOnceMore) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.kind("visit", 0, constant(600));
  life(town).feed_back = constant(1000);
  life(town).reopen = {.share = 1, .after = constant(3600), .most = 1};
  const Trace trace = day(town, {{0, 0}});
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n0 ordered r0\n0 dispatched r0 w0\n0 accepted r0 w0\n100 arrived r0 w0\n700 resolved r0 w0\n"
            "800 returned w0\n1700 fed_back r0\n5300 reopened r0\n5300 dispatched r0 w0\n5300 accepted r0 w0\n"
            "5400 arrived r0 w0\n6000 resolved r0 w0\n6100 returned w0\n7000 fed_back r0\n");
  EXPECT_EQ(trace.outcomes.reopened[RequestId(0)], 1);
  EXPECT_EQ(trace.outcomes.arrived[RequestId(0)], seconds(100)) << "the first answer";
  EXPECT_EQ(trace.outcomes.resolved[RequestId(0)], seconds(6000)) << "the last resolution";
}

}  // namespace
}  // namespace wangge::simulation
