#include "engine/evaluation/outline_index.h"

#include "engine/core/random.h"
#include "tests/unit/evaluation/drawn_streets.h"

#include <gtest/gtest.h>

#include <limits>

namespace wangge::evaluation {
namespace {

TEST(OutlineIndex, MeasuresWallToWall) {
  const std::vector<std::vector<Ring>> items = {{test::box(0, 0, 10, 10)}, {test::box(17, 0, 10, 10)}, {test::box(27, 10, 5, 5)}};
  const OutlineIndex index(items);
  EXPECT_DOUBLE_EQ(index.nearest(items[0], core::Metres(100), 0)->value, 7);
  EXPECT_DOUBLE_EQ(index.nearest(items[1], core::Metres(100), 1)->value, 0) << "a shared corner";
  EXPECT_FALSE(index.nearest(items[0], core::Metres(6), 0));
  EXPECT_DOUBLE_EQ(index.nearest(Position{0, -30}, core::Metres(100))->value, 30);
}

TEST(OutlineIndex, AgreesWithBruteForce) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "test.outlines", 0);
    const double spread = seed % 2 == 0 ? 400 : 20000;
    std::vector<std::vector<Ring>> items;
    for (int i = 0; i < 120; ++i) {
      const Ring ring =
          test::box(luck.uniform() * spread, luck.uniform() * spread, 5 + luck.uniform() * 60, 5 + luck.uniform() * 20);
      items.push_back({test::turned(ring, luck.uniform() * 90)});
    }
    const OutlineIndex index(items);
    for (std::uint32_t i = 0; i < items.size(); ++i) {
      double best = std::numeric_limits<double>::infinity();
      for (std::uint32_t j = 0; j < items.size(); ++j) {
        if (i == j) continue;
        for (std::size_t a = 0; a + 1 < items[i][0].size(); ++a) {
          for (std::size_t b = 0; b + 1 < items[j][0].size(); ++b) {
            best = std::min(best, segment_distance(items[i][0][a], items[i][0][a + 1], items[j][0][b], items[j][0][b + 1]));
          }
        }
      }
      const auto found = index.nearest(items[i], core::Metres(2000), i);
      EXPECT_EQ(found.has_value(), best <= 2000) << "seed " << seed << ", item " << i;
      EXPECT_DOUBLE_EQ(found ? found->value : best, best) << "seed " << seed << ", item " << i;
    }
  }
}

}  // namespace
}  // namespace wangge::evaluation
