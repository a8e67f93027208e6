// Scheduled work under a warm-up: it counts in the turns and windows that begin after it.
#include "engine/core/random.h"
#include "engine/evaluation/round_tally.h"
#include "engine/simulation/loop/retell.h"
#include "engine/simulation/rounds/visit_numbers.h"
#include "tests/unit/simulation/small_town.h"

#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::evaluation {
namespace {

using core::Millis;
using simulation::BuildingId;
using simulation::Duty;
using simulation::DutyId;
using simulation::KeepLog;
using simulation::SimulationInputs;
using simulation::Trace;
using testing::seconds;
using testing::SmallTown;

Millis hours(double count) { return seconds(count * 3600); }

Trace run(const SimulationInputs& inputs, Millis from, std::uint64_t seed = 1) {
  return simulation::Simulator(inputs).run(core::Seed(seed), 0, KeepLog::yes, nullptr, from);
}

DutyFigures figures(const SimulationInputs& inputs, Millis from, DutyId duty) {
  const RoundTallies tallies = tally_rounds(inputs, run(inputs, from));
  const RoundTallies* all[] = {&tallies};
  const simulation::Simulator simulator(inputs);
  return duty_figures(inputs, simulator.beats(), all)[duty.value()];
}

//   0    100
//   0----a      two households in a, visited every morning of three days
TEST(RoundWarmUp, LeavesOutTheTurnsThatBeginInIt) {
  SmallTown town(1, 3);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  Duty& visits = town.duty("visits", {"daily 08:00-12:00"}, testing::constant(600));
  visits.households[BuildingId(0)] = 2;
  const SimulationInputs inputs = town.finished();
  const auto planned = [&](double from) { return figures(inputs, hours(from), DutyId(0)).planned; };
  EXPECT_EQ(planned(0), 6);
  EXPECT_EQ(planned(24), 4);
  EXPECT_EQ(planned(32), 4) << "it begins as the warm-up ends";
  EXPECT_EQ(planned(32.1), 2) << "its first household may have been visited by then";
  EXPECT_EQ(figures(inputs, hours(32.1), DutyId(0)).shares[static_cast<std::size_t>(simulation::VisitEnd::done)]->value, 1);
  EXPECT_EQ(planned(60), 0);
}

// A post at a, held from 08:00 (100 s of way) to 12:00: what is left of the second morning counts no more than its first hours.
TEST(RoundWarmUp, LeavesOutTheWindowsThatOpenInIt) {
  SmallTown town(1, 3);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  Duty& post = town.duty("post", {"daily 08:00-12:00"}, testing::constant(0));
  post.kind = Duty::Kind::post;
  post.households = {};
  post.places.push_back(BuildingId(0));
  const SimulationInputs inputs = town.finished();
  const DutyFigures all = figures(inputs, hours(0), DutyId(0));
  EXPECT_EQ(all.posts->hours_planned, 12);
  EXPECT_DOUBLE_EQ(all.posts->hours, 3 * (4 - 100.0 / 3600));
  const DutyFigures late = figures(inputs, hours(34), DutyId(0));
  EXPECT_EQ(late.planned, 1);
  EXPECT_EQ(late.posts->hours_planned, 4);
  EXPECT_DOUBLE_EQ(late.posts->hours, 4 - 100.0 / 3600);
}

// A street of 500 m in each of two grids, and one of the kind in the first: three days, two passes a day. The third grid has
// somebody and no street.
TEST(Patrols, PlanTheStreetsOfGridsThatHaveNobody) {
  SmallTown town(3, 3);
  for (std::size_t grid = 0; grid < 3; ++grid) town.building(grid, {100, 0});
  town.responder(0, {0, 0});
  town.responder(1, {0, 0});
  town.responder(2, {0, 0});
  for (const char* kind : {"worker", "captain"}) town.inputs.responder_kinds.push_back({.name = kind});
  for (const std::size_t kind : {0U, 1U, 0U}) town.inputs.responders.kind.push_back(simulation::ResponderKindId(kind));
  Duty& patrol = town.duty("patrol", {"daily 13:00-18:00"}, testing::constant(0));
  patrol.kind = Duty::Kind::patrol;
  patrol.households = {};
  patrol.passes = 2;
  for (std::size_t grid = 0; grid < 2; ++grid) {
    const BuildingId near(grid);
    patrol.streets.push_back(simulation::Streets{
        .corners = 2, .pieces = {{0, 1, 600'000, true}}, .length_cm = {50'000}, .near = {near}, .near_corner = {near, near}});
  }
  patrol.streets.push_back({});
  const SimulationInputs inputs = town.finished();
  const DutyFigures::Streets streets = *figures(inputs, hours(0), DutyId(0)).streets;
  EXPECT_EQ(streets.metres_unmanned, 3 * 2 * 500);
  EXPECT_EQ(streets.metres_planned, 2 * 3 * 2 * 500);
  EXPECT_EQ(streets.metres_cut_off, 0);
  EXPECT_EQ(streets.passes_planned, 2 * 3 * 2);
  EXPECT_EQ(streets.passes, 3 * 2);
  EXPECT_EQ(streets.metres_share->value, 0.5);
  EXPECT_EQ(streets.grids_without, 1U) << "the third";
  EXPECT_EQ(figures(inputs, hours(24), DutyId(0)).streets->metres_unmanned, 2 * 2 * 500) << "of the windows that count";
}

TEST(RoundWarmUp, WarnsOfADutyOfWhichNothingCounts) {
  SmallTown town(1, 3);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.duty("daily", {"daily 08:00-12:00"}, testing::constant(600));
  town.duty("once", {"daily 13:00-18:00"}, testing::constant(600)).each = simulation::Cycle::once();
  const SimulationInputs inputs = town.finished();
  EXPECT_TRUE(uncounted_duties(inputs, hours(0)).all().empty());
  EXPECT_TRUE(uncounted_duties(inputs, hours(13)).all().empty()) << "it begins then";
  const core::Findings found = uncounted_duties(inputs, hours(14));
  ASSERT_EQ(found.all().size(), 1U);
  EXPECT_EQ(found.all()[0].rule, "simulation.duty_in_warm_up");
  EXPECT_EQ(found.all()[0].feature, "once");
  EXPECT_EQ(figures(inputs, hours(14), DutyId(1)).planned, 0);
}

/// Visits, a post and a patrol of a few people whom requests call away.
SimulationInputs busy_town(std::uint64_t seed) {
  core::Stream luck(core::Seed(seed), 0, "town", 0);
  SmallTown town(2, 4);
  for (std::size_t i = 0; i < 8; ++i) town.building(i % 2, {900 * luck.uniform(), 900 * luck.uniform()});
  for (std::size_t i = 0; i < 3; ++i) town.responder(i % 2, {900 * luck.uniform(), 0}, {"daily 07:00-20:00"});
  town.kind("repair", 365.0 * (1 + luck.below(4)), testing::exponential(1500));
  Duty& visits =
      town.duty("visits", {luck.below(2) == 0 ? "daily 08:00-10:00" : "every tuesday 08:00-12:00"}, testing::exponential(900));
  visits.absent.fill(0.4);
  visits.again = simulation::Recurrence::parse(std::vector<std::string>{"daily 18:00-20:00"});
  for (std::uint32_t& count : visits.households) count = luck.below(5);
  Duty& post = town.duty("post", {"daily 10:00-12:00"}, testing::constant(0));
  post.kind = Duty::Kind::post;
  post.households = {};
  for (std::uint32_t i = 0; i < 3; ++i) post.places.push_back(BuildingId(luck.below(8)));
  Duty& patrol = town.duty("patrol", {"daily 13:00-18:00"}, testing::constant(0));
  patrol.kind = Duty::Kind::patrol;
  patrol.households = {};
  patrol.passes = 3;
  for (std::size_t grid = 0; grid < 2; ++grid) {
    simulation::Streets streets{.corners = 4, .pieces = {}, .length_cm = {}, .near = {}, .near_corner = {}};
    for (std::size_t i = 0; i < 4; ++i) streets.near_corner.push_back(BuildingId(2 * i + grid));
    for (std::uint32_t corner = 1; corner < 4; ++corner) {
      streets.pieces.push_back({corner - 1, corner, 600'000 + luck.below(600'000), true});
      streets.length_cm.push_back(50'000);
      streets.near.push_back(streets.near_corner[corner]);
    }
    patrol.streets.push_back(streets);
  }
  return town.finished();
}

TEST(RoundWarmUp, KeepsEveryPlannedVisitOnceAndChangesNothingThatHappens) {
  std::int64_t left_out = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    const SimulationInputs inputs = busy_town(seed);
    core::Stream luck(core::Seed(seed), 0, "cut", 0);
    const Millis cut(luck.below(4 * 86'400) * 1000LL);
    const Trace whole = run(inputs, Millis(0), seed);
    const Trace late = run(inputs, cut, seed);
    EXPECT_EQ(late.log.digest(), whole.log.digest());
    EXPECT_EQ(late.rounds.end, whole.rounds.end);
    const RoundTallies all = tally_rounds(inputs, whole);
    const RoundTallies counted = tally_rounds(inputs, late);
    const simulation::VisitNumbers numbers(inputs);
    VisitTally by_duty;
    VisitTally by_grid;
    for (const DutyId duty : core::ids<DutyId>(inputs.duties.size())) {
      std::int64_t turns = 0;
      for (const auto& turn : numbers.turns(duty)) turns += turn.start >= cut ? 1 : 0;
      const auto each = static_cast<std::int64_t>(numbers.households(duty));
      EXPECT_EQ(counted.by_duty[duty].planned(), each * turns) << "done + absent + missed + unmanned + unreachable + open";
      left_out += all.by_duty[duty].planned() - counted.by_duty[duty].planned();
      for (std::size_t end = 0; end < simulation::visit_end_count; ++end)
        EXPECT_LE(counted.by_duty[duty].ends[end], all.by_duty[duty].ends[end]);
      const auto& walked = counted.walked[duty];
      EXPECT_LE(walked.centimetres, all.walked[duty].centimetres);
      EXPECT_LE(walked.passes, all.walked[duty].passes);
      EXPECT_LE(walked.manned, all.walked[duty].manned);
      if (inputs.duties[duty].kind == Duty::Kind::visits) by_duty.add(counted.by_duty[duty]);
    }
    for (const VisitTally& grid : counted.by_grid) by_grid.add(grid);
    EXPECT_EQ(by_grid.ends, by_duty.ends);
    const Trace told = simulation::retell(inputs, late.requests, late.log, late.hours.under_way, cut);
    EXPECT_EQ(told.rounds, late.rounds);
    const simulation::Simulator simulator(inputs);
    const RoundTallies* replications[] = {&counted};
    for (const DutyFigures& duty : duty_figures(inputs, simulator.beats(), replications)) {
      if (duty.streets) {
        EXPECT_LE(duty.streets->passes, duty.streets->passes_planned);
        EXPECT_LE(duty.streets->metres, duty.streets->metres_planned + 1e-6);
      }
      if (duty.posts) {
        EXPECT_LE(duty.posts->hours, duty.posts->hours_planned + 1e-9);
      }
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(left_out, 500);
}

}  // namespace
}  // namespace wangge::evaluation
