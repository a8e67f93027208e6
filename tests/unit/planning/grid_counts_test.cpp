#include "engine/planning/grid_counts.h"

#include "engine/core/error.h"
#include "engine/core/random.h"

#include <gtest/gtest.h>

#include <numeric>

namespace wangge::planning {
namespace {

using Counts = std::vector<std::int64_t>;
using Wished = std::vector<std::optional<std::int64_t>>;

TEST(ShareGrids, GoesByLargestRemaindersOfWork) {
  const std::vector<GridShare> lands{{.work = 47, .least = 1, .most = 90},
                                     {.work = 16, .least = 1, .most = 90},
                                     {.work = 158, .least = 1, .most = 90},
                                     {.work = 12, .least = 1, .most = 90}};
  // Quotas of 20: 4.03, 1.37, 13.56, 1.03.
  EXPECT_EQ(share_grids(lands, 20), (Counts{4, 1, 14, 1}));
}

TEST(ShareGrids, LeavesWhatOneCannotTakeToTheOthers) {
  const std::vector<GridShare> lands{
      {.work = 80, .least = 1, .most = 3}, {.work = 15, .least = 1, .most = 90}, {.work = 5, .least = 4, .most = 90}};
  EXPECT_EQ(share_grids(lands, 10), (Counts{3, 3, 4}));
  EXPECT_EQ(share_grids(lands, 6), (Counts{1, 1, 4}));
  EXPECT_EQ(share_grids(lands, 5), std::nullopt);
  EXPECT_EQ(share_grids(lands, 184), std::nullopt);
}

TEST(ShareGrids, TakesLandsWithoutWorkAtLast) {
  const std::vector<GridShare> lands{{.work = 0, .least = 0, .most = 5}, {.work = 7, .least = 1, .most = 4}};
  EXPECT_EQ(share_grids(lands, 4), (Counts{0, 4}));
  EXPECT_EQ(share_grids(lands, 7), (Counts{3, 4}));
  EXPECT_EQ(share_grids(std::vector<GridShare>{{.work = 0, .least = 0, .most = 5}, {.work = 0, .least = 0, .most = 5}}, 7),
            (Counts{4, 3}));
}

/// No land has more than its quota asks for, rounded up, while another has less than its own, rounded down: moving a grid between
/// two lands that have room brings no ratio of grids to work nearer to the others by more than one grid.
TEST(ShareGrids, AddsUpAndKeepsRangesAndProportion) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "shares", 0);
    std::vector<GridShare> lands;
    std::int64_t least = 0;
    std::int64_t most = 0;
    for (std::size_t i = 0; i < 2 + luck.below(20); ++i) {
      GridShare land{.work = static_cast<double>(luck.below(1000)), .least = static_cast<std::int64_t>(luck.below(4)), .most = 0};
      land.most = land.least + static_cast<std::int64_t>(luck.below(9));
      lands.push_back(land);
      least += land.least;
      most += land.most;
    }
    const std::int64_t total = least + static_cast<std::int64_t>(luck.below(static_cast<std::uint32_t>(most - least) + 1));
    const auto shares = share_grids(lands, total);
    ASSERT_TRUE(shares) << "seed " << seed;
    EXPECT_EQ(std::accumulate(shares->begin(), shares->end(), std::int64_t{0}), total) << "seed " << seed;
    for (std::size_t i = 0; i < lands.size(); ++i) {
      EXPECT_GE((*shares)[i], lands[i].least) << "seed " << seed;
      EXPECT_LE((*shares)[i], lands[i].most) << "seed " << seed;
      for (std::size_t j = 0; j < lands.size(); ++j) {
        if ((*shares)[i] == lands[i].least || (*shares)[j] == lands[j].most) continue;
        if (lands[i].work < 1 || lands[j].work < 1) continue;
        EXPECT_LE(static_cast<double>((*shares)[i] - 1) / lands[i].work,
                  static_cast<double>((*shares)[j] + 1) / lands[j].work + 1e-9)
            << "seed " << seed;
      }
    }
  }
}

CountedLand land_of(std::uint32_t area, double work, std::int64_t usual, CountRange possible) {
  return {.area = AreaId(area), .work = work, .usual = usual, .possible = possible, .most = 20};
}

TEST(WishedCounts, SharesTheTotalAmongAreasAndThenAmongTheirLands) {
  const std::vector<CountedLand> lands{land_of(1, 30, 3, {2, 6}), land_of(1, 10, 1, {1, 2}), land_of(2, 60, 6, {4, 12})};
  const core::Column<AreaId, std::int64_t> standing(3, 0);
  const SizeRange range{5, 15};
  CountWishes wishes;
  EXPECT_EQ(wished_counts(lands, standing, wishes, range), (Wished{{}, {}, {}}));
  wishes.total = TotalCount{{15, 15}, "planning.count.total"};
  EXPECT_EQ(wished_counts(lands, standing, wishes, range), (Wished{5, 1, 9}))
      << "6 and 9, the 6 by 4.5 and 1.5: of equal remainders the first";
  wishes.total->range = {8, 12};
  EXPECT_EQ(wished_counts(lands, standing, wishes, range), (Wished{3, 1, 6})) << "the usual ten";
  wishes.of_area.resize(3);
  wishes.of_area[AreaId(2)] = CountRange{5, 5};
  wishes.total->range = {12, 12};
  EXPECT_EQ(wished_counts(lands, standing, wishes, range), (Wished{5, 2, 5}));
}

TEST(WishedCounts, CountsGridsThatStandBeforehand) {
  const std::vector<CountedLand> lands{land_of(1, 30, 3, {2, 6}), land_of(2, 60, 6, {4, 12})};
  core::Column<AreaId, std::int64_t> standing(3, 0);
  standing[AreaId(1)] = 2;
  CountWishes wishes;
  wishes.total = TotalCount{{11, 11}, "planning.count.total"};
  EXPECT_EQ(wished_counts(lands, standing, wishes, {5, 15}), (Wished{3, 6}));
  wishes.of_area.resize(3);
  wishes.of_area[AreaId(1)] = CountRange{7, 7};
  wishes.total.reset();
  EXPECT_EQ(wished_counts(lands, standing, wishes, {5, 15}), (Wished{5, std::nullopt}));
}

TEST(WishedCounts, RefusesATotalThatNoPlanHas) {
  const std::vector<CountedLand> lands{land_of(1, 30, 3, {2, 6}), land_of(2, 60, 6, {4, 12})};
  core::Column<AreaId, std::int64_t> standing(3, 0);
  standing[AreaId(2)] = 1;
  CountWishes wishes;
  wishes.total = TotalCount{{20, 20}, "planning.count.total"};
  try {
    (void)wished_counts(lands, standing, wishes, {5, 15});
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::input);
    EXPECT_EQ(error.message().en,
              "planning.count.total: there can be no 20 grids; 2 areas with 5-15 households a grid and the numbers of "
              "planning.count can have 7 to 19 (among them 1 that stand beforehand)");
    EXPECT_NE(error.message().zh.find("7 至 19"), std::string::npos);
  }
}

/// A number that its sizes do not allow goes all the same: the grids tell that they are out of range.
TEST(WishedCounts, GivesAnAreaItsNumberAgainstTheSizes) {
  const std::vector<CountedLand> lands{land_of(1, 30, 3, {2, 6}), land_of(1, 10, 1, {1, 2})};
  const core::Column<AreaId, std::int64_t> standing(2, 0);
  CountWishes wishes;
  wishes.of_area.resize(2);
  wishes.of_area[AreaId(1)] = CountRange{12, 12};
  EXPECT_EQ(wished_counts(lands, standing, wishes, {5, 15}), (Wished{9, 3}));
  wishes.of_area[AreaId(1)] = CountRange{99, 99};
  EXPECT_EQ(wished_counts(lands, standing, wishes, {5, 15}), (Wished{20, 20})) << "there are no more cells";
}

}  // namespace
}  // namespace wangge::planning
