// What a warm-up leaves out. One grid, everybody at home at the post.
#include "engine/evaluation/counting.h"
#include "engine/evaluation/sharper.h"
#include "engine/queueing/formulas.h"
#include "tests/unit/simulation/small_town.h"

#include <gtest/gtest.h>

namespace wangge::evaluation {
namespace {

using core::Millis;
using testing::constant;
using testing::orders;
using testing::seconds;
using testing::SmallTown;

SimulationResult busy_town(double days, int replications, WarmUpRule warm_up, int threads = 2, double load = 0.9) {
  SmallTown town(1, days);
  town.building(0, {0, 0});
  town.responder(0, {0, 0});
  town.kind("visit", load * 2 * 24 * 365, testing::exponential(1800));
  Replications wanted = exactly(replications);
  wanted.warm_up = warm_up;
  core::SilentProgress silent;
  return simulate_and_evaluate(simulation::Simulator(town.finished()), {}, wanted, core::Seed(23), core::Threads(threads),
                               silent);
}

// An M/M/1 of load .9 takes some eight days to forget that it began empty.
TEST(WarmUp, LeavesOutTheTimeInWhichAnEmptyQueueFills) {
  const double truth = *queueing::mean_wait_mmc(0.9, 1) * 30;
  const Estimate biased = busy_town(40, 400, {}).evaluation.all.responses[1]->mean;
  EXPECT_LT(biased.ci95->high, truth) << "what begins empty is too short a wait";
  const Evaluation warm = busy_town(40, 400, {.span = Millis(24 * 86'400'000LL)}).evaluation;
  const Estimate& counted = warm.all.responses[1]->mean;
  EXPECT_LE(counted.ci95->low, truth);
  EXPECT_GE(counted.ci95->high, truth);
  EXPECT_NEAR(warm.utilisation->value, 0.9, 0.01);
  EXPECT_NEAR(warm.requests_per_day, 0.9 * 48, 0.3) << "of the days that count";
  EXPECT_DOUBLE_EQ(warm.warm_up->days, 24);
  EXPECT_FALSE(warm.warm_up->detected);
}

TEST(WarmUp, CountsEveryRequestOnce) {
  const Evaluation all = busy_town(20, 5, {}).evaluation;
  const Evaluation warm = busy_town(20, 5, {.span = Millis(7 * 86'400'000LL)}).evaluation;
  EXPECT_FALSE(all.warm_up);
  EXPECT_NEAR(warm.all.requests.value + warm.warm_up->requests, all.all.requests.value, 1e-9);
  for (std::size_t i = 0; i < all.finals.size(); ++i)
    EXPECT_NEAR(warm.finals[i] + warm.warm_up->finals[i], all.finals[i], 1e-9) << i;
  double kinds = 0;
  for (const KindFigures& kind : warm.by_kind) kinds += kind.requests.requests;
  EXPECT_NEAR(kinds, warm.all.requests.value, 1e-9);
}

// The mean of many cuts: MSER-5 finds most of the way up, and the same for any number of threads.
TEST(WarmUp, IsFoundInReplicationZero) {
  const SimulationResult one = busy_town(60, 4, {.detect = true}, 1);
  const SimulationResult three = busy_town(60, 4, {.detect = true}, 3);
  ASSERT_TRUE(one.evaluation.warm_up && one.evaluation.warm_up->settled);
  EXPECT_TRUE(one.evaluation.warm_up->detected);
  EXPECT_EQ(one.evaluation.warm_up->days, three.evaluation.warm_up->days);
  EXPECT_EQ(one.evaluation.all.responses[1]->mean.value, three.evaluation.all.responses[1]->mean.value);
  EXPECT_GE(one.evaluation.warm_up->days, one.steadiness->left_out_days);
  EXPECT_LT(one.evaluation.warm_up->days, one.steadiness->left_out_days + 1.0 / 24);
  EXPECT_EQ(*one.evaluation.warm_up->settled, one.steadiness->settled);
}

TEST(WarmUp, OfTooFewRequestsIsNoneAndSaysSo) {
  const SimulationResult few = busy_town(0.05, 2, {.detect = true});
  ASSERT_TRUE(few.evaluation.warm_up);
  EXPECT_EQ(few.evaluation.warm_up->days, 0);
  EXPECT_FALSE(few.evaluation.warm_up->settled);
  EXPECT_EQ(few.findings.count("simulation.warm_up_unknown"), 1U);
}

// A run that grows to its end: load 2.
TEST(WarmUp, WithoutAnEndIsWarnedOf) {
  const SimulationResult growing = busy_town(5, 2, {.detect = true}, 2, 2);
  EXPECT_FALSE(*growing.evaluation.warm_up->settled);
  EXPECT_EQ(growing.findings.count("simulation.never_settles"), 1U);
}

//   0    100     From 300 s on: of the visit 420 s, and the way home.
//   0----a
TEST(WarmUp, CutsAVisitThatItFallsInto) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.responder(0, {0, 0});
  town.kind("visit", 0, constant(600));
  town.inputs.accept = constant(20);
  town.inputs.dispatch.accept_timeout = seconds(30);
  const simulation::Simulator simulator(town.finished());
  const simulation::Trace trace =
      simulator.replay(orders({{0, 0}}), core::Seed(1), 0, simulation::KeepLog::yes, nullptr, seconds(300));
  // 0 dispatched, 20 accepted, 120 arrived, 720 resolved, 820 home
  const simulation::ResponderId w0(0);
  EXPECT_EQ(trace.hours.busy[w0], seconds(420));
  EXPECT_EQ(trace.hours.under_way[w0], seconds(100));
  EXPECT_EQ(trace.hours.on_shift[w0], seconds(86'100));
  EXPECT_EQ(measure(simulator.inputs(), trace, {}).all.tally.requests, 0);
  EXPECT_EQ(measure(simulator.inputs(), trace, {}).warm_up.requests, 1);
}

// Asked before the cut, and it declines after it: what it was busy with before is in no book, and is not taken back from one.
TEST(WarmUp, TakesNothingBackThatItHasNotCounted) {
  SmallTown town(1);
  town.building(0, {100, 0});
  town.responder(0, {0, 0});
  town.kind("visit", 0, constant(600));
  town.inputs.accept = constant(500);
  town.inputs.dispatch.accept_timeout = seconds(60);
  const simulation::Simulator simulator(town.finished());
  const simulation::Trace trace =
      simulator.replay(orders({{0, 0}}), core::Seed(1), 0, simulation::KeepLog::yes, nullptr, seconds(50));
  EXPECT_EQ(trace.hours.busy[simulation::ResponderId(0)], Millis(0));
}

}  // namespace
}  // namespace wangge::evaluation
