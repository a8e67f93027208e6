#include "engine/planning/aims/aim.h"
#include "engine/planning/aims/grid_match.h"
#include "engine/planning/aims/plan_aims.h"

#include "engine/core/random.h"
#include "tests/support/ascii_cells.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace wangge::planning {
namespace {

using testing::ascii_ids;
using testing::ascii_territory;
using testing::Rows;

/// A plan of one area whose grids are the letters.
Plan drawn(const territory::Territory& land, const Rows& grids, std::size_t count) {
  std::vector<GridLabel> labels;
  for (std::size_t i = 0; i < count; ++i) labels.push_back({.code = "A00" + std::to_string(i + 1), .name = "", .staff = {}});
  PlanningRules rules;
  rules.households = {1, 1000};
  return {land, rules, std::move(labels), ascii_ids<GridId>(grids)};
}

//   1 2 | 3    two grids of two rows: a holds 1 2 1 2 = 6 households, b 3 3 = 6
//   1 2 | 3
const Rows households = {"123", "123"};
const Rows by_column = {"aab", "aab"};
const Rows by_row = {"aaa", "bbb"};
const Rows uneven = {"abb", "abb"};

TEST(PlanAims, AreThoseCountedByHand) {
  auto land =
      ascii_territory({.households = households, .parents = {}, .barriers = {{{0, 1, 'E'}, territory::BarrierClass::street}}});
  const AimValues even = measure_aims(drawn(land, by_column, 2), {}).values;
  EXPECT_DOUBLE_EQ(*even[AimFigure::deviation_max], 0);
  EXPECT_DOUBLE_EQ(*even[AimFigure::border], 200);
  EXPECT_DOUBLE_EQ(*even[AimFigure::barriers], 50) << "one of the two border pieces lies along the street";
  // a is a square of 200 m (pi / 4), b 100 m x 200 m (4 pi 20000 / 600^2)
  EXPECT_NEAR(*even[AimFigure::compactness], (0.785398 + 0.698132) / 2, 1e-6);
  // a: of the two cells with 2 households, equally near to the mean, the first; 1 household walks 100 m, 1 141 m, 2 100 m.
  // b: of two cells with 3 the first; 3 walk 100 m. At 75 m a minute, over 12 households.
  EXPECT_NEAR(*even[AimFigure::travel], (100 + 141.421356 + 200 + 300) / 75 / 12, 1e-6);
  EXPECT_FALSE(even[AimFigure::change]);
  EXPECT_FALSE(even[AimFigure::party_members]);

  const AimValues off = measure_aims(drawn(land, uneven, 2), {}).values;
  EXPECT_NEAR(*off[AimFigure::deviation_max], 100 * 4.0 / 6, 1e-9) << "2 and 10 households, mean 6";
  EXPECT_NEAR(*off[AimFigure::deviation_mean], 100 * 4.0 / 6, 1e-9);
}

TEST(PlanAims, StartWaysWhereSomebodyLives) {
  const auto land = ascii_territory({.households = {"4003"}, .parents = {}, .barriers = {}});
  // The mean household is nearest to the second cell, where nobody lives: the first it is, 3 households walk 300 m.
  EXPECT_NEAR(*measure_aims(drawn(land, {"aaaa"}, 1), {}).values[AimFigure::travel], 3 * 300.0 / 75 / 7, 1e-6);
}

TEST(PlanAims, LeaveDedicatedGridsOutOfEvenness) {
  const auto land = ascii_territory({.households = {"2291"}, .parents = {"AAAA"}});
  const PlanningRules rules{.households = {1, 90}, .aims = {}};
  const Plan plan(land, rules, {{"A1", "", {}, {}}, {"A2", "", {}, {}}, {"A3", "", GridKind::dedicated, {}}},
                  testing::ascii_ids<GridId>({"abcc"}));
  const AimValues values = measure_aims(plan, {}).values;
  EXPECT_DOUBLE_EQ(*values[AimFigure::deviation_max], 0) << "2 and 2; the market's 10 are not compared";
  EXPECT_DOUBLE_EQ(*values[AimFigure::deviation_mean], 0);
}

TEST(PlanAims, AddUpOverTheAreas) {
  auto land = ascii_territory({.households = {"1234"}, .parents = {"AABB"}});
  const auto west = land.compounds.push_back("West");
  const auto east = land.compounds.push_back("East");
  for (const std::size_t cell : {0U, 1U, 2U, 3U}) land.cells.compound[CellId(cell)] = cell < 2 ? west : east;
  const Plan plan(land, {.households = {1, 90}, .aims = {}},
                  {{"A1", "", {}, {}}, {"A2", "", {}, {}}, {"B1", "", {}, {}}, {"B2", "", {}, {}}},
                  testing::ascii_ids<GridId>({"abcd"}));
  const AimValues values = measure_aims(plan, {}).values;
  EXPECT_DOUBLE_EQ(*values[AimFigure::compounds], 2);
  EXPECT_DOUBLE_EQ(*values[AimFigure::compound_households], 10);
  EXPECT_DOUBLE_EQ(*values[AimFigure::border], 200) << "none between areas";
  EXPECT_NEAR(*values[AimFigure::deviation_max], 100.0 / 3, 1e-9) << "1 and 2";
  EXPECT_NEAR(*values[AimFigure::deviation_mean], 100 * (1.0 / 3 + 1.0 / 7) / 2, 1e-9);
}

TEST(PlanAims, CountHouseholdsThatChangeGridAfterTheBestMatch) {
  const auto land = ascii_territory({.households = households, .parents = {}, .barriers = {}});
  const Plan today = drawn(land, by_column, 2);
  EXPECT_DOUBLE_EQ(*measure_aims(today, {.today = &today}).values[AimFigure::change], 0);
  const Plan renamed = drawn(land, {"bba", "bba"}, 2);
  EXPECT_DOUBLE_EQ(*measure_aims(renamed, {.today = &today}).values[AimFigure::change], 0) << "codes do not matter";
  // Rows against columns: each row holds 3 households of a and 3 of b: 3 + 3 can stay.
  EXPECT_DOUBLE_EQ(*measure_aims(drawn(land, by_row, 2), {.today = &today}).values[AimFigure::change], 6);
}

TEST(PlanAims, CountSplitCompoundsAndTheSpreadOfMembers) {
  auto land = ascii_territory({.households = households, .parents = {}, .barriers = {}});
  const auto compound = land.compounds.push_back("East");
  land.cells.compound[CellId(1)] = compound;  // 2 households
  land.cells.compound[CellId(2)] = compound;  // 3
  LedgerOfCell ledger;
  ledger.party_members = core::Column<CellId, double>(land.cells.size(), 0);
  ledger.party_members[CellId(0)] = 3;
  ledger.party_members[CellId(2)] = 1;
  const AimValues values = measure_aims(drawn(land, by_column, 2), {.ledger = &ledger}).values;
  EXPECT_DOUBLE_EQ(*values[AimFigure::compounds], 1);
  EXPECT_DOUBLE_EQ(*values[AimFigure::compound_households], 5);
  EXPECT_DOUBLE_EQ(*values[AimFigure::party_members], 50) << "3 and 1: mean 2, deviation 1";
  EXPECT_FALSE(values[AimFigure::organisations]);
  EXPECT_DOUBLE_EQ(*measure_aims(drawn(land, by_row, 2), {}).values[AimFigure::compounds], 0);
}

/// Two posts that serve the grid they stand in, at the ends of a row of six cells, a minute a cell.
PostWays posts_at_both_ends(const territory::Territory& land) {
  PostWays ways;
  ways.place = places_in_areas(land);
  ways.served = core::Column<CellId, double>(6, PostWays::nobody);
  ways.of_grids = {{CellId(0), {0, 1, 2, 3, 4, 5}}, {CellId(5), {5, 4, 3, 2, 1, 0}}};
  for (const double way : {0.0, 1.0, 2.0, 2.0, 1.0, 0.0}) ways.nearest.push_back(way);
  return ways;
}

TEST(PlanAims, MeasureWaysFromThePostsOfTheGrid) {
  const auto land = ascii_territory({.households = {"111111"}, .parents = {}, .barriers = {}});
  const PostWays ways = posts_at_both_ends(land);
  const auto travel = [&](const Rows& grids, std::size_t count) {
    return *measure_aims(drawn(land, grids, count), {.posts = &ways}).values[AimFigure::travel];
  };
  EXPECT_DOUBLE_EQ(travel({"aaabbb"}, 2), 1) << "0 1 2, 2 1 0";
  EXPECT_DOUBLE_EQ(travel({"aaaaab"}, 2), 10.0 / 6) << "0 1 2 3 4: its own post serves the grid, not the nearest; 0";
  EXPECT_DOUBLE_EQ(travel({"aabbcc"}, 3), 1) << "b has no post: the nearest of all serves each cell, 0 1 2 2 1 0";
  EXPECT_DOUBLE_EQ(travel({"aaaaaa"}, 1), 1) << "of two posts in a grid the nearer serves";
}

TEST(PlanAims, MeasureWaysFromThePostOfAnAreaAboveWhateverTheGrids) {
  const auto land = ascii_territory({.households = {"111111"}, .parents = {}, .barriers = {}});
  PostWays ways = posts_at_both_ends(land);
  ways.of_grids.clear();
  for (CellId cell : core::ids<CellId>(6)) ways.served[cell] = 7;
  for (const Rows& grids : {Rows{"aaabbb"}, Rows{"abbbbb"}})
    EXPECT_DOUBLE_EQ(*measure_aims(drawn(land, grids, 2), {.posts = &ways}).values[AimFigure::travel], 7);
}

TEST(Aims, DominateOnlyWhereNothingIsWorse) {
  AimValues a, b;
  a[AimFigure::border] = 10;
  b[AimFigure::border] = 12;
  a[AimFigure::compactness] = 0.5;
  b[AimFigure::compactness] = 0.5;
  EXPECT_TRUE(dominates(a, b));
  EXPECT_FALSE(dominates(b, a));
  b[AimFigure::compactness] = 0.6;
  EXPECT_FALSE(dominates(a, b)) << "more compact is better";
  EXPECT_FALSE(dominates(a, a));
}

TEST(Aims, ScoreFromZeroForTheBestToOneForTheWorst) {
  AimValues a, b, c;
  a[AimFigure::border] = 10;
  b[AimFigure::border] = 20;
  c[AimFigure::border] = 15;
  a[AimFigure::compactness] = 0.6;
  b[AimFigure::compactness] = 0.2;
  c[AimFigure::compactness] = 0.4;
  Aims aims;
  const std::vector<double> scores = aim_scores({a, b, c}, aims);
  EXPECT_DOUBLE_EQ(scores[0], 0);
  EXPECT_DOUBLE_EQ(scores[1], 1);
  EXPECT_NEAR(scores[2], 0.5, 1e-12);
}

TEST(BestAssignment, EqualsAllPermutations) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "assignment", 0);
    const std::size_t rows = 1 + luck.below(5);
    const std::size_t columns = 1 + luck.below(5);
    std::vector<std::vector<std::int64_t>> values(rows, std::vector<std::int64_t>(columns));
    for (auto& row : values) {
      for (auto& value : row) value = luck.below(20);
    }
    std::vector<std::size_t> order(std::max(rows, columns));
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::int64_t best = 0;
    do {
      std::int64_t sum = 0;
      for (std::size_t row = 0; row < rows; ++row) sum += order[row] < columns ? values[row][order[row]] : 0;
      best = std::max(best, sum);
    } while (std::next_permutation(order.begin(), order.end()));
    const std::vector<int> found = best_assignment(values);
    std::int64_t sum = 0;
    std::vector<int> used;
    for (std::size_t row = 0; row < rows; ++row) {
      if (found[row] < 0) continue;
      EXPECT_EQ(std::count(used.begin(), used.end(), found[row]), 0) << "seed " << seed;
      used.push_back(found[row]);
      sum += values[row][static_cast<std::size_t>(found[row])];
    }
    EXPECT_EQ(sum, best) << "seed " << seed;
  }
}

}  // namespace
}  // namespace wangge::planning
