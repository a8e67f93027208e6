#include "engine/queueing/busy_levels.h"

#include "engine/queueing/formulas.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace wangge::queueing {
namespace {

TEST(BusyLevels, AreErlangsLawForEqualRates) {
  for (const double offered : {0.5, 8.0, 900.0}) {
    const std::vector<double> up(1000, offered);
    std::vector<double> down;
    for (int k = 0; k <= 1000; ++k) down.push_back(k);
    const std::vector<double> chance = busy_levels(up, down);
    const double none_of_a_thousand = std::exp(-offered);  // Poisson, hardly cut off
    if (offered < 10) {
      EXPECT_NEAR(chance[0] / none_of_a_thousand, 1, 1e-12);
    }
    EXPECT_NEAR(chance[1000], erlang_b(offered, 1000), 1e-15 + 1e-10 * chance[1000]);
  }
}

TEST(BusyLevels, OfEqualRatesEndServiceInProportion) {
  const std::vector<double> down = service_by_level(std::vector<double>{0.1, 0.5, 0.9, 0.2}, std::vector<double>(4, 3.0));
  for (std::size_t k = 1; k <= 4; ++k) EXPECT_NEAR(down[k], 3.0 * static_cast<double>(k), 1e-9);
}

// Two units with odds 1 and 3, rates 1 and 2. Odds t and 3t make one busy on average where t = 1 / sqrt(3): the second by
// 3t / (1 + 3t) = 0.634.
TEST(BusyLevels, GiveTheBusierUnitMoreWeight) {
  const std::vector<double> down = service_by_level(std::vector<double>{0.5, 0.75}, std::vector<double>{1, 2});
  EXPECT_NEAR(down[1], 1.634, 1e-3);
  EXPECT_NEAR(down[2], 3, 1e-12);
}

// Of 0, 1 or 2 busy with chances 1/2, 1/4, 1/4: the first drawn is busy with 1/8 + 1/4, both with 1/4.
TEST(BusyLevels, SayWhoIsDrawnBusy) {
  const DrawnUnits drawn = draw_units(std::vector<double>{0.5, 0.25, 0.25}, 2);
  EXPECT_NEAR(drawn.next_busy[0], 0.375, 1e-15);
  EXPECT_NEAR(drawn.next_busy[1], 0.25 / 0.375, 1e-15);
  EXPECT_NEAR(drawn.beyond_linear[0], 1, 1e-12);
  EXPECT_NEAR(drawn.beyond_linear[1], 1, 1e-12);  // of one unit alone the linear guess is exact
}

}  // namespace
}  // namespace wangge::queueing
