// Whole days worked out by hand, event by event.
#include "tests/unit/simulation/small_town.h"

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

//   0   100   200   300
//   post a           b        one metre a second, 30 s from the door to the household
TEST(Trace, OneWorkerServesWaitsTurnsRoundAndGoesHome) {
  SmallTown town(1);
  town.building(0, {100, 0}, seconds(30));
  town.building(0, {300, 0}, seconds(30));
  town.responder(0, {0, 0});
  town.kind("visit", 0, constant(600));
  town.inputs.accept = constant(60);
  // r0 at a; r1 at b while r0 is handled; r2 at a when the worker is 100 s on the way home from b; r3 at b from the post.
  const Trace trace = day(town, {{0, 0}, {240, 1}, {1780, 0}, {5000, 1}});
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n"
            "0 ordered r0\n0 dispatched r0 w0\n60 accepted r0 w0\n190 arrived r0 w0\n"  // 60 + 100 + 30
            "240 ordered r1\n"                                                          // waits
            "790 resolved r0 w0\n790 dispatched r1 w0\n850 accepted r1 w0\n"
            "1080 arrived r1 w0\n"   // 850 + 200 from a to b + 30
            "1680 resolved r1 w0\n"  // sets out for home: 300 s
            "1780 ordered r2\n1780 dispatched r2 w0\n1840 accepted r2 w0\n"
            "2170 arrived r2 w0\n"  // turns round: 100 back and 200 on (by the post: 200 + 100, as long), + 30
            "2770 resolved r2 w0\n2870 returned w0\n"
            "5000 ordered r3\n5000 dispatched r3 w0\n5060 accepted r3 w0\n5390 arrived r3 w0\n5990 resolved r3 w0\n"
            "6290 returned w0\n");
  EXPECT_EQ(trace.outcomes.final[RequestId(3)], Final::resolved);
  EXPECT_EQ(trace.hours.on_shift[ResponderId(0)], seconds(86'400));
  EXPECT_EQ(trace.hours.busy[ResponderId(0)], seconds(790 + 890 + 990 + 990));
  EXPECT_EQ(trace.hours.overtime[ResponderId(0)], seconds(0));
  EXPECT_EQ(trace.events, trace.log.size());
}

// Near the post the way on by the post is the shorter one.
TEST(Trace, AWorkerNearlyHomeGoesOnByThePost) {
  SmallTown town(1);
  town.building(0, {-300, 0});
  town.building(0, {0, 50});
  town.responder(0, {0, 0});
  town.kind("visit", 0, constant(0));
  const Trace trace = day(town, {{0, 0}, {590, 1}});  // left at 300, home at 600
  EXPECT_EQ(trace.outcomes.arrived[RequestId(0)], seconds(300));
  EXPECT_EQ(trace.outcomes.arrived[RequestId(1)], seconds(590 + 10 + 50));
}

//   G0 | G1        w0 belongs to G0; G1 has nobody. c lies beyond the reach of roads.
TEST(Trace, ANeighbourHelpsAShiftEndsAndOneHouseIsOutOfReach) {
  SmallTown town(2, 2);
  town.building(0, {100, 0});   // a
  town.building(1, {300, 0});   // b
  town.building(1, {2000, 0});  // c
  town.responder(0, {0, 0}, {"daily 00:00-01:00"});
  town.neighbours(0, 1);
  town.kind("visit", 0, constant(600));
  town.inputs.accept = constant(60);
  const Trace trace = day(town, {{3000, 1}, {3100, 0}, {3200, 2}, {172'700, 0}});
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n"
            "3000 ordered r0\n3000 dispatched r0 w0\n3060 accepted r0 w0\n"
            "3100 ordered r1\n3200 ordered r2\n3200 unreachable r2\n"
            "3360 arrived r0 w0\n3600 shift_ended w0\n3960 resolved r0 w0\n4260 returned w0\n"  // finishes, then goes home
            "86400 shift_started w0\n86400 dispatched r1 w0\n86460 accepted r1 w0\n86560 arrived r1 w0\n"
            "87160 resolved r1 w0\n87260 returned w0\n90000 shift_ended w0\n"
            "172700 ordered r3\n");
  EXPECT_EQ(trace.outcomes.final[RequestId(2)], Final::unreachable);
  EXPECT_EQ(trace.outcomes.final[RequestId(3)], Final::open);
  EXPECT_EQ(trace.outcomes.dispatched[RequestId(3)], never);
  EXPECT_EQ(trace.outcomes.within_shift[RequestId(0)], 0) << "its own grid has nobody on shift";
  EXPECT_EQ(trace.outcomes.within_shift[RequestId(1)], 1);
  EXPECT_EQ(trace.outcomes.within_shift[RequestId(3)], 0);
  EXPECT_EQ(trace.hours.on_shift[ResponderId(0)], seconds(7200));
  EXPECT_EQ(trace.hours.busy[ResponderId(0)], seconds(600 + 760));
  EXPECT_EQ(trace.hours.overtime[ResponderId(0)], seconds(360));
}

TEST(Trace, TheWayHomeHasItsOwnLength) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0}, {"daily 00:00-24:00"});
  town.slow_way_home(3);
  town.kind("visit", 0, constant(600));
  EXPECT_EQ(story(day(town, {{0, 0}}).log),
            "0 shift_started w0\n0 ordered r0\n0 dispatched r0 w0\n0 accepted r0 w0\n100 arrived r0 w0\n700 resolved r0 w0\n"
            "1000 returned w0\n");
}

TEST(Trace, TheWayHomeOutlastsTheShift) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0}, {"daily 00:00-01:00"});
  town.slow_way_home(3);
  town.kind("visit", 0, constant(0));
  EXPECT_EQ(story(day(town, {{3450, 0}}).log),
            "0 shift_started w0\n3450 ordered r0\n3450 dispatched r0 w0\n3450 accepted r0 w0\n3550 arrived r0 w0\n"
            "3550 resolved r0 w0\n3600 shift_ended w0\n3850 returned w0\n");
}

// Ordered in the minute between two shifts, of which the second begins 150 s into the way home: 150 s back, then 50 s on from a.
TEST(Trace, AShiftMayBeginOnTheWayHomeFromTheLastOne) {
  SmallTown town(1);
  town.building(0, {300, 0});  // a
  town.building(0, {350, 0});
  town.responder(0, {0, 0}, {"daily 00:00-01:00", "daily 01:01-02:00"});
  town.kind("visit", 0, constant(0));
  EXPECT_EQ(story(day(town, {{3210, 0}, {3630, 1}}).log),
            "0 shift_started w0\n3210 ordered r0\n3210 dispatched r0 w0\n3210 accepted r0 w0\n3510 arrived r0 w0\n"
            "3510 resolved r0 w0\n3600 shift_ended w0\n3630 ordered r1\n"
            "3660 shift_started w0\n3660 dispatched r1 w0\n3660 accepted r1 w0\n3860 arrived r1 w0\n3860 resolved r1 w0\n"
            "4210 returned w0\n7200 shift_ended w0\n");
}

// Ordered at night in G0 (the grid of the lower number) or G1; both begin at 08:00: its own worker takes it.
TEST(Trace, WhatWaitedOvernightIsTakenByTheOwnGrid) {
  for (const std::size_t grid : {std::size_t{0}, std::size_t{1}}) {
    SmallTown town(2);
    town.building(0, {0, 0});
    town.building(1, {0, 0});
    town.responder(0, {10, 0}, {"daily 08:00-12:00"});
    town.responder(1, {10, 0}, {"daily 08:00-12:00"});
    town.neighbours(0, 1);
    town.kind("visit", 0, constant(600));
    const Trace trace = day(town, {{3 * 3600, grid}});
    EXPECT_EQ(trace.outcomes.responder[RequestId(0)], ResponderId(grid));
    EXPECT_EQ(trace.outcomes.dispatched[RequestId(0)], seconds(8 * 3600));
  }
}

TEST(Trace, PolicyDecidesWhoGoes) {
  const auto who = [](const char* policy, double second_worker_x) {
    SmallTown town(2);
    town.building(0, {0, 0});
    town.responder(0, {-500, 0});
    town.responder(1, {second_worker_x, 0});
    town.neighbours(0, 1);
    town.kind("visit", 0, constant(600));
    town.inputs.policy = policy;
    const Trace trace = day(town, {{10, 0}, {20, 0}});
    return std::pair(trace.outcomes.responder[RequestId(0)], trace.outcomes.responder[RequestId(1)]);
  };
  const ResponderId own(0);
  const ResponderId neighbour(1);
  EXPECT_EQ(who("own grid, then neighbours", 100), std::pair(own, neighbour));
  EXPECT_EQ(who("nearest of own grid and neighbours", 100), std::pair(neighbour, own));
  EXPECT_EQ(who("own grid only", 100), std::pair(own, own));
  EXPECT_EQ(who("nearest of own grid and neighbours", 500), std::pair(own, neighbour)) << "a tie goes to the lower id";
}

// A freed worker serves the own line first, though the neighbour's request is older.
TEST(Trace, OwnLineComesFirst) {
  SmallTown town(2);
  town.building(0, {0, 0});
  town.building(1, {0, 0});
  town.responder(0, {0, 0});
  town.neighbours(0, 1);
  town.kind("visit", 0, constant(100));
  const Trace trace = day(town, {{0, 0}, {10, 1}, {20, 0}});
  EXPECT_EQ(trace.outcomes.arrived[RequestId(2)], seconds(100));
  EXPECT_EQ(trace.outcomes.arrived[RequestId(1)], seconds(200));
}

// Both shifts begin at one moment: w0 must not snatch the request of G1 from under w1, but takes the second one that waits there.
TEST(Trace, WhoStartsTogetherIsAskedTogether) {
  SmallTown town(2);
  town.building(0, {0, 0});
  town.building(1, {50, 0});
  town.responder(0, {0, 0}, {"daily 01:00-02:00"});
  town.responder(1, {500, 0}, {"daily 01:00-02:00"});
  town.neighbours(0, 1);
  town.kind("visit", 0, constant(600));
  Trace trace = day(town, {{10, 1}});
  EXPECT_EQ(trace.outcomes.responder[RequestId(0)], ResponderId(1));
  trace = day(town, {{10, 1}, {20, 1}});
  EXPECT_EQ(trace.outcomes.responder[RequestId(0)], ResponderId(1));
  EXPECT_EQ(trace.outcomes.responder[RequestId(1)], ResponderId(0));
  trace = day(town, {{10, 1}, {20, 1}, {30, 0}});  // the own line comes before helping
  EXPECT_EQ(trace.outcomes.responder[RequestId(2)], ResponderId(0));
  EXPECT_EQ(trace.outcomes.arrived[RequestId(2)], seconds(3600));
}

TEST(Trace, WhatHappensAtOneMomentHasAFixedOrder) {
  SmallTown town(1);
  town.building(0, {0, 0});
  town.responder(0, {0, 0}, {"daily 00:00-01:00", "daily 02:00-03:00"});
  town.kind("visit", 0, constant(0));
  // An order at the very end of a shift comes too late; one at the very start is served at once.
  const Trace trace = day(town, {{3600, 0}, {7200, 0}});
  EXPECT_EQ(trace.outcomes.arrived[RequestId(0)], seconds(7200));
  EXPECT_EQ(trace.outcomes.arrived[RequestId(1)], seconds(7200));
  EXPECT_EQ(trace.outcomes.within_shift[RequestId(0)], 0);
  EXPECT_EQ(trace.outcomes.within_shift[RequestId(1)], 1);
}

TEST(Trace, NobodyOnDutyAndNothingToDoAreLegal) {
  SmallTown empty(1);
  empty.building(0, {0, 0});
  empty.kind("visit", 0, constant(100));
  EXPECT_EQ(story(day(empty, {{5, 0}}).log), "5 ordered r0\n");
  SmallTown idle(1);
  idle.building(0, {0, 0});
  idle.responder(0, {0, 0});
  EXPECT_EQ(story(Simulator(idle.finished()).run(core::Seed(1), 0, KeepLog::yes).log), "0 shift_started w0\n");
}

}  // namespace
}  // namespace wangge::simulation
