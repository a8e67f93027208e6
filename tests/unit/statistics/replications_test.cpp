#include "engine/statistics/replications.h"

#include "engine/core/distributions.h"
#include "engine/core/estimate.h"
#include "engine/core/random.h"
#include "tests/unit/statistics/coverage.h"

#include <vector>

#include <gtest/gtest.h>

namespace wangge::statistics {
namespace {

TEST(Replications, PrecisionIsAsByHand) {
  const std::vector<double> samples = {1, 2, 3};  // mean 2, half-width 2.48413
  EXPECT_TRUE(precise_enough(samples, {.half_width = 2.4842, .relative = false}));
  EXPECT_FALSE(precise_enough(samples, {.half_width = 2.4841, .relative = false}));
  // relative: 2.48413 / 2 = 1.242 <= g / (1 + g) has no solution
  EXPECT_FALSE(precise_enough(samples, {.half_width = 1e6, .relative = true}));
  const std::vector<double> near = {9, 10, 11};  // 0.248413 = g / (1 + g) at g = 0.33052
  EXPECT_TRUE(precise_enough(near, {.half_width = 0.3306, .relative = true}));
  EXPECT_FALSE(precise_enough(near, {.half_width = 0.3304, .relative = true}));
  EXPECT_FALSE(precise_enough(std::vector<double>{1}, {.half_width = 1e6, .relative = false}));
}

TEST(Replications, StopAtTheFirstCountThatIsPrecise) {
  const ReplicationRule rule{.at_least = 3, .at_most = 6, .until = Precision{0.5, false}};
  EXPECT_EQ(first_precise(std::vector<double>{1, 9, 5, 5, 5, 5, 5}, rule), 6);
  EXPECT_EQ(first_precise(std::vector<double>{5, 5, 5, 5, 5, 5, 5}, rule), 3);
  EXPECT_EQ(first_precise(std::vector<double>{5, 5}, rule), std::nullopt) << "more are needed to say";
  EXPECT_EQ(first_precise(std::vector<double>{1, 9, 5, 5}, rule), std::nullopt);
  EXPECT_EQ(first_precise(std::vector<double>{1, 9, 5, 5}, {.at_least = 3, .at_most = 3}), 3);
}

TEST(Replications, ThatStopWhenPreciseStillCoverTheTruth) {
  testing::Coverage coverage;
  const ReplicationRule rule{.at_least = 10, .at_most = 1000, .until = Precision{0.05, true}};
  double made = 0;
  for (std::uint32_t run = 0; run < 2000; ++run) {
    core::Stream luck(core::Seed(3), run, "sample", 0);
    std::vector<double> samples;
    for (int i = 0; i < 1000; ++i) samples.push_back(10 + 2 * core::normal(luck));
    const int count = *first_precise(samples, rule);
    made += count / 2000.0;
    coverage.look(*core::mean_of(std::span(samples).first(static_cast<std::size_t>(count))), 10);
  }
  EXPECT_NEAR(made, 70, 7);  // (1.96 * 0.2 / 0.0476)^2 = 68 and a little for Student's
  EXPECT_GT(coverage.share(), 0.93) << "stopping by the data costs a little";
  EXPECT_LT(coverage.share(), 0.97);
}

}  // namespace
}  // namespace wangge::statistics
