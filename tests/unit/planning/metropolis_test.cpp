#include "engine/planning/metropolis.h"

#include <gtest/gtest.h>

namespace wangge::planning {
namespace {

TEST(Metropolis, AnswersAsIfTheLogarithmWereTakenAlways) {
  core::Stream luck(core::Seed(3), 0, "test", 0);
  int refused = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double temperature = 0.01 + luck.uniform();
    const double change = 6 * luck.uniform() * luck.uniform() * temperature;
    core::Stream same = luck;
    const bool answer = refuses(change, temperature, luck);
    ASSERT_EQ(answer, change >= -temperature * core::log(same.uniform_open())) << change << " at " << temperature;
    ASSERT_EQ(luck.next32(), same.next32()) << "one draw each";
    refused += answer ? 1 : 0;
  }
  EXPECT_GT(refused, 50'000);
  EXPECT_LT(refused, 150'000);
}

TEST(Metropolis, TakesWhatIsNoWorseAndNothingWorseWithoutWarmth) {
  core::Stream luck(core::Seed(1), 0, "test", 0);
  core::Stream untouched = luck;
  EXPECT_FALSE(refuses(0, 1, luck));
  EXPECT_FALSE(refuses(-3, 0, luck));
  EXPECT_TRUE(refuses(1e-300, 0, luck));
  EXPECT_EQ(luck.next32(), untouched.next32()) << "no draw where there is nothing to decide";
  EXPECT_TRUE(refuses(1e300, 1e-300, luck));
}

}  // namespace
}  // namespace wangge::planning
