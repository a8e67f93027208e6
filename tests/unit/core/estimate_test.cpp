#include "engine/core/estimate.h"

#include <array>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::core {
namespace {

TEST(Estimate, OfThreeSamplesIsAsByHand) {
  const std::array<double, 3> samples = {1, 2, 3};  // s = 1, t(2) = 4.30265, half = 4.30265 / sqrt(3)
  const auto estimate = mean_of(samples);
  ASSERT_TRUE(estimate && estimate->ci95);
  EXPECT_EQ(estimate->value, 2);
  EXPECT_NEAR(estimate->ci95->low, 2 - 2.48413, 1e-5);
  EXPECT_NEAR(estimate->ci95->high, 2 + 2.48413, 1e-5);
}

TEST(Estimate, IsAbsentWithoutSamplesAndHasNoIntervalForOne) {
  EXPECT_FALSE(mean_of({}));
  const std::array<double, 1> one = {5};
  ASSERT_TRUE(mean_of(one));
  EXPECT_EQ(mean_of(one)->value, 5);
  EXPECT_FALSE(mean_of(one)->ci95);
}

TEST(Estimate, OfAnAmountIsNeverNegative) {
  const std::array<double, 2> samples = {0, 2};
  const auto amount = mean_amount_of(samples);
  ASSERT_TRUE(amount && amount->ci95);
  EXPECT_EQ(amount->ci95->low, 0);
  EXPECT_GT(amount->ci95->high, 2);
  EXPECT_LT(mean_of(samples)->ci95->low, 0);
}

TEST(Estimate, OfAShareStaysBetweenZeroAndOne) {
  const std::array<double, 2> samples = {0.5, 1};
  const auto share = mean_share_of(samples);
  ASSERT_TRUE(share && share->ci95);
  EXPECT_EQ(share->ci95->low, 0);
  EXPECT_EQ(share->ci95->high, 1);
}

TEST(Estimate, OfAPositiveAmountIsSymmetricInTheLogarithm) {
  const std::vector<double> samples = {1, 2, 9};
  const auto plain = mean_of(samples);
  const auto positive = positive_mean_of(samples);
  ASSERT_TRUE(plain->ci95 && positive->ci95);
  EXPECT_EQ(positive->value, 4);
  EXPECT_LT(plain->ci95->low, 0);
  EXPECT_GT(positive->ci95->low, 0);
  EXPECT_NEAR(positive->ci95->low * positive->ci95->high, 16, 1e-12);
  EXPECT_NEAR(positive->ci95->high / 4, std::exp((plain->ci95->high - 4) / 4), 1e-12);
  EXPECT_EQ(positive_mean_of(std::vector<double>{0, 0})->ci95->high, 0);
  EXPECT_FALSE(positive_mean_of(std::vector<double>{1})->ci95);
}

}  // namespace
}  // namespace wangge::core
