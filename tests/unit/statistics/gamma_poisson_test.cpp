#include "engine/statistics/gamma_poisson.h"

#include "engine/core/distributions.h"
#include "engine/core/random.h"

#include <vector>

#include <gtest/gtest.h>

namespace wangge::statistics {
namespace {

TEST(ShrinkRates, AreAsByHand) {
  // Rates 1 and 3 around 2, exposure 10 each: variance 1 - 2 / 10 = 0.8, shape 4 / 0.8 = 5, (10 + 5) / (10 + 2.5) = 1.2.
  const auto shrunk = shrink_rates(std::vector<double>{10, 30}, std::vector<double>{10, 10});
  EXPECT_DOUBLE_EQ(shrunk.mean, 2);
  EXPECT_NEAR(shrunk.rates[0], 1.2, 1e-12);
  EXPECT_NEAR(shrunk.rates[1], 2.8, 1e-12);
  EXPECT_NEAR(shrunk.spread, std::sqrt(0.2), 1e-12);
}

TEST(ShrinkRates, AreAllTheMeanWhereChanceExplainsThem) {
  const auto shrunk = shrink_rates(std::vector<double>{9, 11, 0}, std::vector<double>{10, 10, 0});
  EXPECT_EQ(shrunk.spread, 0);
  for (const double rate : shrunk.rates) EXPECT_DOUBLE_EQ(rate, 1);
  EXPECT_EQ(shrink_rates(std::vector<double>{0, 0}, std::vector<double>{1, 1}).rates[0], 0);
}

TEST(ShrinkRates, ComeNearerToTheTruthThanCountsAlone) {
  double raw = 0;
  double near = 0;
  double spread = 0;
  for (std::uint32_t run = 0; run < 200; ++run) {
    core::Stream luck(core::Seed(2), run, "places", 0);
    std::vector<double> truth;
    std::vector<double> counts;
    std::vector<double> exposures;
    for (int i = 0; i < 100; ++i) {
      truth.push_back(core::gamma(luck, 2, 0.5));
      exposures.push_back(0.5 + 3 * luck.uniform());
      counts.push_back(static_cast<double>(core::poisson(luck, truth.back() * exposures.back())));
    }
    const auto shrunk = shrink_rates(counts, exposures);
    spread += shrunk.spread / 200;
    for (std::size_t i = 0; i < truth.size(); ++i) {
      const double off = counts[i] / exposures[i] - truth[i];
      const double shrunk_off = shrunk.rates[i] - truth[i];
      raw += off * off;
      near += shrunk_off * shrunk_off;
    }
  }
  EXPECT_LT(near, 0.55 * raw);
  EXPECT_NEAR(spread, 0.5, 0.06);
}

}  // namespace
}  // namespace wangge::statistics
