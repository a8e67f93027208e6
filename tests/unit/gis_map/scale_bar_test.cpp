#include "gis/map/scale_bar.h"

#include "gis/map/ground.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace wangge::gis::map {
namespace {

TEST(Scale, RoundsToTheNextDenominatorThatPeopleUse) {
  EXPECT_EQ(round_scale(68900), 70000);
  EXPECT_EQ(round_scale(70000), 70000);
  EXPECT_EQ(round_scale(9100), 10000);
  EXPECT_EQ(round_scale(1201), 1250);
}

TEST(ScaleBar, IsTwoKilometresAtOneToFiftyThousandWithFiftyMillimetres) {
  const ScaleBar bar = choose_scale_bar(50000, 1, 50);
  EXPECT_EQ(bar.metres, 2000);
  EXPECT_EQ(bar.parts, 4);
  EXPECT_DOUBLE_EQ(bar.length_mm, 40);
}

TEST(ScaleBar, MeasuresTheGroundNotTheProjection) {
  // In a system that stretches by 1.5, a metre of the map is only two thirds of a metre of ground.
  const ScaleBar bar = choose_scale_bar(10000, 1 / 1.5, 50);
  EXPECT_EQ(bar.metres, 200);
  EXPECT_DOUBLE_EQ(bar.length_mm, 30);
}

TEST(ScaleBar, IsRoundAndFillsAtLeastFortyPercentOfItsRoom) {
  for (double denominator = 500; denominator < 3e6; denominator *= 1.07) {
    const ScaleBar bar = choose_scale_bar(denominator, 1, 45);
    EXPECT_LE(bar.length_mm, 45);
    EXPECT_GE(bar.length_mm, 45 * 0.399) << denominator;
    double lead = bar.metres;
    while (lead >= 10) lead /= 10;
    while (lead < 1) lead *= 10;
    EXPECT_TRUE(std::abs(lead - 1) < 1e-9 || std::abs(lead - 2) < 1e-9 || std::abs(lead - 5) < 1e-9) << bar.metres;
  }
}

TEST(ScaleBar, SaysRoundNumbersFromOneToFiveHundredToOneToAMillion) {
  const auto numbers = [](double denominator) { return bar_numbers(choose_scale_bar(denominator, 1, 50)); };
  using Words = std::vector<std::string>;
  EXPECT_EQ(numbers(500), (Words{"0", "5", "10", "15", "20"}));
  EXPECT_EQ(numbers(4000), (Words{"0", "50", "100", "150", "200"}));
  EXPECT_EQ(numbers(6000), (Words{"0", "50", "100", "150", "200"}));
  EXPECT_EQ(numbers(10000), (Words{"0", "100", "200", "300", "400", "500"}));
  EXPECT_EQ(numbers(25000), (Words{"0", "0.25", "0.5", "0.75", "1"}));
  EXPECT_EQ(numbers(50000), (Words{"0", "0.5", "1", "1.5", "2"}));
  EXPECT_EQ(numbers(1000000), (Words{"0", "10", "20", "30", "40", "50"}));
  EXPECT_FALSE(in_kilometres(choose_scale_bar(6000, 1, 50)));
  EXPECT_TRUE(in_kilometres(choose_scale_bar(25000, 1, 50)));
}

TEST(Ground, HasScaleOneOnTheMeridianWhereNorthingIsCountedFirst) {
  ReferenceSystem system;
  system.epsg = 4547;  // CGCS2000 / 3-degree Gauss-Kruger CM 114E, northing before easting
  const GroundFacts facts = ground_facts(system, {448600, 2743400});
  EXPECT_NEAR(facts.point_scale, 1, 1e-4);
  EXPECT_NEAR(facts.true_north, 0.21, 0.02);
  system.epsg = 3857;  // Web Mercator stretches by 1 / cos(latitude)
  EXPECT_NEAR(ground_facts(system, {0, 8399738}).point_scale, 2, 0.02);
}

}  // namespace
}  // namespace wangge::gis::map
