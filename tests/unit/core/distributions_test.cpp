#include "engine/core/distributions.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::core {
namespace {

struct Moments {
  double mean = 0;
  double cv = 0;
};

constexpr int draws = 400'000;

Moments moments_of(const std::function<double(Stream&)>& law) {
  Stream luck(Seed(11), 0, "moments", 0);
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < draws; ++i) {
    const double x = law(luck);
    EXPECT_GE(x, 0);
    sum += x;
    squares += x * x;
  }
  const double mean = sum / draws;
  return {mean, std::sqrt(squares / draws - mean * mean) / mean};
}

TEST(Distributions, HaveTheMeanAndVariationTheyAreNamedBy) {
  const auto near = [](const Moments& found, double mean, double cv) {
    EXPECT_NEAR(found.mean / mean, 1, 5 * cv / std::sqrt(draws));
    EXPECT_NEAR(found.cv / cv, 1, 0.05);
  };
  near(moments_of([](Stream& luck) { return exponential(luck, 3.0); }), 3, 1);
  near(moments_of([law = Lognormal(20, 0.8)](Stream& luck) { return law.draw(luck); }), 20, 0.8);
  near(moments_of([law = Hyperexponential(5, 2)](Stream& luck) { return law.draw(luck); }), 5, 2);
  near(moments_of([](Stream& luck) { return gamma(luck, 4, 0.5); }), 4, 0.5);
  near(moments_of([](Stream& luck) { return gamma(luck, 4, 1.5); }), 4, 1.5);  // shape below 1
  near(moments_of([](Stream& luck) { return static_cast<double>(poisson(luck, 3.7)); }), 3.7, 1 / std::sqrt(3.7));
  near(moments_of([](Stream& luck) { return static_cast<double>(poisson(luck, 50)); }), 50, 1 / std::sqrt(50));
}

/// Kolmogorov and Smirnov's distance between draws and the law they should follow, times sqrt(n).
double distance_to(std::vector<double> sample, const std::function<double(double)>& cumulative) {
  std::sort(sample.begin(), sample.end());
  double worst = 0;
  const auto count = static_cast<double>(sample.size());
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double expected = cumulative(sample[i]);
    worst = std::max({worst, expected - static_cast<double>(i) / count, static_cast<double>(i + 1) / count - expected});
  }
  return worst * std::sqrt(count);
}

TEST(Distributions, FollowTheirLaw) {
  const auto sample = [](const std::function<double(Stream&)>& law) {
    Stream luck(Seed(12), 0, "law", 0);
    std::vector<double> values(100'000);
    for (double& value : values) value = law(luck);
    return values;
  };
  constexpr double critical = 1.95;  // 99.9 %
  const auto normal_integral = [](double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); };
  EXPECT_LT(distance_to(sample([](Stream& luck) { return exponential(luck, 2); }), [](double x) { return 1 - std::exp(-x / 2); }),
            critical);
  EXPECT_LT(distance_to(sample([](Stream& luck) { return normal(luck); }), normal_integral), critical);
  const double variance = std::log(1 + 0.8 * 0.8);
  EXPECT_LT(
      distance_to(sample([law = Lognormal(20, 0.8)](Stream& luck) { return law.draw(luck); }),
                  [&](double x) { return normal_integral((std::log(x) - std::log(20.0) + variance / 2) / std::sqrt(variance)); }),
      critical);
  // Gamma with shape 2 and scale 3: mean 6, cv 1/sqrt(2).
  EXPECT_LT(distance_to(sample([](Stream& luck) { return gamma(luck, 6, std::sqrt(0.5)); }),
                        [](double x) { return 1 - std::exp(-x / 3) * (1 + x / 3); }),
            critical);
}

TEST(Distributions, PoissonCountsFollowTheirLaw) {
  Stream luck(Seed(13), 0, "counts", 0);
  std::vector<double> counts(30, 0.0);
  constexpr int n = 200'000;
  for (int i = 0; i < n; ++i) counts[std::min<std::size_t>(29, poisson(luck, 4))] += 1;
  double chi_square = 0;
  double chance = std::exp(-4.0);
  for (int k = 0; k <= 14; ++k) {
    if (k > 0) chance *= 4.0 / k;
    const double expected = n * chance;
    chi_square += (counts[static_cast<std::size_t>(k)] - expected) * (counts[static_cast<std::size_t>(k)] - expected) / expected;
  }
  EXPECT_LT(chi_square, 37.7);  // at most 15 degrees of freedom, 99.9 %
}

TEST(Distributions, DegenerateLawsAreConstants) {
  Stream luck(Seed(1), 0, "constant", 0);
  EXPECT_EQ(poisson(luck, 0), 0U);
  EXPECT_EQ(exponential(luck, 0), 0);
  EXPECT_NEAR(Lognormal(20, 0).draw(luck), 20, 1e-12);
}

}  // namespace
}  // namespace wangge::core
