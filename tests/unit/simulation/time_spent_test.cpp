// What responders do hour by hour, worked out by hand. One metre a second everywhere; numbers above are metres; a, b, c are
// buildings with one household each, 0 and 1 the posts of w0 and w1.
#include "engine/simulation/loop/retell.h"
#include "tests/unit/simulation/all_time_told.h"
#include "tests/unit/simulation/small_town.h"

#include <gtest/gtest.h>

namespace wangge::simulation {
namespace {

using testing::constant;
using testing::orders;
using testing::seconds;
using testing::SmallTown;

Trace day(const SimulationInputs& inputs, const Requests& requests) {
  const Trace trace = Simulator(inputs).replay(requests, core::Seed(1), 0, KeepLog::yes);
  testing::expect_all_time_told(inputs, trace, retell(inputs, trace.requests, trace.log, trace.hours.under_way));
  return trace;
}

//   0   100  200  300
//   0----c----b----a       the request comes from c at 900 s, during the visit at b
TEST(TimeSpent, OfVisitsThatARequestInterrupts) {
  SmallTown town(1);
  for (const double away : {300.0, 200.0, 100.0}) town.building(0, {away, 0});
  town.responder(0, {0, 0});
  town.kind("repair", 0, constant(300));
  town.duty("visits", {"daily 00:00-01:00"}, constant(600));
  const Trace trace = day(town.finished(), orders({{900, 2}}));
  const TimeSpent& spent = trace.hours.spent[ResponderKindId(0)];
  EXPECT_EQ(spent[Occupation::to_request], seconds(100));
  EXPECT_EQ(spent[Occupation::with_request], seconds(300));
  EXPECT_EQ(spent.duties[DutyId(0)].way, seconds(100 + 100 + 100 + 100)) << "to c, b, b again, a";
  EXPECT_EQ(spent.duties[DutyId(0)].at, seconds(600 + 100 + 500 + 600));
  EXPECT_EQ(spent[Occupation::moving_back], seconds(300));
  EXPECT_EQ(spent[Occupation::at_post], seconds(86'400 - 2'900));
  EXPECT_EQ(spent[Occupation::patrolling], seconds(0));
}

//   0   100      250
//   0----a--------1        w0 declines after a minute; w1 comes, and is there beyond the end of the shift, at 300 s
TEST(TimeSpent, OfADeclinedOrderIsFreeAndOvertimeCounts) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0}, {"mon 00:00-00:05"});
  town.responder(0, {250, 0}, {"mon 00:00-00:05"});
  town.inputs.responder_kinds.push_back({.name = "unwilling", .decline = 1.0});
  town.inputs.responder_kinds.push_back({.name = "willing", .decline = 0.0});
  town.inputs.responders.kind.push_back(ResponderKindId(0));
  town.inputs.responders.kind.push_back(ResponderKindId(1));
  town.inputs.accept = constant(60);
  town.kind("repair", 0, constant(300));
  const Trace trace = day(town.finished(), orders({{0, 0}}));
  const TimeSpent& unwilling = trace.hours.spent[ResponderKindId(0)];
  EXPECT_EQ(unwilling[Occupation::to_request], seconds(0));
  EXPECT_EQ(unwilling[Occupation::at_post], seconds(300));
  const TimeSpent& willing = trace.hours.spent[ResponderKindId(1)];
  EXPECT_EQ(willing[Occupation::at_post], seconds(60));
  EXPECT_EQ(willing[Occupation::to_request], seconds(60 + 150));
  EXPECT_EQ(willing[Occupation::with_request], seconds(300)) << "30 s on shift, 270 s overtime";
  EXPECT_EQ(willing[Occupation::moving_back], seconds(0)) << "after the shift: nobody's time of duty";
  EXPECT_EQ(willing.total(), seconds(300 + 270));
}

//   0   100
//   0----a       a checkpoint at a from 00:10 to 01:00, on the beat of a worker who walks while free
TEST(TimeSpent, OfAPostAndOfWhoPatrolsWhileFree) {
  SmallTown town(1);
  const BuildingId gate = town.building(0, {100, 0});
  town.responder(0, {0, 0}, {"mon 00:10-02:00"});
  town.inputs.responder_kinds.push_back({.name = "walker", .patrols = true});
  town.inputs.responders.kind.push_back(ResponderKindId(0));
  Duty& duty = town.duty("gate", {"daily 00:10-01:00"}, {});
  duty.kind = Duty::Kind::post;
  duty.households = {};
  duty.places.push_back(gate);
  const Trace trace = day(town.finished(), {});
  const TimeSpent& spent = trace.hours.spent[ResponderKindId(0)];
  EXPECT_EQ(spent.duties[DutyId(0)].way, seconds(100));
  EXPECT_EQ(spent.duties[DutyId(0)].at, seconds(3000 - 100));
  EXPECT_EQ(spent[Occupation::patrolling], seconds(3600));
  EXPECT_EQ(spent.total(), seconds(6600));
}

}  // namespace
}  // namespace wangge::simulation
