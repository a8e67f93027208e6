#include "engine/statistics/control_variates.h"

#include "engine/core/distributions.h"
#include "engine/core/random.h"
#include "engine/statistics/paired.h"
#include "tests/unit/statistics/coverage.h"

#include <vector>

#include <gtest/gtest.h>

namespace wangge::statistics {
namespace {

TEST(ControlVariates, AreAsByHand) {
  // y = 2 x + 1 exactly, x mean 2.5 where 2 is expected: 6 - 2 * 0.5.
  const std::vector<double> controls = {1, 2, 3, 4};
  const std::vector<double> figures = {3, 5, 7, 9};
  const auto controlled = controlled_mean(figures, controls, 2);
  ASSERT_TRUE(controlled);
  EXPECT_DOUBLE_EQ(controlled->coefficient, 2);
  EXPECT_DOUBLE_EQ(controlled->mean.value, 5);
  EXPECT_NEAR(controlled->mean.ci95->high, 5, 1e-9);
  EXPECT_FALSE(controlled_mean(figures, std::vector<double>{1, 1, 1, 1}, 1));
  EXPECT_FALSE(controlled_mean(std::vector<double>{1, 2, 3}, std::vector<double>{1, 2, 3}, 2));
}

TEST(ControlVariates, CoverTheTruthAndSharpenTheMean) {
  testing::Coverage coverage;
  double ratio = 0;
  for (std::uint32_t run = 0; run < 2000; ++run) {
    core::Stream luck(core::Seed(8), run, "pairs", 0);
    std::vector<double> figures;
    std::vector<double> controls;
    for (int i = 0; i < 20; ++i) {
      const double control = core::normal(luck);
      controls.push_back(30 + control);
      figures.push_back(5 + 3 * control + core::normal(luck));
    }
    const auto controlled = controlled_mean(figures, controls, 30);
    coverage.look(controlled->mean, 5);
    ratio += controlled->variance_ratio / 2000;
  }
  EXPECT_NEAR(coverage.share(), 0.95, coverage.slack());
  EXPECT_NEAR(ratio, 10, 2);
}

TEST(Pairs, AreComparedAsByHand) {
  const std::vector<double> first = {1, 2, 3};
  const std::vector<double> second = {2, 2, 5};  // differences 1, 0, 2; squares: 2, 6, 2
  const auto comparison = compare_pairs(first, second);
  ASSERT_TRUE(comparison && comparison->variance_ratio);
  EXPECT_DOUBLE_EQ(comparison->difference.value, 1);
  EXPECT_DOUBLE_EQ(*comparison->variance_ratio, 4);
  const auto same = compare_pairs(first, first);
  EXPECT_EQ(same->difference.value, 0);
  EXPECT_EQ(same->difference.ci95->high, 0);
  EXPECT_FALSE(same->variance_ratio);
}

TEST(Pairs, CoverTheDifference) {
  testing::Coverage coverage;
  for (std::uint32_t run = 0; run < 2000; ++run) {
    core::Stream luck(core::Seed(9), run, "pairs", 0);
    std::vector<double> first;
    std::vector<double> second;
    for (int i = 0; i < 10; ++i) {
      const double shared = 5 * core::normal(luck);
      first.push_back(shared + core::normal(luck));
      second.push_back(shared + core::normal(luck) + 0.3);
    }
    coverage.look(compare_pairs(first, second)->difference, 0.3);
  }
  EXPECT_NEAR(coverage.share(), 0.95, coverage.slack());
}

}  // namespace
}  // namespace wangge::statistics
