// Consults in small towns, every event worked out by hand: each is held at the own post. One metre a second everywhere; numbers
// above are metres; a is a building with one household, 0 the post of w0.
#include "engine/simulation/loop/retell.h"
#include "tests/unit/simulation/all_time_told.h"
#include "tests/unit/simulation/small_town.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

using testing::constant;
using testing::orders;
using testing::seconds;
using testing::SmallTown;
using testing::story;

//   0          x
//   0----------a       a consult from 00:10 to 01:00
SmallTown consult(double x, bool patrols = false) {
  SmallTown town(1);
  town.building(0, {x, 0});
  town.responder(0, {0, 0});
  town.inputs.responder_kinds.push_back({.name = "worker", .patrols = patrols});
  town.inputs.responders.kind.push_back(ResponderKindId(0));
  town.kind("repair", 0, constant(300));
  Duty& duty = town.duty("consult", {"daily 00:10-01:00"}, constant(0));
  duty.kind = Duty::Kind::post;
  duty.households = Column<BuildingId, std::uint32_t>();
  duty.own_post.push_back(1);
  duty.yields_to = 1;
  return town;
}

/// What the log alone tells is the same.
Trace day(SmallTown& town, const std::vector<std::pair<double, std::size_t>>& list = {}) {
  const SimulationInputs inputs = town.finished();
  const Trace trace = Simulator(inputs).replay(orders(list), core::Seed(1), 0, KeepLog::yes);
  const Trace told = retell(inputs, trace.requests, trace.log, trace.hours.under_way);
  EXPECT_EQ(told.rounds, trace.rounds);
  EXPECT_EQ(told.hours.on_rounds, trace.hours.on_rounds);
  testing::expect_all_time_told(inputs, trace, told);
  return trace;
}

TEST(Consult, IsMannedAtOnceByWhoIsAtThePost) {
  SmallTown town = consult(1000);
  const Trace trace = day(town);
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n600 round_begun w0 d0\n600 manned w0 v0\n3600 attended w0 v0\n3600 round_left w0 d0\n");
  EXPECT_EQ(trace.rounds.walked[DutyId(0)].manned, seconds(3000));
  const TimeSpent& spent = trace.hours.spent[ResponderKindId(0)];
  EXPECT_EQ(spent.duties[DutyId(0)].at, seconds(3000));
  EXPECT_EQ(spent.duties[DutyId(0)].way, seconds(0)) << "no way from the post";
  EXPECT_EQ(spent[Occupation::moving_back], seconds(0));
}

TEST(Consult, OfWhoIsCalledAwayGoesOnFromTheReturn) {
  SmallTown town = consult(300);
  town.inputs.kinds[KindId(0)].life.priority = 1;
  const Trace trace = day(town, {{900, 0}});
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n600 round_begun w0 d0\n600 manned w0 v0\n900 ordered r0\n900 round_left w0 d0\n"
            "900 dispatched r0 w0\n900 accepted r0 w0\n1200 arrived r0 w0\n1500 resolved r0 w0\n1500 round_begun w0 d0\n"
            "1800 returned w0\n1800 manned w0 v0\n3600 attended w0 v0\n3600 round_left w0 d0\n");
  EXPECT_EQ(trace.rounds.walked[DutyId(0)].manned, seconds(300 + 1800));
  EXPECT_EQ(trace.rounds.end[VisitId(0)], VisitEnd::done);
  EXPECT_EQ(trace.hours.spent[ResponderKindId(0)].duties[DutyId(0)].way, seconds(300));
}

TEST(Consult, IsReachedByTheEndOfTheWayUnderWay) {
  SmallTown town = consult(700);
  town.duty("visits", {"daily 00:00-00:10"}, constant(60));
  const Trace trace = day(town);
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n0 round_begun w0 d1\n600 visit_missed v1\n600 round_left w0 d1\n600 round_begun w0 d0\n"
            "1400 returned w0\n1400 manned w0 v0\n3600 attended w0 v0\n3600 round_left w0 d0\n")
      << "at a at 700";
}

TEST(Consult, TakesWhoIsOnTheWayHome) {
  SmallTown town = consult(400);
  EXPECT_EQ(story(day(town, {{0, 0}}).log),
            "0 shift_started w0\n0 ordered r0\n0 dispatched r0 w0\n0 accepted r0 w0\n400 arrived r0 w0\n700 resolved r0 w0\n"
            "700 round_begun w0 d0\n1100 returned w0\n1100 manned w0 v0\n3600 attended w0 v0\n3600 round_left w0 d0\n");
  SmallTown before = consult(250);
  EXPECT_EQ(story(day(before, {{0, 0}}).log),
            "0 shift_started w0\n0 ordered r0\n0 dispatched r0 w0\n0 accepted r0 w0\n250 arrived r0 w0\n550 resolved r0 w0\n"
            "600 round_begun w0 d0\n800 returned w0\n800 manned w0 v0\n3600 attended w0 v0\n3600 round_left w0 d0\n");
}

TEST(Consult, ThatEndsBeforeTheReturnIsMissed) {
  SmallTown town = consult(700);
  town.inputs.duties[DutyId(0)].when = Recurrence::parse(std::vector<std::string>{"daily 00:10-00:25"});
  const Trace trace = day(town, {{0, 0}});
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n0 ordered r0\n0 dispatched r0 w0\n0 accepted r0 w0\n700 arrived r0 w0\n1000 resolved r0 w0\n"
            "1000 round_begun w0 d0\n1500 visit_missed v0\n1500 round_left w0 d0\n1700 returned w0\n");
  EXPECT_EQ(trace.rounds.walked[DutyId(0)].manned, seconds(0));
}

//   0        200  300
//   0---------a----1       grid 0 is w0's, grid 1 with a is w1's; w0 stands first in every list
TEST(Consult, OfManyEndsForAllBeforeWhatWaitsIsOffered) {
  SmallTown town(2);
  town.building(1, {200, 0});
  town.responder(0, {0, 0});
  town.responder(1, {300, 0});
  town.neighbours(0, 1);
  town.kind("repair", 0, constant(300));
  Duty& duty = town.duty("consult", {"daily 00:10-01:00"}, constant(0));
  duty.kind = Duty::Kind::post;
  duty.households = Column<BuildingId, std::uint32_t>();
  for (int who = 0; who < 2; ++who) duty.own_post.push_back(1);
  duty.yields_to = 101;
  EXPECT_EQ(story(day(town, {{900, 0}}).log),
            "0 shift_started w0\n0 shift_started w1\n600 round_begun w0 d0\n600 round_begun w1 d0\n600 manned w0 v0\n"
            "600 manned w1 v1\n900 ordered r0\n3600 attended w0 v0\n3600 round_left w0 d0\n3600 attended w1 v1\n"
            "3600 round_left w1 d0\n3600 dispatched r0 w1\n3600 accepted r0 w1\n3700 arrived r0 w1\n4000 resolved r0 w1\n"
            "4100 returned w1\n");
}

TEST(Consult, CallsBackWhoWalksWhileFree) {
  SmallTown town = consult(200, true);
  const Trace trace = day(town);
  const std::string told = story(trace.log);
  EXPECT_NE(told.find("600 round_begun w0 d0\n800 returned w0\n800 manned w0 v0\n3600 attended w0 v0\n"), std::string::npos)
      << told;
}

}  // namespace
}  // namespace wangge::simulation
