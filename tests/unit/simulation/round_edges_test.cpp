// Scheduled work where two things fall on one moment, or windows and turns meet. The towns are those of round_trace_test.cpp.
#include "engine/simulation/people/shifts.h"
#include "engine/simulation/rounds/beats.h"
#include "engine/simulation/rounds/cut_streets.h"
#include "tests/unit/simulation/small_town.h"

#include <algorithm>
#include <memory>
#include <optional>
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

Trace run(SmallTown& town, const std::vector<std::pair<double, std::size_t>>& list = {}) {
  return Simulator(town.finished()).replay(orders(list), core::Seed(1), 0, KeepLog::yes);
}

/// The corners of a square of 100 m, `east` of the post, are houses 4 n to 4 n + 3; a pass is 400 m.
void square(SmallTown& town, std::size_t grid, double east, Duty& duty) {
  const auto first = static_cast<std::uint32_t>(town.inputs.entry.size());
  for (const core::Position place : {core::Position{east, 0}, {east + 100, 0}, {east + 100, -100}, {east, -100}})
    town.building(grid, place);
  duty.kind = Duty::Kind::patrol;
  duty.households = Column<BuildingId, std::uint32_t>();
  Streets streets{.corners = 4, .pieces = {}, .length_cm = {}, .near = {}, .near_corner = {}};
  for (std::uint32_t i = 0; i < 4; ++i) {
    streets.pieces.push_back({i, (i + 1) % 4, 100'000, true});
    streets.length_cm.push_back(10'000);
    streets.near.emplace_back(first + i);
    streets.near_corner.emplace_back(first + i);
  }
  duty.streets.push_back(streets);
}

SmallTown patrolled() {
  SmallTown town(1);
  square(town, 0, 0, town.duty("patrol", {"daily 00:00-00:20"}, constant(0)));
  town.responder(0, {0, 0});
  return town;
}

TEST(RoundEdges, WhoIsCalledAwayAsAPassEndsHasWalkedIt) {
  SmallTown town = patrolled();
  town.kind("repair", 0, constant(100));
  town.inputs.kinds[KindId(0)].life.hear = constant(150);
  town.inputs.duties[DutyId(0)].passes = 2;
  EXPECT_EQ(story(run(town, {{250, 0}}).log),
            "0 shift_started w0\n0 round_begun w0 d0\n250 ordered r0\n400 heard r0\n400 street_walked w0 40000\n"
            "400 pass_walked w0 d0\n400 round_left w0 d0\n400 dispatched r0 w0\n400 accepted r0 w0\n400 arrived r0 w0\n"
            "500 resolved r0 w0\n500 round_begun w0 d0\n900 street_walked w0 40000\n900 pass_walked w0 d0\n"
            "900 round_left w0 d0\n900 returned w0\n");
}

TEST(RoundEdges, WhoIsCalledAwayAsAPostEndsHasHeldIt) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.kind("repair", 0, constant(300));
  town.inputs.kinds[KindId(0)].life.hear = constant(2700);
  Duty& duty = town.duty("checkpoint", {"daily 00:10-01:00"}, constant(0));
  duty.kind = Duty::Kind::post;
  duty.households = Column<BuildingId, std::uint32_t>();
  duty.places.push_back(BuildingId(0));
  const Trace trace = run(town, {{900, 0}});
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n600 round_begun w0 d0\n700 manned w0 v0\n900 ordered r0\n3600 heard r0\n3600 attended w0 v0\n"
            "3600 round_left w0 d0\n3600 dispatched r0 w0\n3600 accepted r0 w0\n3600 arrived r0 w0\n3900 resolved r0 w0\n"
            "4000 returned w0\n");
  EXPECT_EQ(trace.rounds.end[VisitId(0)], VisitEnd::done);
}

//   0   100
//   0----a       first a post at a for ten minutes, which nothing interrupts; then visits, which everything does
TEST(RoundEdges, WhatADutyHeldBackIsOfferedBeforeADutyThatYieldsToIt) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.kind("repair", 0, constant(300));
  Duty& post = town.duty("consult", {"daily 00:00-00:10"}, constant(0));
  post.kind = Duty::Kind::post;
  post.households = Column<BuildingId, std::uint32_t>();
  post.places.push_back(BuildingId(0));
  post.yields_to = 3;
  town.duty("visits", {"daily 00:00-02:00"}, constant(1200));
  EXPECT_EQ(story(run(town, {{200, 0}}).log),
            "0 shift_started w0\n0 round_begun w0 d0\n100 manned w0 v0\n200 ordered r0\n600 attended w0 v0\n"
            "600 round_left w0 d0\n600 dispatched r0 w0\n600 accepted r0 w0\n600 arrived r0 w0\n900 resolved r0 w0\n"
            "900 round_begun w0 d1\n900 called w0 v1\n2100 visited w0 v1\n2100 round_left w0 d1\n2200 returned w0\n");
}

//   0   100            900
//   0----a--------------1     w0 is at a; what is promised to w0 goes to w1 when w0 has to hold a post
TEST(RoundEdges, APromiseThatADutyHoldsBackGoesToSomebodyElse) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.responder(0, {900, 0});
  town.kind("repair", 0, constant(300));
  town.inputs.policy = "nearest free or soon free";
  Duty& post = town.duty("consult", {"daily 00:05-01:00"}, constant(0));
  post.kind = Duty::Kind::post;
  post.households = Column<BuildingId, std::uint32_t>();
  post.places.push_back(BuildingId(0));
  post.places.push_back(BuildingId());
  post.yields_to = 3;
  EXPECT_EQ(story(run(town, {{0, 0}, {200, 0}}).log),
            "0 shift_started w0\n0 shift_started w1\n0 ordered r0\n0 dispatched r0 w0\n0 accepted r0 w0\n100 arrived r0 w0\n"
            "200 ordered r1\n400 resolved r0 w0\n400 dispatched r1 w1\n400 round_begun w0 d0\n400 accepted r1 w1\n"
            "400 manned w0 v0\n1200 arrived r1 w1\n1500 resolved r1 w1\n2300 returned w1\n3600 attended w0 v0\n"
            "3600 round_left w0 d0\n3700 returned w0\n");
}

//   0   100            900
//   0----a--------------1     w1 is free from 00:10 on; of two that wait one is promised to w0, who is soon free at a
TEST(RoundEdges, OfTwoThatWaitOneAloneIsPromisedToWhoIsSoonFree) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.responder(0, {900, 0});
  town.kind("repair", 0, constant(300));
  town.inputs.policy = "nearest free or soon free";
  Duty& post = town.duty("consult", {"daily 00:00-00:10"}, constant(0));
  post.kind = Duty::Kind::post;
  post.households = Column<BuildingId, std::uint32_t>();
  post.own_post.push_back(0);
  post.own_post.push_back(1);
  post.yields_to = 3;
  EXPECT_EQ(story(run(town, {{0, 0}, {200, 0}, {250, 0}, {260, 0}}).log),
            "0 shift_started w0\n0 shift_started w1\n0 round_begun w1 d0\n0 manned w1 v0\n0 ordered r0\n0 dispatched r0 w0\n"
            "0 accepted r0 w0\n100 arrived r0 w0\n200 ordered r1\n250 ordered r2\n260 ordered r3\n400 resolved r0 w0\n"
            "400 dispatched r1 w0\n400 accepted r1 w0\n400 arrived r1 w0\n600 attended w1 v0\n600 round_left w1 d0\n"
            "600 dispatched r3 w1\n600 accepted r3 w1\n700 resolved r1 w0\n700 dispatched r2 w0\n700 accepted r2 w0\n"
            "700 arrived r2 w0\n1000 resolved r2 w0\n1100 returned w0\n1400 arrived r3 w1\n1700 resolved r3 w1\n"
            "2500 returned w1\n");
}

//   0   100  200  300
//   0----c----b----a       one call in a window; hours of `again` that lie within it are no other window
TEST(RoundEdges, TheMostCallsOfAWindowHoldWhereHoursOverlap) {
  SmallTown town(1);
  for (const double away : {300.0, 200.0, 100.0}) town.building(0, {away, 0});
  town.responder(0, {0, 0});
  Duty& duty = town.duty("visits", {"daily 00:00-02:00"}, constant(600));
  duty.again = Recurrence::parse(std::vector<std::string>{"daily 00:30-01:30", "daily 03:00-04:00"});
  duty.absent[0] = 1;
  duty.most = 1;
  EXPECT_EQ(story(run(town).log),
            "0 shift_started w0\n0 round_begun w0 d0\n100 called w0 v2\n160 not_in w0 v2\n160 round_left w0 d0\n"
            "260 returned w0\n10800 round_begun w0 d0\n10900 called w0 v2\n11500 visited w0 v2\n11500 round_left w0 d0\n"
            "11600 returned w0\n14400 visit_missed v0\n14400 visit_missed v1\n");
}

//   0   100  200
//   0----b----a       one call in a window; the hours of `again` reach into the next day's window, and each day counts anew
TEST(RoundEdges, TheMostCallsCountAnewWithEveryWindowWhereHoursAreAChain) {
  SmallTown town(1);
  for (const double away : {200.0, 100.0}) town.building(0, {away, 0});
  town.responder(0, {0, 0});
  town.inputs.horizon = seconds(3 * 86'400);
  Duty& duty = town.duty("visits", {"daily 08:00-17:00"}, constant(600));
  duty.again = Recurrence::parse(std::vector<std::string>{"daily 16:00-09:00"});
  duty.most = 1;
  const std::string told = story(run(town).log);
  std::size_t calls = 0;
  for (std::size_t at = told.find("called"); at != std::string::npos; at = told.find("called", at + 1)) ++calls;
  EXPECT_EQ(calls, 3U) << told;
}

//   0   100
//   0----a       from half past midnight on, in hours that began at midnight
TEST(RoundEdges, ADutyThatStartsWithinItsHoursTakesTheRestOfThem) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  Duty& duty = town.duty("visits", {"daily 00:00-01:00"}, constant(600));
  duty.from = seconds(1800);
  EXPECT_EQ(story(run(town).log),
            "0 shift_started w0\n1800 round_begun w0 d0\n1900 called w0 v0\n2500 visited w0 v0\n2500 round_left w0 d0\n"
            "2600 returned w0\n");
}

//   G0          G1
//   a--b        e--f
//   |  |   …    |  |      0 at a; a pass is 400 m round G0's square, 500 m from a to e, and 400 m round G1's
//   d--c        h--g
//   0  100      500
SmallTown two_grids() {
  SmallTown town(2);
  Duty& duty = town.duty("patrol", {"daily 00:00-01:00"}, constant(0));
  square(town, 0, 0, duty);
  square(town, 1, 500, duty);
  town.responder(0, {0, 0});
  const std::vector<std::pair<ResponderId, GridId>> both = {{ResponderId(0), GridId(0)}, {ResponderId(0), GridId(1)}};
  town.inputs.responders.serves = core::Csr<ResponderId, GridId>::build(1, both);
  town.kind("repair", 0, constant(100));
  return town;
}

TEST(RoundEdges, APatrolOfTwoGridsWalksFromOneToTheOther) {
  SmallTown town = two_grids();
  EXPECT_EQ(Simulator(town.finished()).beats().beats[BeatId(0)].way, seconds(1300));
  const Trace trace = run(town);
  EXPECT_EQ(story(trace.log),
            "0 shift_started w0\n0 round_begun w0 d0\n1300 street_walked w0 80000\n1300 pass_walked w0 d0\n"
            "1300 round_left w0 d0\n1800 returned w0\n");
  EXPECT_EQ(trace.hours.under_way[ResponderId(0)], seconds(1800));
}

/// Ways from the post lead to either side of a river; nobody gets home from this one, or across.
class River : public TravelTimes {
 public:
  River(std::shared_ptr<const TravelTimes> ways, std::uint32_t first_beyond) : ways_(std::move(ways)), first_(first_beyond) {}
  [[nodiscard]] std::optional<core::Millis> from_post(ResponderId who, BuildingId to, core::Millis at) const override {
    return ways_->from_post(who, to, at);
  }
  [[nodiscard]] std::optional<core::Millis> to_post(ResponderId who, BuildingId from, core::Millis at) const override {
    return from.value() >= first_ ? ways_->to_post(who, from, at) : std::nullopt;
  }
  [[nodiscard]] std::optional<core::Millis> between(ResponderId who, BuildingId from, BuildingId to,
                                                    core::Millis at) const override {
    return (from.value() < first_) == (to.value() < first_) ? ways_->between(who, from, to, at) : std::nullopt;
  }

 private:
  std::shared_ptr<const TravelTimes> ways_;
  std::uint32_t first_;
};

TEST(RoundEdges, StreetsWithoutAWayFromTheLastGridArePlannedAndNotWalked) {
  SmallTown town = two_grids();
  SimulationInputs inputs = town.finished();
  EXPECT_TRUE(cut_streets(inputs, Simulator(inputs).beats(), DutyId(0)).empty());
  inputs.travel = std::make_shared<River>(inputs.travel, 4);
  const Simulator simulator(inputs);
  const std::vector<CutStreets> cut = cut_streets(inputs, simulator.beats(), DutyId(0));
  ASSERT_EQ(cut.size(), 1U);
  EXPECT_EQ(cut[0].responder, ResponderId(0));
  EXPECT_EQ(cut[0].grid, GridId(1));
  EXPECT_EQ(cut[0].centimetres, 40'000);
  EXPECT_EQ(simulator.replay(orders({}), core::Seed(1), 0, KeepLog::no).rounds.walked[DutyId(0)].centimetres, 40'000);
}

TEST(RoundEdges, WhoIsCalledBetweenTwoGridsTurnsRound) {
  SmallTown town = two_grids();
  EXPECT_EQ(story(run(town, {{550, 0}}).log),  // at a, when 150 m of the 500 are behind
            "0 shift_started w0\n0 round_begun w0 d0\n550 ordered r0\n550 street_walked w0 40000\n550 round_left w0 d0\n"
            "550 dispatched r0 w0\n550 accepted r0 w0\n700 arrived r0 w0\n800 resolved r0 w0\n800 round_begun w0 d0\n"
            "1700 street_walked w0 40000\n1700 pass_walked w0 d0\n1700 round_left w0 d0\n2200 returned w0\n");
  EXPECT_EQ(story(run(town, {{550, 4}}).log),  // at e: goes on
            "0 shift_started w0\n0 round_begun w0 d0\n550 ordered r0\n550 street_walked w0 40000\n550 round_left w0 d0\n"
            "550 dispatched r0 w0\n550 accepted r0 w0\n900 arrived r0 w0\n1000 resolved r0 w0\n1000 round_begun w0 d0\n"
            "1400 street_walked w0 40000\n1400 pass_walked w0 d0\n1400 round_left w0 d0\n1900 returned w0\n");
}

}  // namespace
}  // namespace wangge::simulation
