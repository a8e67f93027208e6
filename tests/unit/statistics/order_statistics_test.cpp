#include "engine/statistics/order_statistics.h"

#include "engine/core/distributions.h"
#include "engine/core/random.h"
#include "engine/statistics/gini.h"
#include "engine/statistics/special.h"
#include "tests/unit/statistics/coverage.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::statistics {
namespace {

TEST(OrderStatistics, RanksOfTheMedianAreThoseOfTheTables) {
  // The sign test's: of 10 the 2nd and 9th (97.9 %), of 20 the 6th and 15th (95.9 %), of 6 the 1st and 6th (96.9 %).
  const auto ranks = [](std::size_t n) { return quantile_ranks(n, 0.5); };
  ASSERT_TRUE(ranks(10) && ranks(20) && ranks(6));
  EXPECT_EQ(ranks(10)->low, 2U);
  EXPECT_EQ(ranks(10)->high, 9U);
  EXPECT_EQ(ranks(20)->low, 6U);
  EXPECT_EQ(ranks(20)->high, 15U);
  EXPECT_EQ(ranks(6)->low, 1U);
  EXPECT_EQ(ranks(6)->high, 6U);
  EXPECT_FALSE(ranks(5)) << "1 - 2 / 32 is below 95 %";
}

TEST(OrderStatistics, QuantileIsTheLeastValueThatEnoughDoNotExceed) {
  const std::vector<double> values = {40, 10, 30, 20};
  EXPECT_EQ(quantile_of(values, 0.5)->value, 20);
  EXPECT_EQ(quantile_of(values, 0.51)->value, 30);
  EXPECT_EQ(quantile_of(values, 0.99)->value, 40);
  EXPECT_FALSE(quantile_of(values, 0.5)->ci95);
  EXPECT_FALSE(quantile_of({}, 0.5));
}

TEST(OrderStatistics, CoverQuantilesOfTwoLaws) {
  for (const double share : {0.5, 0.9}) {
    testing::Coverage exponential;
    testing::Coverage normal;
    for (std::uint32_t run = 0; run < 2000; ++run) {
      core::Stream luck(core::Seed(4), run, "values", 0);
      std::vector<double> values;
      std::vector<double> more;
      for (int i = 0; i < 200; ++i) {
        values.push_back(core::exponential(luck, 1));
        more.push_back(core::normal(luck));
      }
      exponential.look(*quantile_of(values, share), -std::log(1 - share));
      normal.look(*quantile_of(more, share), share > 0.6 ? 1.2815515655446004 : 0);
    }
    for (const auto& coverage : {exponential, normal}) {
      EXPECT_GT(coverage.share(), 0.95 - coverage.slack());
      EXPECT_LT(coverage.share(), 0.975) << "never much more than was asked for";
    }
  }
}

TEST(Gini, IsAsByHand) {
  EXPECT_DOUBLE_EQ(*gini(std::vector<double>{5, 5, 5}), 0);
  EXPECT_DOUBLE_EQ(*gini(std::vector<double>{0, 0, 0, 8}), 0.75);
  EXPECT_DOUBLE_EQ(*gini(std::vector<double>{1, 3}), 0.25);
  EXPECT_FALSE(gini(std::vector<double>{0, 0}));
  EXPECT_FALSE(gini({}));
}

TEST(Special, FunctionsMeetTheTables) {
  EXPECT_NEAR(log_gamma(1), 0, 1e-13);
  EXPECT_NEAR(log_gamma(0.5), 0.5 * std::log(3.14159265358979323846), 1e-13);
  EXPECT_NEAR(log_gamma(101), 363.73937555556349, 1e-10);
  for (const double x : {0.1, 0.7, 1.5, 3.2, 11.9, 12.1, 40.0}) EXPECT_NEAR(log_gamma(x), std::lgamma(x), 2e-13 * (1 + x)) << x;
  EXPECT_NEAR(chi_square_tail(3.841458820694124, 1), 0.05, 1e-12);
  EXPECT_NEAR(chi_square_tail(18.307038053275146, 10), 0.05, 1e-12);
  EXPECT_NEAR(chi_square_tail(2, 2), std::exp(-1), 1e-14);
  EXPECT_NEAR(chi_square_tail(1000, 1000), 0.4941, 1e-4);
  EXPECT_EQ(chi_square_tail(0, 5), 1);
}

}  // namespace
}  // namespace wangge::statistics
