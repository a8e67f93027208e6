#include "engine/evaluation/evaluation.h"

#include "tests/unit/simulation/small_town.h"

#include <gtest/gtest.h>

namespace wangge::evaluation {
namespace {

using simulation::Simulator;
using testing::constant;
using testing::SmallTown;

constexpr core::Seed seed{5};

SmallTown busy_town() {
  SmallTown town(3, 3);
  for (int i = 0; i < 12; ++i) town.building(static_cast<std::size_t>(i % 3), {80.0 * i, 40.0 * (i % 5)}, testing::seconds(20));
  town.responder(0, {0, 0}, {"daily 08:00-12:00", "daily 14:00-18:00"});
  town.responder(1, {300, 0}, {"daily 08:00-18:00"});
  town.responder(1, {600, 0});
  town.neighbours(0, 1);
  town.neighbours(1, 2);
  town.kind("visit", 1500, testing::exponential(900));
  town.kind("repair", 700, testing::exponential(1800));
  town.inputs.accept = testing::exponential(120);
  return town;
}

SimulationResult evaluated(SmallTown town, int replications, int threads) {
  core::SilentProgress silent;
  return simulate_and_evaluate(Simulator(town.finished()), {}, exactly(replications), seed, core::Threads(threads), silent);
}

TEST(Evaluation, IsTheSameForAnyNumberOfThreads) {
  const SimulationResult one = evaluated(busy_town(), 7, 1);
  for (const int threads : {2, 5}) {
    const SimulationResult other = evaluated(busy_town(), 7, threads);
    EXPECT_EQ(one.first.log.digest(), other.first.log.digest());
    EXPECT_EQ(one.evaluation.all.responses[1]->mean.value, other.evaluation.all.responses[1]->mean.value);
    EXPECT_EQ(one.evaluation.all.responses[1]->mean.ci95->low, other.evaluation.all.responses[1]->mean.ci95->low);
    EXPECT_EQ(one.evaluation.all.responses[2]->p99.value, other.evaluation.all.responses[2]->p99.value);
    EXPECT_EQ(one.evaluation.utilisation->value, other.evaluation.utilisation->value);
    for (std::size_t i = 0; i < 3; ++i)
      EXPECT_EQ(one.evaluation.by_grid[i].requests.response_mean, other.evaluation.by_grid[i].requests.response_mean);
  }
}

TEST(Evaluation, HangsTogether) {
  const Evaluation figures = evaluated(busy_town(), 10, 2).evaluation;
  EXPECT_EQ(figures.replications, 10);
  EXPECT_EQ(figures.horizon_days, 3);
  double by_hour = 0;
  double by_kind = 0;
  double by_grid = 0;
  double histogram = 0;
  for (const SliceFigures& slice : figures.by_hour) by_hour += slice.requests;
  for (const KindFigures& kind : figures.by_kind) by_kind += kind.requests.requests;
  for (const GridFigures& grid : figures.by_grid) by_grid += grid.requests.requests;
  for (const HistogramBin& bin : figures.histogram) histogram += bin.share;
  const double requests = figures.all.requests.value;
  EXPECT_GT(requests, 100);
  EXPECT_NEAR(by_hour, requests, 1e-9 * requests);
  EXPECT_NEAR(by_kind, requests, 1e-9 * requests);
  EXPECT_NEAR(by_grid, requests, 1e-9 * requests);
  EXPECT_NEAR(figures.finals[0] + figures.finals[1] + figures.finals[2], requests, 1e-9 * requests);
  EXPECT_NEAR(figures.finals[0], figures.backlog.value, 1e-12);
  EXPECT_NEAR(histogram, 1, 1e-12);
  EXPECT_TRUE(*figures.unanswered_share > 0 && *figures.unanswered_share < 0.1) << *figures.unanswered_share;
  for (std::size_t i = 0; i < response_count; ++i) {
    const ResponseFigures& response = *figures.all.responses[i];
    EXPECT_LE(response.p50.value, response.p90.value);
    EXPECT_LE(response.p90.value, response.p99.value);
    EXPECT_LE(response.mean.ci95->low, response.mean.value);
    EXPECT_LE(response.mean.value, response.mean.ci95->high);
  }
  EXPECT_LT(figures.all.responses[0]->mean.value, figures.all.responses[1]->mean.value);
  EXPECT_LT(figures.all.responses[1]->mean.value, figures.all.responses[2]->mean.value);
  EXPECT_FALSE(figures.by_grid[2].utilisation) << "nobody works there";
  EXPECT_EQ(figures.by_grid[2].requests.helped_share, 1.0) << "so others do";
  EXPECT_TRUE(figures.utilisation->value > 0 && figures.utilisation->value < 1);
  EXPECT_LT(figures.within_shift.responses[1]->mean.value, figures.all.responses[1]->mean.value);
}

TEST(Evaluation, OfASingleReplicationHasNoIntervals) {
  const Evaluation figures = evaluated(busy_town(), 1, 1).evaluation;
  EXPECT_FALSE(figures.all.requests.ci95);
  EXPECT_FALSE(figures.all.responses[1]->mean.ci95);
}

TEST(Evaluation, WithoutRespondersSaysSoAndLeavesResponsesOut) {
  SmallTown town(2, 2);
  town.building(0, {0, 0});
  town.kind("visit", 5000, constant(60));
  const SimulationResult result = evaluated(std::move(town), 3, 2);
  EXPECT_GT(result.evaluation.all.requests.value, 0);
  EXPECT_FALSE(result.evaluation.all.responses[0]);
  EXPECT_FALSE(result.evaluation.utilisation);
  EXPECT_FALSE(result.evaluation.overtime_hours);
  EXPECT_TRUE(result.evaluation.histogram.empty());
  EXPECT_EQ(result.evaluation.all.within_target_share->value, 0) << "nobody came in time, and that is known";
  EXPECT_EQ(result.evaluation.backlog.value, result.evaluation.all.requests.value);
  EXPECT_EQ(result.evaluation.unanswered_share, 1.0);
  EXPECT_EQ(result.findings.count("simulation.no_responders"), 1U);
}

TEST(Evaluation, WithoutRequestsSaysSoAndLeavesSharesOut) {
  SmallTown town(1, 2);
  town.building(0, {0, 0});
  town.responder(0, {0, 0});
  const SimulationResult result = evaluated(std::move(town), 3, 2);
  EXPECT_EQ(result.evaluation.all.requests.value, 0);
  EXPECT_FALSE(result.evaluation.all.within_target_share);
  EXPECT_FALSE(result.evaluation.within_shift_share);
  EXPECT_EQ(result.evaluation.utilisation->value, 0);
  EXPECT_EQ(result.findings.count("simulation.no_requests"), 1U);
}

TEST(Evaluation, NamesGridsThatNobodyServesAndDemandOutOfReach) {
  SmallTown town(3, 1);
  town.building(0, {2000, 0});
  town.responder(0, {0, 0}, {});
  town.neighbours(0, 1);
  town.kind("visit", 50, constant(60));
  const SimulationResult result = evaluated(std::move(town), 2, 1);
  EXPECT_EQ(result.findings.count("simulation.grid_unserved"), 1U);
  EXPECT_EQ(result.findings.count("simulation.never_on_shift"), 1U);
  EXPECT_EQ(result.findings.count("simulation.unreachable_demand"), 1U);
}

// The community's mediator stands in G0 and serves G0 and G2, which do not border; G1 is nobody's.
TEST(SimulationFindings, KnowWhoServesAGridFromAfar) {
  testing::SmallTown town(3);
  for (std::size_t grid = 0; grid < 3; ++grid) town.building(grid, {100, 0});
  const auto who = town.responder(0, {0, 0});
  town.kind("visit", 10, testing::constant(60));
  const std::vector<std::pair<simulation::ResponderId, simulation::GridId>> both = {{who, simulation::GridId(0)},
                                                                                    {who, simulation::GridId(2)}};
  town.inputs.responders.serves = core::Csr<simulation::ResponderId, simulation::GridId>::build(1, both);
  const core::Findings findings = simulation_findings(simulation::Simulator(town.finished()));
  ASSERT_EQ(findings.count("simulation.grid_unserved"), 1U);
  EXPECT_EQ(findings.all()[0].feature, "G1");
  town.inputs.policy = "nearest free";
  EXPECT_EQ(simulation_findings(simulation::Simulator(town.finished())).count("simulation.grid_unserved"), 0U)
      << "whoever is nearest in the town may be sent";
  town.neighbours(0, 1);
  town.inputs.policy = "own grid only";
  EXPECT_EQ(simulation_findings(simulation::Simulator(town.finished())).count("simulation.grid_unserved"), 1U)
      << "a neighbour, but not allowed";
}

}  // namespace
}  // namespace wangge::evaluation
