#include "engine/core/random.h"

#include <array>
#include <cstdint>
#include <set>

#include <gtest/gtest.h>

namespace wangge::core {
namespace {

using Counter = std::array<std::uint32_t, 4>;

// Known answers of Random123 (kat_vectors, philox4x32 10 rounds).
TEST(Philox, GivesThePublishedAnswers) {
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Counter{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  constexpr std::uint32_t ones = 0xffffffff;
  EXPECT_EQ(philox({ones, ones, ones, ones}, {ones, ones}), (Counter{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Counter{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Stream, OfOneNameRepeatsAndOfAnotherDiffers) {
  const auto first = [](std::uint64_t seed, std::uint32_t replication, const char* purpose, std::uint64_t entity) {
    return Stream(Seed(seed), replication, purpose, entity).next64();
  };
  EXPECT_EQ(first(1, 2, "demand", 3), first(1, 2, "demand", 3));
  const std::set<std::uint64_t> draws = {first(1, 2, "demand", 3), first(2, 2, "demand", 3), first(1, 3, "demand", 3),
                                         first(1, 2, "service", 3), first(1, 2, "demand", 4)};
  EXPECT_EQ(draws.size(), 5U);
}

TEST(Stream, NumbersBelowABoundAreEven) {
  Stream luck(Seed(7), 0, "even", 0);
  std::array<int, 7> counts{};
  constexpr int draws = 70'000;
  for (int i = 0; i < draws; ++i) ++counts[luck.below(7)];
  double chi_square = 0;
  for (const int count : counts) chi_square += (count - 10'000.0) * (count - 10'000.0) / 10'000.0;
  EXPECT_LT(chi_square, 22.5);  // 6 degrees of freedom, 99.9 %
}

TEST(Stream, UniformsStayInsideTheirInterval) {
  Stream luck(Seed(7), 0, "inside", 0);
  double total = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double u = luck.uniform();
    ASSERT_GE(u, 0.0);
    ASSERT_LT(u, 1.0);
    const double open = luck.uniform_open();
    ASSERT_GT(open, 0.0);
    ASSERT_LT(open, 1.0);
    total += u;
  }
  EXPECT_NEAR(total / 100'000, 0.5, 4 * 0.2887 / 316);
}

}  // namespace
}  // namespace wangge::core
