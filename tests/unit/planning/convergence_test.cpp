#include "engine/planning/sampling/convergence.h"

#include "engine/core/math.h"
#include "engine/core/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace wangge::planning {
namespace {

/// Chains of x' = memory x + noise, standard normal in the long run; each about its own level.
std::vector<std::vector<double>> autoregressive(double memory, std::size_t draws, const std::vector<double>& levels) {
  std::vector<std::vector<double>> chains;
  for (std::size_t c = 0; c < levels.size(); ++c) {
    core::Stream luck(core::Seed(5), 0, "autoregressive", c);
    const auto normal = [&] { return core::inverse_normal(luck.uniform_open()); };
    double x = normal();
    chains.emplace_back();
    for (std::size_t i = 0; i < draws; ++i) {
      chains.back().push_back(levels[c] + x);
      x = memory * x + std::sqrt(1 - memory * memory) * normal();
    }
  }
  return chains;
}

TEST(Convergence, KnowsHowManyDrawsAChainWithMemoryIsWorth) {
  for (const double memory : {0.0, 0.5, 0.9, -0.3}) {
    const auto chains = autoregressive(memory, 20'000, {0, 0, 0, 0});
    const double known = 80'000 * (1 - memory) / (1 + memory);
    const auto found = convergence(chains);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->effective / known, 1, 0.12) << memory;
    EXPECT_NEAR(effective_draws(chains).value() / known, 1, 0.12) << memory;
    EXPECT_LT(found->r_hat, 1.005) << memory;
  }
}

TEST(Convergence, TellsChainsOfDifferentLevelsApart) {
  EXPECT_GT(convergence(autoregressive(0.5, 1000, {0, 0, 0, 1}))->r_hat, 1.05);
  EXPECT_LT(convergence(autoregressive(0.5, 1000, {0, 0, 0, 1}))->effective, 100);
}

TEST(Convergence, TellsChainsOfDifferentSpreadsApart) {
  auto chains = autoregressive(0.2, 2000, {0, 0, 0, 0});
  for (double& draw : chains[3]) draw *= 3;
  EXPECT_GT(convergence(chains)->r_hat, 1.05) << "the same mean, another spread";
}

/// Chains that never left their starts: within them nothing varies, between them all.
TEST(Convergence, CondemnsStuckChains) {
  std::vector<std::vector<double>> chains;
  for (int level = 0; level < 4; ++level) chains.emplace_back(200, level);
  const auto stuck = convergence(chains);
  ASSERT_TRUE(stuck);
  EXPECT_GT(stuck->r_hat, 100);
  EXPECT_LT(stuck->effective, 20);
  chains[0][7] = 5;
  EXPECT_GT(convergence(chains)->r_hat, 2);
}

/// A chain that rarely reaches into a tail knows its quantile worse than the mean.
TEST(Convergence, CountsTheDrawsOfTheTailsApart) {
  const auto chains = autoregressive(0.0, 5000, {0, 0, 0, 0});
  EXPECT_NEAR(convergence(chains)->effective_tail / 20'000, 1, 0.15);
  auto slow = chains;
  for (std::size_t i = 0; i < 400; ++i) slow[0][i] += 6;
  EXPECT_LT(convergence(slow)->effective_tail, 0.2 * convergence(chains)->effective_tail);
}

TEST(Convergence, SeesADriftWithinOneChain) {
  auto chains = autoregressive(0.0, 1000, {0});
  for (std::size_t i = 0; i < chains[0].size(); ++i) chains[0][i] += 0.004 * static_cast<double>(i);
  EXPECT_GT(convergence(chains)->r_hat, 1.3);
}

TEST(Convergence, SaysNothingOfEqualOrTooFewDraws) {
  EXPECT_FALSE(convergence(std::vector<std::vector<double>>{{1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1}}));
  EXPECT_FALSE(convergence(std::vector<std::vector<double>>{{1, 2, 3}}));
  EXPECT_FALSE(convergence({}));
  EXPECT_FALSE(effective_draws({}));
}

/// Heavy tails: ranks keep the answer finite and stable.
TEST(Convergence, BearsHeavyTails) {
  auto chains = autoregressive(0.5, 10'000, {0, 0});
  for (auto& chain : chains) {
    for (double& draw : chain) draw = draw * draw * draw * 1e6;
  }
  EXPECT_NEAR(convergence(chains)->effective / (20'000 / 3.0), 1, 0.15);
}

}  // namespace
}  // namespace wangge::planning
