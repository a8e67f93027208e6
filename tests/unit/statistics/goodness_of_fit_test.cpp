#include "engine/statistics/goodness_of_fit.h"

#include "engine/core/distributions.h"
#include "engine/core/random.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::statistics {
namespace {

TEST(GoodnessOfFit, DistanceIsAsByHand) {
  // 0.1 and 0.4 against 0.5 and 1: largest 1 - 0.4.
  const Fit fit = fits_uniform(std::vector<double>{0.4, 0.1});
  EXPECT_DOUBLE_EQ(fit.statistic, 0.6);
  EXPECT_EQ(fit.count, 2U);
  EXPECT_EQ(fits_uniform({}).p, 1);
  // The 5 % point of n = 100 is 0.1340 (tables of Massey 1951: 0.134).
  std::vector<double> values;
  for (int i = 0; i < 100; ++i) values.push_back(std::min(1.0, (i + 0.5) / 100 + 0.129));
  EXPECT_NEAR(fits_uniform(values).statistic, 0.134, 1e-9);
  EXPECT_NEAR(fits_uniform(values).p, 0.05, 0.003);
}

TEST(GoodnessOfFit, RejectsATrueLawAsOftenAsItSays) {
  int rejected = 0;
  int chi_rejected = 0;
  int dispersion_rejected = 0;
  for (std::uint32_t run = 0; run < 2000; ++run) {
    core::Stream luck(core::Seed(6), run, "gaps", 0);
    std::vector<double> gaps;
    for (int i = 0; i < 50; ++i) gaps.push_back(core::exponential(luck, 1));
    rejected += fits_unit_exponential(gaps).p < 0.05 ? 1 : 0;
    std::vector<double> counts;
    for (int i = 0; i < 30; ++i) counts.push_back(static_cast<double>(core::poisson(luck, 20)));
    double total = 0;
    for (const double count : counts) total += count;
    const std::vector<double> expected(30, total / 30);
    chi_rejected += chi_square(counts, expected, 0).p < 0.05 ? 1 : 0;
    dispersion_rejected += dispersion(counts, expected, 1).p < 0.05 ? 1 : 0;
  }
  const double slack = 3.3 * std::sqrt(2000 * 0.05 * 0.95);
  EXPECT_NEAR(rejected, 100, slack);
  EXPECT_NEAR(chi_rejected, 100, slack);
  EXPECT_NEAR(dispersion_rejected, 100, slack);
}

TEST(GoodnessOfFit, RejectsAWrongLaw) {
  core::Stream luck(core::Seed(6), 0, "wrong", 0);
  std::vector<double> gaps;
  std::vector<double> counts;
  for (int i = 0; i < 300; ++i) {
    gaps.push_back(core::exponential(luck, 1.3));
    counts.push_back(static_cast<double>(core::poisson(luck, core::gamma(luck, 10, 0.5))));
  }
  EXPECT_LT(fits_unit_exponential(gaps).p, 0.001);
  EXPECT_GT(dispersion(counts, std::vector<double>(300, 10.0), 0).statistic, 2);
  EXPECT_LT(dispersion(counts, std::vector<double>(300, 10.0), 0).p, 1e-6);
}

TEST(GoodnessOfFit, JoinsCellsThatExpectLittle) {
  const Fit fit = chi_square(std::vector<double>{3, 1, 12, 1}, std::vector<double>{2, 4, 10, 1}, 0);
  EXPECT_EQ(fit.count, 2U);  // 2 + 4 and 10 + 1
  EXPECT_NEAR(fit.statistic, 4.0 / 6 + 4.0 / 11, 1e-12);
}

TEST(GoodnessOfFit, QuantilesStandBesideThoseOfTheLaw) {
  const auto pairs = exponential_quantiles(std::vector<double>{4, 1, 3, 2}, 2);
  ASSERT_EQ(pairs.size(), 2U);
  EXPECT_NEAR(pairs[0].expected, -std::log(0.75), 1e-12);
  EXPECT_EQ(pairs[0].observed, 2);
  EXPECT_EQ(pairs[1].observed, 4);
}

}  // namespace
}  // namespace wangge::statistics
