#include "engine/evaluation/measures.h"

#include "engine/core/random.h"
#include "tests/unit/simulation/small_town.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::evaluation {
namespace {

using simulation::KeepLog;
using simulation::Simulator;
using testing::constant;
using testing::orders;
using testing::seconds;
using testing::SmallTown;

// The day of trace_test with its figures. G0 has a worker from 0 to 3600 s, G1 nobody, house c is out of reach.
Measures measured_day(Promise promise) {
  SmallTown town(2);
  town.building(0, {100, 0});   // a
  town.building(1, {300, 0});   // b
  town.building(1, {2000, 0});  // c
  town.responder(0, {0, 0}, {"daily 00:00-01:00"});
  town.neighbours(0, 1);
  town.kind("visit", 0, constant(600));
  town.inputs.accept = constant(60);
  const Simulator simulator(town.finished());
  // r0: arrives after 160 s. r1: helped, dispatched when r0 is done (at 760), arrives after 760 - 10 + 60 + 200 = 1010 s.
  // r2: out of reach. r3: ordered at the end of the shift, open. r4: ordered 5 s before the end of the day, open and undecided.
  const auto trace = simulator.replay(orders({{0, 0}, {10, 1}, {20, 2}, {3600, 0}, {86'395, 0}}), core::Seed(1), 0, KeepLog::no);
  return measure(simulator.inputs(), trace, promise);
}

TEST(Measures, OfADayByHand) {
  const Measures measures = measured_day({.target = Response::arrive, .within = seconds(900)});
  EXPECT_EQ(measures.all.tally.requests, 5);
  EXPECT_EQ(measures.all.tally.responded, 2);
  EXPECT_EQ(measures.all.tally.response_sum, seconds(160 + 1010).value);
  EXPECT_EQ(measures.all.tally.decided, 4) << "the last one may still be answered in time";
  EXPECT_EQ(measures.all.tally.kept, 1);
  EXPECT_EQ(measures.all.tally.dispatched, 2);
  EXPECT_EQ(measures.all.tally.helped, 1);
  EXPECT_EQ(measures.finals, (std::array<std::int64_t, simulation::final_count>{2, 2, 1, 0}));
  EXPECT_EQ(measures.within_shift.tally.requests, 1);
  EXPECT_EQ(measures.by_hour[0].requests, 3);
  EXPECT_EQ(measures.by_hour[1].requests, 1);
  EXPECT_EQ(measures.by_hour[23].requests, 1);
  EXPECT_EQ(measures.by_grid[GridId(1)].requests, 2);
  EXPECT_EQ(measures.by_grid[GridId(1)].helped, 1);
  EXPECT_EQ(measures.by_kind[KindId(0)].requests, 5);
  EXPECT_EQ(measures.work.on_shift, seconds(3600).value);
  EXPECT_EQ(measures.work.busy, seconds(760 + 60 + 200 + 600).value);
  EXPECT_EQ(measures.work_by_grid[GridId(1)].on_shift, 0);
  const auto& accept = measures.all.responses[0];
  EXPECT_EQ(accept.count, 2);
  EXPECT_EQ(accept.sum, seconds(60 + 810).value);
  const auto& resolve = measures.all.responses[2];
  EXPECT_EQ(resolve.sum, seconds(760 + 1610).value);
}

TEST(Measures, FollowTheTarget) {
  EXPECT_EQ(measured_day({.target = Response::accept, .within = seconds(900)}).all.tally.kept, 2);
  EXPECT_EQ(measured_day({.target = Response::resolve, .within = seconds(700)}).all.tally.kept, 0);
  EXPECT_EQ(measured_day({.target = Response::resolve, .within = seconds(760)}).all.tally.kept, 1)
      << "in time to the millisecond";
}

// The order 5 minutes before the end is answered after 1 minute, the one 4 minutes before it never: neither counts.
TEST(Measures, LeaveOutOrdersThatTheEndCutsShortAnsweredOrNot) {
  SmallTown town(1);
  town.building(0, {0, 0});
  town.responder(0, {0, 0});
  town.kind("visit", 0, constant(600));
  town.inputs.accept = constant(60);
  const Simulator simulator(town.finished());
  const auto trace = simulator.replay(orders({{85'500, 0}, {86'100, 0}, {86'160, 0}}), core::Seed(1), 0, KeepLog::no);
  const Tally exactly = measure(simulator.inputs(), trace, {.target = Response::arrive, .within = seconds(900)}).all.tally;
  EXPECT_EQ(exactly.responded, 2);
  EXPECT_EQ(exactly.decided, 1) << "ordered 900 s before the end";
  EXPECT_EQ(exactly.kept, 1);
  const Tally longer = measure(simulator.inputs(), trace, {.target = Response::arrive, .within = seconds(901)}).all.tally;
  EXPECT_EQ(longer.decided, 0);
  EXPECT_EQ(longer.kept, 0);
}

TEST(DurationCounts, GiveQuantilesWithinASixteenThousandth) {
  core::Stream luck(core::Seed(4), 0, "durations", 0);
  std::vector<core::Millis> all;
  DurationCounts pooled;
  for (int part = 0; part < 3; ++part) {
    std::vector<core::Millis> durations;
    for (int i = 0; i < 5000; ++i) durations.emplace_back(std::int64_t{1} << luck.below(36) << 0U);
    for (int i = 0; i < 5000; ++i) durations.emplace_back(luck.below(100'000'000));
    all.insert(all.end(), durations.begin(), durations.end());
    pooled.add(DurationCounts(durations));
  }
  std::sort(all.begin(), all.end());
  EXPECT_EQ(pooled.total(), all.size());
  for (const double share : {0.0001, 0.1, 0.5, 0.9, 0.99, 1.0}) {
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(all.size()))) - 1;
    const auto truth = static_cast<double>(all[rank].value);
    EXPECT_NEAR(static_cast<double>(pooled.quantile(share).value), truth, truth / 16384) << share;
  }
  const auto below = std::count_if(all.begin(), all.end(), [](core::Millis d) { return d < core::Millis(32'000); });
  EXPECT_EQ(pooled.between(core::Millis(0), core::Millis(32'000)), static_cast<std::uint64_t>(below));
}

TEST(DurationCounts, AreExactForShortDurations) {
  const DurationCounts counts({core::Millis(7), core::Millis(30'001), core::Millis(7), core::Millis(9)});
  EXPECT_EQ(counts.quantile(0.5), core::Millis(7));
  EXPECT_EQ(counts.quantile(0.51), core::Millis(9));
  EXPECT_EQ(counts.quantile(1), core::Millis(30'001));
}

// Two replications of 100 and 300 requests, 80 and 270 in time: 350 of 400. What is left over by the common share is -7.5 and
// 7.5, so the standard error is sqrt(2 * (7.5^2 + 7.5^2)) / 400 = 0.0375, with one degree of freedom a wide interval.
TEST(KeptShare, WeighsReplicationsByTheirRequests) {
  Tally small;
  small.decided = 100;
  small.kept = 80;
  Tally large;
  large.decided = 300;
  large.kept = 270;
  const auto share = kept_share(std::vector{small, large});
  ASSERT_TRUE(share);
  EXPECT_DOUBLE_EQ(share->value, 0.875);
  EXPECT_NEAR(share->ci95->low, 0.875 - 12.7062 * 0.0375, 1e-5);
  EXPECT_EQ(share->ci95->high, 1);
}

TEST(KeptShare, KnowsThatAllInTimeIsNotForCertain) {
  Tally tally;
  tally.decided = 50;
  tally.kept = 50;
  const auto share = kept_share(std::vector{tally, tally});
  ASSERT_TRUE(share);
  EXPECT_EQ(share->value, 1);
  EXPECT_NEAR(share->ci95->low, 1 / (1 + 1.959964 * 1.959964 / 100), 1e-6) << "Wilson's lower end n / (n + z^2)";
  EXPECT_FALSE(kept_share(std::vector{Tally{}}));
}

// Independent requests: of 400 intervals some 380 hold the truth.
TEST(KeptShare, CoversTheTruth) {
  int held = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "kept", 0);
    std::vector<Tally> replications(20);
    for (Tally& one : replications) {
      one.decided = 10 + static_cast<std::int64_t>(luck.below(20));
      for (std::int64_t i = 0; i < one.decided; ++i) one.kept += luck.uniform() < 0.9 ? 1 : 0;
    }
    const auto share = kept_share(replications);
    held += share->ci95->low <= 0.9 && 0.9 <= share->ci95->high ? 1 : 0;
  }
  EXPECT_GE(held, 372);
  EXPECT_LE(held, 399);
}

}  // namespace
}  // namespace wangge::evaluation
