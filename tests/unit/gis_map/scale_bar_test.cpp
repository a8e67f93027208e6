#include "gis/map/scale_bar.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

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

}  // namespace
}  // namespace wangge::gis::map
