#include "engine/core/math.h"

#include "engine/core/random.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include <gtest/gtest.h>

namespace wangge::core {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// How many doubles lie between the two. Both finite and of one sign.
std::int64_t steps_between(double a, double b) {
  return std::abs(std::bit_cast<std::int64_t>(a) - std::bit_cast<std::int64_t>(b));
}

double between(Stream& luck, double low, double high) { return low + (high - low) * luck.uniform(); }

TEST(Math, ExpIsWithinTwoSteps) {
  Stream luck(Seed(1), 0, "exp", 0);
  for (int i = 0; i < 400'000; ++i) {
    const double x = i % 2 == 0 ? between(luck, -700, 700) : between(luck, -2, 2);
    ASSERT_LE(steps_between(exp(x), std::exp(x)), 2) << x;
  }
}

TEST(Math, LogIsWithinTwoSteps) {
  Stream luck(Seed(1), 0, "log", 0);
  for (int i = 0; i < 400'000; ++i) {
    const double x = i % 3 == 0 ? luck.uniform_open() : i % 3 == 1 ? between(luck, 0.5, 2) : std::exp(between(luck, -700, 700));
    if (x == 1) continue;
    ASSERT_LE(steps_between(log(x), std::log(x)), 2) << x;
  }
  EXPECT_LE(steps_between(log(5e-324), std::log(5e-324)), 2);
  EXPECT_LE(steps_between(log(1.7e308), std::log(1.7e308)), 2);
}

TEST(Math, PowIsWithinTwoSteps) {
  Stream luck(Seed(1), 0, "pow", 0);
  for (int i = 0; i < 400'000; ++i) {
    const double base = i % 2 == 0 ? std::exp(between(luck, -20, 20)) : between(luck, 0.5, 2);
    const double exponent = between(luck, -30, 30);
    const double truth = std::pow(base, exponent);
    if (truth < 1e-300 || truth > 1e300) continue;
    ASSERT_LE(steps_between(pow(base, exponent), truth), 2) << base << " ^ " << exponent;
  }
}

TEST(Math, AnglesAreWithinARoundingOfTheirSize) {
  Stream luck(Seed(1), 0, "angles", 0);
  for (int i = 0; i < 400'000; ++i) {
    const double x = i % 3 == 0 ? between(luck, -1e6, 1e6) : between(luck, -7, 7);
    ASSERT_NEAR(sin(x), std::sin(x), 4e-16) << x;
    ASSERT_NEAR(cos(x), std::cos(x), 4e-16) << x;
    const double y = between(luck, -3, 3);
    ASSERT_NEAR(atan2(y, x), std::atan2(y, x), 9e-16) << y << ' ' << x;
  }
  EXPECT_EQ(sin(0), 0);
  EXPECT_EQ(cos(0), 1);
  EXPECT_EQ(atan2(0, 0), 0);
  EXPECT_EQ(atan2(0, 5), 0);
  EXPECT_NEAR(atan2(0, -5), 3.14159265358979324, 1e-15);
  EXPECT_NEAR(atan2(-5, 0), -1.57079632679489662, 1e-15);
}

TEST(Math, EndsAreAsTheStandardHasThem) {
  EXPECT_EQ(exp(0), 1);
  EXPECT_EQ(exp(1000), infinity);
  EXPECT_EQ(exp(infinity), infinity);
  EXPECT_EQ(exp(-1000), 0);
  EXPECT_EQ(exp(-infinity), 0);
  EXPECT_NEAR(exp(-745) / std::exp(-745), 1, 1e-9);
  EXPECT_EQ(log(1), 0);
  EXPECT_EQ(log(0), -infinity);
  EXPECT_EQ(log(infinity), infinity);
  EXPECT_TRUE(std::isnan(log(-1)));
  EXPECT_TRUE(std::isnan(exp(std::numeric_limits<double>::quiet_NaN())));
  EXPECT_EQ(pow(0, 2), 0);
  EXPECT_EQ(pow(0, 0), 1);
  EXPECT_EQ(pow(3, 4), 81);
  EXPECT_EQ(pow(2, -1074), 5e-324);
  EXPECT_EQ(pow(10, 400), infinity);
  EXPECT_EQ(pow(10, -400), 0);
}

// Bits that every compiler must give; checked in by hand so that a change of any step is seen.
TEST(Math, BitsAreFixed) {
  EXPECT_EQ(exp(1), 0x1.5bf0a8b14576ap+1);
  EXPECT_EQ(log(10), 0x1.26bb1bbb55516p+1);
  EXPECT_EQ(pow(1.37, -22.5), 0x1.b7e73a773508bp-11);
  EXPECT_EQ(sin(2), 0x1.d18f6ead1b446p-1);
  EXPECT_EQ(cos(100), 0x1.b981dbf665fep-1);
  EXPECT_EQ(atan2(1, -3), 0x1.68f095fdf593cp+1);
  EXPECT_EQ(inverse_normal(0.01), -0x1.29c5c4630ff0ep+1);
  EXPECT_EQ(student_t(7, 0.95), 0x1.2eac01e9f5b18p+1);
}

TEST(Math, InverseNormalInvertsTheNormalIntegral) {
  Stream luck(Seed(1), 0, "normal", 0);
  for (int i = 0; i < 200'000; ++i) {
    const double p = i % 2 == 0 ? luck.uniform_open() : std::exp(between(luck, -300, -0.7));
    const double z = inverse_normal(p);
    const double back = 0.5 * std::erfc(-z / std::sqrt(2.0));
    const double slope = std::max(1.0, std::abs(z) * std::abs(z));  // how an error of z is magnified
    ASSERT_NEAR(back / p, 1, 4e-15 * slope) << p;
  }
  EXPECT_EQ(inverse_normal(0.5), 0);
  EXPECT_NEAR(inverse_normal(0.975), 1.959963984540054, 1e-15);
  EXPECT_EQ(inverse_normal(0.25), -inverse_normal(0.75));
}

// Two-sided 95 % and 99 % points as printed in Abramowitz and Stegun, table 26.10, and any textbook.
TEST(Math, StudentTGivesTheTable) {
  EXPECT_NEAR(student_t(1, 0.95), 12.7062, 5e-5);
  EXPECT_NEAR(student_t(2, 0.95), 4.30265, 5e-6);
  EXPECT_NEAR(student_t(3, 0.95), 3.18245, 5e-6);
  EXPECT_NEAR(student_t(9, 0.95), 2.26216, 5e-6);
  EXPECT_NEAR(student_t(11, 0.95), 2.20099, 5e-6);
  EXPECT_NEAR(student_t(30, 0.95), 2.04227, 5e-6);
  EXPECT_NEAR(student_t(120, 0.95), 1.97993, 5e-6);
  EXPECT_NEAR(student_t(5, 0.99), 4.03214, 5e-6);
  EXPECT_NEAR(student_t(10, 0.99), 3.16927, 5e-6);
  EXPECT_NEAR(student_t(2000, 0.95), student_t(2001, 0.95), 1e-6);  // where the method changes
  EXPECT_NEAR(student_t(1'000'000, 0.95), 1.959966, 1e-6);
}

}  // namespace
}  // namespace wangge::core
