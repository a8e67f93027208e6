#include "engine/evaluation/sharper.h"

#include "engine/core/progress.h"
#include "engine/evaluation/evaluation.h"
#include "tests/unit/simulation/small_town.h"

#include <gtest/gtest.h>

#include <cmath>

namespace wangge::evaluation {
namespace {

using testing::SmallTown;

SimulationResult lone_worker(double load, int days, int replications) {
  SmallTown town(1, days);
  town.building(0, {0, 0});
  town.responder(0, {0, 0});
  town.kind("visit", load * 2 * 24 * 365, testing::exponential(1800));
  core::SilentProgress silent;
  return simulate_and_evaluate(simulation::Simulator(town.finished()), {}, exactly(replications), core::Seed(9), core::Threads(2),
                               silent);
}

TEST(Sharper, TakesReplicationZeroAsOneLongRun) {
  const SimulationResult result = lone_worker(0.6, 400, 2);
  ASSERT_TRUE(result.steadiness);
  const Steadiness& found = *result.steadiness;
  EXPECT_NEAR(found.mean, result.evaluation.all.responses[1]->mean.samples[0], 1e-9) << "of the same requests";
  EXPECT_TRUE(found.settled);
  EXPECT_LT(found.left_out_days, 200);
  ASSERT_TRUE(found.batches && found.batches->mean.ci95);
  const double truth = 0.6 / 0.4 * 30;
  EXPECT_TRUE(found.batches->independent);
  EXPECT_LT(found.batches->mean.ci95->low, truth);
  EXPECT_GT(found.batches->mean.ci95->high, truth);
  EXPECT_LT(found.batches->mean.ci95->high - found.batches->mean.ci95->low, 0.4 * truth);
}

// Overloaded: waits grow to the end, and the cut has nowhere to settle.
TEST(Sharper, SaysWhereNothingSettles) {
  const SimulationResult result = lone_worker(1.5, 60, 2);
  ASSERT_TRUE(result.steadiness);
  EXPECT_FALSE(result.steadiness->settled);
  EXPECT_GT(result.steadiness->mean_after, 1.2 * result.steadiness->mean);
}

TEST(Sharper, HasNothingToSayOfAFewRequests) { EXPECT_FALSE(lone_worker(0.001, 2, 1).steadiness); }

// A busy month has more requests and longer waits: knowing how many were to be expected takes that part of the luck away.
TEST(Sharper, CorrectsTheMeanByTheNumberOfRequests) {
  const SimulationResult result = lone_worker(0.6, 60, 60);
  ASSERT_TRUE(result.controlled && result.controlled->response_minutes);
  EXPECT_NEAR(result.controlled->expected_requests, 0.6 * 2 * 24 * 60, 1e-6);
  const statistics::ControlledMean& mean = *result.controlled->response_minutes;
  EXPECT_GT(mean.coefficient, 0) << "more requests, longer waits";
  EXPECT_GT(mean.variance_ratio, 1.1);
  EXPECT_LT(std::abs(mean.mean.value - 45), 3);
  ASSERT_TRUE(result.controlled->within_target_share);
  EXPECT_LT(result.controlled->within_target_share->coefficient, 0) << "more requests, fewer in time";
  EXPECT_FALSE(lone_worker(0.6, 10, 3).controlled) << "too few to fit a line and to judge it";
}

}  // namespace
}  // namespace wangge::evaluation
