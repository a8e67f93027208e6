#include "engine/statistics/warm_up.h"

#include "engine/core/distributions.h"
#include "engine/core/random.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::statistics {
namespace {

TEST(WarmUp, CutsTheStartByHand) {
  // Means of 5: 10, 2, 4, 2, 4, 2, 4, 2. Without a cut the squares are 47.5 over 64; after the first batch 48/7 over 49.
  std::vector<double> series;
  for (const double level : {10, 2, 4, 2, 4, 2, 4, 2}) series.insert(series.end(), 5, level);
  const auto cut = warm_up(series);
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->left_out, 5U);
  EXPECT_TRUE(cut->settled);
}

TEST(WarmUp, LeavesASeriesInItsSteadyStateAlone) {
  std::vector<double> series;
  for (int i = 0; i < 40; ++i) series.push_back(i / 5 % 2);
  EXPECT_EQ(warm_up(series)->left_out, 0U);
  EXPECT_EQ(warm_up(std::vector<double>(100, 3.0))->left_out, 0U);
}

TEST(WarmUp, SaysThatASeriesThatStillRisesIsTooShort) {
  std::vector<double> series;
  for (int i = 0; i < 200; ++i) series.push_back(i);
  EXPECT_FALSE(warm_up(series)->settled);
  EXPECT_FALSE(warm_up(std::vector<double>(19, 1.0)));
}

TEST(WarmUp, TakesTheBiasOutOfADecayingStart) {
  constexpr int runs = 200;
  double plain = 0;
  double cut_mean = 0;
  for (std::uint32_t run = 0; run < runs; ++run) {
    core::Stream luck(core::Seed(5), run, "series", 0);
    std::vector<double> series;
    double state = 0;  // an autoregression around 0 with a start that fades within some 100 steps
    for (int i = 0; i < 2000; ++i) {
      state = 0.5 * state + core::normal(luck);
      series.push_back(state + 20 * std::pow(0.97, i));
    }
    const auto mean_from = [&](std::size_t first) {
      double sum = 0;
      for (std::size_t i = first; i < series.size(); ++i) sum += series[i];
      return sum / static_cast<double>(series.size() - first);
    };
    plain += mean_from(0) / runs;
    cut_mean += mean_from(warm_up(series)->left_out) / runs;
  }
  EXPECT_GT(plain, 0.25);
  EXPECT_LT(std::abs(cut_mean), 0.05);
}

}  // namespace
}  // namespace wangge::statistics
