#include "engine/evaluation/plan_measures.h"

#include "tests/support/ascii_cells.h"

#include <gtest/gtest.h>

#include <numbers>
#include <vector>

namespace wangge::evaluation {
namespace {

using planning::GridId;
using planning::Plan;
using territory::BarrierClass;

TEST(PlanMeasures, AreThoseOfACaseByHand) {
  const auto land = testing::ascii_territory({.households = {"1375",  //
                                                             "1372"},
                                              .parents = {"AAAB",  //
                                                          "AAAB"},
                                              .unit = 1,
                                              .barriers = {{{0, 0, 'E'}, BarrierClass::street}}});
  planning::PlanningRules rules;
  rules.households = {7, 20};
  const Plan plan(land, rules, {{"A1", "a", {}, {}}, {"A2", "b", {}, {}}, {"A3", "c", {}, {}}, {"B1", "d", {}, {}}},
                  testing::ascii_ids<GridId>({"abcd",  //
                                              "abcd"}));
  const PlanMeasures measures = measure_plan(plan);
  EXPECT_EQ(measures.grids, 4U);
  EXPECT_EQ(measures.households.min, 2);
  EXPECT_DOUBLE_EQ(measures.households.median, 6.5);
  EXPECT_EQ(measures.households.max, 14);
  // Loads 2, 6, 14 in A with mean 22/3; B has a single grid.
  EXPECT_DOUBLE_EQ(measures.balance.deviation_median, 8.0 / 11);
  EXPECT_DOUBLE_EQ(measures.balance.deviation_max, 10.0 / 11);
  // 2, 6, 7, 14: (-3*2 - 6 + 7 + 3*14) / (4*29).
  EXPECT_DOUBLE_EQ(measures.balance.gini, 37.0 / 116);
  const double two_squares = 4 * std::numbers::pi * 20000 / (600.0 * 600.0);
  EXPECT_DOUBLE_EQ(measures.compactness.mean, two_squares);
  EXPECT_DOUBLE_EQ(measures.compactness.min, two_squares);
  EXPECT_DOUBLE_EQ(measures.border[static_cast<std::size_t>(BarrierClass::street)].value, 100);
  EXPECT_DOUBLE_EQ(measures.border[static_cast<std::size_t>(BarrierClass::none)].value, 300);
  EXPECT_EQ(measures.valid, 2U);
  EXPECT_EQ(measures.invalid, 2U);
  EXPECT_EQ(measures.excused, 0U);
  ASSERT_EQ(measures.violations.size(), 2U);
  EXPECT_EQ(measures.violations[0].grid, "A1");
  EXPECT_EQ(measures.violations[0].rule, 5);
  EXPECT_EQ(measures.violations[0].households, 2);
  EXPECT_EQ(measures.violations[0].reason.en, "2 households, outside 7-20; although 2 grids in range would fit the parent's 22");
}

TEST(PlanMeasures, CountExcusedGrids) {
  const auto land = testing::ascii_territory({.households = {"12"}, .parents = {}, .unit = 1, .barriers = {}});
  planning::PlanningRules rules;
  rules.households = {7, 20};
  const PlanMeasures measures = measure_plan(Plan(land, rules, {{"A1", "a", {}, {}}}, testing::ascii_ids<GridId>({"aa"})));
  EXPECT_EQ(measures.excused, 1U);
  EXPECT_EQ(measures.invalid, 1U);
  EXPECT_TRUE(measures.violations[0].excused);
  EXPECT_DOUBLE_EQ(measures.balance.gini, 0);
}

//   a is in two pieces and below the range, and has no worker: three rules, three entries.
TEST(PlanMeasures, HaveAnEntryForEveryRuleThatAGridBreaks) {
  const auto land = testing::ascii_territory({.households = {"191"}});
  planning::PlanningRules rules;
  rules.households = {5, 20};
  rules.staff_enforced = true;
  const Plan plan(land, rules, {{"A1", "a", {}, {}}, {"A2", "b", {}, {.workers = 1, .leaders = 1}}},
                  testing::ascii_ids<GridId>({"aba"}));
  const PlanMeasures measures = measure_plan(plan);
  EXPECT_EQ(measures.invalid, 1U);
  ASSERT_EQ(measures.violations.size(), 3U);
  const std::vector<int> expected{4, 5, 7};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(measures.violations[i].grid, "A1");
    EXPECT_EQ(measures.violations[i].rule, expected[i]);
  }
  EXPECT_EQ(measures.violations[0].reason.en, "2 pieces in 1 connected part of its parent");
  EXPECT_EQ(measures.violations[2].reason.en, "has no worker and no leader");
}

}  // namespace
}  // namespace wangge::evaluation
