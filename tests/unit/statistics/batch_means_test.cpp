#include "engine/statistics/batch_means.h"

#include "engine/core/distributions.h"
#include "engine/core/random.h"
#include "tests/unit/statistics/coverage.h"

#include <vector>

#include <gtest/gtest.h>

namespace wangge::statistics {
namespace {

std::vector<double> autoregression(std::uint32_t run, double correlation, int length) {
  core::Stream luck(core::Seed(11), run, "series", 0);
  std::vector<double> series;
  double state = core::normal(luck) / std::sqrt(1 - correlation * correlation);
  for (int i = 0; i < length; ++i) {
    series.push_back(7 + state);
    state = correlation * state + core::normal(luck);
  }
  return series;
}

TEST(BatchMeans, CorrelationIsAsByHand) {
  // mean 2.5, squares 5, steps 3: 1 - 3 / 10
  EXPECT_DOUBLE_EQ(von_neumann_correlation(std::vector<double>{1, 2, 3, 4}), 0.7);
  EXPECT_DOUBLE_EQ(von_neumann_correlation(std::vector<double>{3, 3, 3}), 0);
}

TEST(BatchMeans, KeepsTheEndOfTheSeries) {
  std::vector<double> series(41, 1.0);
  series[0] = 1000;
  const auto batches = batch_means(series);
  ASSERT_TRUE(batches);
  EXPECT_EQ(batches->batch_length, 2U);
  EXPECT_EQ(batches->mean.samples.size(), 20U);
  EXPECT_DOUBLE_EQ(batches->mean.value, 1);
  EXPECT_FALSE(batch_means(std::vector<double>(19, 1.0)));
}

TEST(BatchMeans, CoverTheMeanOfIndependentAndOfCorrelatedSeries) {
  for (const double correlation : {0.0, 0.9}) {
    testing::Coverage coverage;
    for (std::uint32_t run = 0; run < 2000; ++run) {
      coverage.look(batch_means(autoregression(run, correlation, 4096))->mean, 7);
    }
    EXPECT_NEAR(coverage.share(), 0.95, coverage.slack()) << correlation;
  }
}

TEST(BatchMeans, SayThatARunIsTooShortForItsCorrelation) {
  int told = 0;
  for (std::uint32_t run = 0; run < 100; ++run) told += batch_means(autoregression(run, 0.99, 200))->independent ? 0 : 1;
  EXPECT_GT(told, 80);
}

}  // namespace
}  // namespace wangge::statistics
