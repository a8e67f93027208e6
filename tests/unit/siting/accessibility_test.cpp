#include "engine/siting/accessibility.h"

#include "engine/core/random.h"

#include <gtest/gtest.h>

#include <vector>

namespace wangge::siting {
namespace {

TEST(Accessibility, SharesCapacityByHand) {
  // Two clinics, three villages of 100, 300 and 200 people; within 10: the first serves 100 + 300, the second 300 + 200.
  const LengthTable lengths(2, 3, {4, 10, 11, 20, 5, 6});
  const Accessibility plain =
      accessibility(lengths, std::vector<double>{8, 5}, std::vector<double>{100, 300, 200}, {.rings = {{10, 1}}});
  EXPECT_DOUBLE_EQ(plain.ratios[0], 0.02);
  EXPECT_DOUBLE_EQ(plain.ratios[1], 0.01);
  EXPECT_DOUBLE_EQ(plain.scores[0], 0.02);
  EXPECT_DOUBLE_EQ(plain.scores[1], 0.03);
  EXPECT_DOUBLE_EQ(plain.scores[2], 0.01);
}

TEST(Accessibility, WeighsRingsByHand) {
  const LengthTable lengths(1, 2, {4, 9});
  const Catchment rings{.rings = {{5, 1}, {10, 0.5}}};
  const Accessibility enhanced = accessibility(lengths, std::vector<double>{6}, std::vector<double>{100, 100}, rings);
  EXPECT_DOUBLE_EQ(enhanced.ratios[0], 6.0 / 150);
  EXPECT_DOUBLE_EQ(enhanced.scores[0], 0.04);
  EXPECT_DOUBLE_EQ(enhanced.scores[1], 0.02);
}

TEST(Accessibility, LetsPeopleChooseAmongTheSitesInReachByHand) {
  // Village A (100) at 4 and 9 of two clinics, B (200) at 9 of the second alone; weights 1 up to 5, 0.5 up to 10.
  // f: A 1 and 0.5, B 0 and 0.5; sums A 1.5, B 0.5; G: A 2/3 and 1/3, B 0 and 1.
  // R1 = 6 / (2/3 * 100 * 1) = 0.09; R2 = 7 / (1/3 * 100 * 0.5 + 1 * 200 * 0.5) = 0.06
  const LengthTable lengths(2, 2, {4, 20, 9, 9});
  const Catchment rings{.rings = {{5, 1}, {10, 0.5}}};
  const std::vector<double> sums = catchment_sums(lengths, rings);
  EXPECT_EQ(sums, (std::vector<double>{1.5, 0.5}));
  const Accessibility found = accessibility(lengths, std::vector<double>{6, 7}, std::vector<double>{100, 200}, rings, sums);
  EXPECT_NEAR(found.ratios[0], 0.09, 1e-12);
  EXPECT_NEAR(found.ratios[1], 0.06, 1e-12);
  EXPECT_NEAR(found.scores[0], 2.0 / 3 * 1 * 0.09 + 1.0 / 3 * 0.5 * 0.06, 1e-12);
  EXPECT_NEAR(found.scores[1], 1 * 0.5 * 0.06, 1e-12);
}

TEST(Accessibility, DecaysFromOneToNothing) {
  const Catchment bell{.rings = {{10, 1}}, .decay = Catchment::Decay::gaussian};
  EXPECT_DOUBLE_EQ(bell.at(0), 1);
  EXPECT_NEAR(bell.at(5), 0.70137, 1e-5);  // (e^-1/8 - e^-1/2) / (1 - e^-1/2)
  EXPECT_NEAR(bell.at(10), 0, 1e-15);
  EXPECT_EQ(bell.at(10.001), 0);
  EXPECT_EQ(bell.at(no_way), 0);
}

TEST(Accessibility, GivesAwayWhatThereIs) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "test.catchment", 0);
    std::vector<double> lengths;
    for (int pair = 0; pair < 5 * 8; ++pair) lengths.push_back(luck.below(30));
    std::vector<double> capacities;
    for (int site = 0; site < 5; ++site) capacities.push_back(luck.below(10));
    std::vector<double> weights;
    for (int point = 0; point < 8; ++point) weights.push_back(1 + luck.below(50));
    const Catchment catchment{.rings = {{10, 1}, {20, 0.4}}};
    const Accessibility found = accessibility(LengthTable(5, 8, lengths), capacities, weights, catchment);
    const LengthTable table(5, 8, lengths);
    const Accessibility chosen = accessibility(table, capacities, weights, catchment, catchment_sums(table, catchment));
    double taken = 0;
    for (std::size_t point = 0; point < weights.size(); ++point) taken += weights[point] * chosen.scores[point];
    double given = 0;
    for (std::size_t point = 0; point < weights.size(); ++point) given += weights[point] * found.scores[point];
    double there = 0;
    for (std::size_t site = 0; site < capacities.size(); ++site) there += found.ratios[site] > 0 ? capacities[site] : 0;
    EXPECT_NEAR(given, there, 1e-9) << "seed " << seed;
    EXPECT_NEAR(taken, there, 1e-9) << "seed " << seed;
  }
}

}  // namespace
}  // namespace wangge::siting
