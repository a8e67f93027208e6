// A town so small that queueing theory knows the answer: one grid, everybody at home at the post.
#include "engine/evaluation/evaluation.h"
#include "engine/queueing/formulas.h"
#include "tests/unit/simulation/small_town.h"

#include <gtest/gtest.h>

namespace wangge::evaluation {
namespace {

using testing::SmallTown;

SimulationResult town_with(int workers, double load, simulation::DurationLaw handle, const char* policy, std::size_t grids = 1) {
  constexpr double handle_hours = 0.5;
  SmallTown town(grids, 1000);
  for (std::size_t grid = 0; grid < grids; ++grid) town.building(grid, {0, 0});
  for (int i = 0; i < workers; ++i) town.responder(static_cast<std::size_t>(i) % grids, {0, 0});
  for (std::size_t grid = 1; grid < grids; ++grid) town.neighbours(grid - 1, grid);
  town.kind("visit", load * workers / handle_hours * 24 * 365 / static_cast<double>(grids), handle);
  town.inputs.policy = policy;
  core::SilentProgress silent;
  return simulate_and_evaluate(simulation::Simulator(town.finished()), {}, exactly(10), core::Seed(17), core::Threads(2), silent);
}

/// The truth lies within twice the interval around the estimate, and the interval is narrow.
void expect_covers(const Estimate& estimate, double truth) {
  ASSERT_TRUE(estimate.ci95);
  const double half = (estimate.ci95->high - estimate.ci95->low) / 2;
  EXPECT_NEAR(estimate.value, truth, 2 * half);
  EXPECT_LT(half, 0.1 * truth);
}

TEST(SteadyState, OfOneGridIsErlangsC) {
  for (const int workers : {1, 3}) {
    const SimulationResult result = town_with(workers, 0.8, testing::exponential(1800), "own grid, then neighbours");
    expect_covers(result.evaluation.all.responses[1]->mean, *queueing::mean_wait_mmc(0.8 * workers, workers) * 30);
    expect_covers(*result.evaluation.utilisation, 0.8);
  }
}

TEST(SteadyState, WithConstantHandlingIsPollaczekAndKhinchines) {
  const SimulationResult result = town_with(1, 0.7, testing::constant(1800), "own grid only");
  expect_covers(result.evaluation.all.responses[1]->mean, *queueing::mean_wait_mg1(0.7, 0) * 30);
}

// Two neighbouring grids that share their workers without a preference are one queue.
TEST(SteadyState, OfTwoGridsThatShareIsOneQueue) {
  const SimulationResult result = town_with(2, 0.75, testing::exponential(1800), "nearest of own grid and neighbours", 2);
  expect_covers(result.evaluation.all.responses[1]->mean, *queueing::mean_wait_mmc(1.5, 2) * 30);
}

// And two that do not are two queues.
TEST(SteadyState, OfTwoGridsThatDoNotShareIsTwoQueues) {
  const SimulationResult result = town_with(2, 0.75, testing::exponential(1800), "own grid only", 2);
  expect_covers(result.evaluation.all.responses[1]->mean, *queueing::mean_wait_mmc(0.75, 1) * 30);
}

}  // namespace
}  // namespace wangge::evaluation
