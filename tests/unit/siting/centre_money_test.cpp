#include "engine/siting/location/centre_money.h"
#include "engine/core/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <vector>

namespace wangge::siting {
namespace {

TEST(CentreMoney, EqualsBruteForceAndKeepsItsBound) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(::testing::Message() << "seed " << seed);
    core::Stream luck(core::Seed(seed), 0, "test.money", 0);
    std::vector<std::vector<CentreOption>> areas(2 + luck.below(5));
    std::uint32_t next = 0;
    for (auto& options : areas) {
      const std::uint32_t count = 1 + luck.below(5);
      for (std::uint32_t i = 0; i < count; ++i) {
        options.push_back({.site = SiteId(next++),
                           .ways = static_cast<double>(luck.below(20)),
                           .money = static_cast<double>(luck.below(10)),
                           .further = luck.below(3)});
      }
    }
    const double money = luck.below(30);
    const std::size_t further = luck.below(8);
    double best = no_way;
    const std::function<void(std::size_t, double, double, std::size_t)> go = [&](std::size_t area, double ways, double spent,
                                                                                 std::size_t sites) {
      if (spent > money || sites > further) return;
      if (area == areas.size()) {
        best = std::min(best, ways);
        return;
      }
      for (const CentreOption& option : areas[area])
        go(area + 1, ways + option.ways, spent + option.money, sites + option.further);
    };
    go(0, 0, 0, 0);
    const auto found = choose_centres(areas, money, 1'000'000, further);
    ASSERT_EQ(found.has_value(), best < no_way);
    if (!found) continue;
    EXPECT_TRUE(found->proven);
    EXPECT_NEAR(found->ways, best, 1e-9);
    const auto hasty = choose_centres(areas, money, seed % 7, further);
    ASSERT_TRUE(hasty.has_value());
    EXPECT_GE(hasty->ways, best - 1e-9);
    EXPECT_LE(hasty->bound, best + 1e-9);
    const auto less = choose_centres(areas, money, 1'000'000, further, best + 1);
    ASSERT_TRUE(less.has_value());
    EXPECT_NEAR(less->ways, best, 1e-9);
    EXPECT_NEAR(less->bound, best, 1e-9);
    const auto none = choose_centres(areas, money, 1'000'000, further, best);
    ASSERT_TRUE(none.has_value());
    EXPECT_TRUE(none->taken.empty()) << "nothing is below the best";
    EXPECT_EQ(none->bound, best);
    const auto hurried = choose_centres(areas, money, seed % 5, further, best + 3);
    ASSERT_TRUE(hurried.has_value());
    EXPECT_LE(hurried->bound, best + 1e-9);
    EXPECT_TRUE(hurried->taken.empty() || hurried->ways >= best - 1e-9);
  }
}

}  // namespace
}  // namespace wangge::siting
