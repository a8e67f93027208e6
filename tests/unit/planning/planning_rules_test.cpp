#include "engine/planning/planning_rules.h"

#include "engine/planning/grid_label.h"

#include <gtest/gtest.h>

namespace wangge::planning {
namespace {

TEST(SizeRange, FitsWhereSomeNumberOfGridsDoes) {
  for (const SizeRange& range : {SizeRange{500, 1000}, SizeRange{30, 50}, SizeRange{7, 7}, SizeRange{0, 5}, SizeRange{90, 100}}) {
    for (std::int64_t households = 0; households <= 1500; ++households) {
      bool some = false;
      for (std::int64_t k = 1; k <= 1500 && !some; ++k) some = k * range.least <= households && households <= k * range.most;
      ASSERT_EQ(range.fits(households), some) << households << " in " << range.least << "-" << range.most;
      const auto counts = range.counts(households);
      ASSERT_FALSE(counts.empty());
      for (const std::int64_t k : counts) {
        ASSERT_GE(k, 1);
        ASSERT_EQ(k * range.least <= households && households <= k * range.most, some) << households << ' ' << k;
      }
    }
  }
}

TEST(SizeRange, PrefersTheCountNearestToTheMiddle) {
  const SizeRange urban{500, 1000};
  EXPECT_EQ(urban.counts(1900).front(), 3);
  EXPECT_EQ(urban.counts(1001).front(), 2);
  EXPECT_EQ(urban.counts(499), std::vector<std::int64_t>{1});
  EXPECT_EQ(urban.counts(0), std::vector<std::int64_t>{1});
  EXPECT_EQ((SizeRange{600, 1000}.counts(1150)), (std::vector<std::int64_t>{2, 1})) << "50 too few beats 150 too many";
  EXPECT_EQ((SizeRange{600, 1000}.counts(1050)), (std::vector<std::int64_t>{1, 2}));
}

TEST(GridLabel, PadsCodesAndNamesInTheParentsScript) {
  EXPECT_EQ(grid_code("440203001001", 7, 3), "440203001001007");
  EXPECT_EQ(grid_code("LI01", 1234, 3), "LI011234");
  EXPECT_EQ(grid_name("花城社区", 7), "花城社区第7网格");
  EXPECT_EQ(grid_name("Mühleholz", 7), "Mühleholz 7");
}

TEST(GridLabel, NumbersColumnsFromWestToEastAndEachFromNorthToSouth) {
  const std::vector<core::Position> centres = {{10, 0}, {0, 0}, {1, 5}, {9, 9}};
  EXPECT_EQ(number_grids(centres), (std::vector<std::size_t>{4, 2, 1, 3}));
  EXPECT_EQ(number_grids(std::vector<core::Position>{{3, 3}}), (std::vector<std::size_t>{1}));
  EXPECT_EQ(number_grids(std::vector<core::Position>{{3, 3}, {3, 4}}), (std::vector<std::size_t>{2, 1}));
  // Beside each other but for rounding: from west to east all the same.
  EXPECT_EQ(number_grids(std::vector<core::Position>{{1, 5}, {2, 5 + 1e-9}, {9, 5}, {9, 1}}),
            (std::vector<std::size_t>{1, 2, 3, 4}));
}

}  // namespace
}  // namespace wangge::planning
