#include "engine/planning/read_plan.h"

#include "engine/core/error.h"

#include "tests/support/ascii_cells.h"

#include <gtest/gtest.h>

namespace wangge::planning {
namespace {

using testing::ascii_ids;
using testing::ascii_territory;

GivenPlan given(std::initializer_list<const char*> codes, const testing::Rows& rows) {
  GivenPlan made;
  for (const char* code : codes) made.grids.push_back({.code = code, .name = std::string("name of ") + code, .kind = {}});
  made.grid_of_cell = ascii_ids<GivenGridId>(rows);
  return made;
}

PlanningRules range(std::int64_t least, std::int64_t most) {
  PlanningRules rules;
  rules.households = {least, most};
  return rules;
}

TEST(ReadPlan, KeepsGridsCodesAndNamesThatAreInOrder) {
  const auto land = ascii_territory({.households = {"1234"}, .parents = {"AABB"}, .unit = 1, .barriers = {}});
  const ReadPlan read = read_plan(land, given({"A7", "B12"}, {"aabb"}), range(1, 9));
  EXPECT_TRUE(read.findings.all().empty());
  EXPECT_EQ(read.plan.code(GridId(0)), "A7");
  EXPECT_EQ(read.plan.name(GridId(1)), "name of B12");
  EXPECT_EQ(read.given[GridId(1)], GivenGridId(1));
  EXPECT_EQ(read.plan.tally(GridId(1)).households, 7);
}

TEST(ReadPlan, GivesUncoveredCellsToTheLongestBorder) {
  const auto land = ascii_territory({.households = {"111",  //
                                                    "111"},
                                     .parents = {},
                                     .unit = 1,
                                     .barriers = {}});
  const ReadPlan read = read_plan(land,
                                  given({"A1", "A2"}, {"a.b",  //
                                                       "aab"}),
                                  range(1, 9));
  EXPECT_EQ(read.plan.grid_of(CellId(1)), read.plan.grid_of(CellId(0))) << "two borders with a, one with b";
  ASSERT_EQ(read.findings.count("plan.uncovered"), 1U);
  EXPECT_EQ(read.findings.all()[0].message.en,
            "cell 1 (1 households, 10000 m2) lies in no grid; joined to grid A1, with the longest border");
}

TEST(ReadPlan, RefusesAPlanOfOtherLand) {
  const auto land = ascii_territory({.households = {"12"}, .parents = {}, .unit = 1, .barriers = {}});
  EXPECT_THROW(static_cast<void>(read_plan(land, given({"A1", "A2"}, {".."}), range(1, 9))), core::Error);
}

TEST(ReadPlan, FillsALakeFromItsShores) {
  const auto land = ascii_territory({.households = {"11111"}, .parents = {}, .unit = 1, .barriers = {}});
  const ReadPlan read = read_plan(land, given({"A1"}, {"a...."}), range(1, 9));
  EXPECT_EQ(read.plan.grids().size(), 1U);
  EXPECT_EQ(read.findings.count("plan.uncovered"), 4U);
}

TEST(ReadPlan, MakesAGridWhereAParentHasNone) {
  const auto land = ascii_territory({.households = {"1122"}, .parents = {"AABB"}, .unit = 1, .barriers = {}});
  const ReadPlan read = read_plan(land, given({"A1"}, {"aa.."}), range(1, 9));
  ASSERT_EQ(read.plan.grids().size(), 2U);
  EXPECT_EQ(read.plan.code(GridId(1)), "B001");
  EXPECT_EQ(read.plan.name(GridId(1)), "Area B 1");
  EXPECT_FALSE(read.given[GridId(1)].valid());
}

TEST(ReadPlan, SplitsAGridAcrossParentsAndTheLargerPieceKeepsTheCode) {
  const auto land = ascii_territory({.households = {"1199"}, .parents = {"AABB"}, .unit = 1, .barriers = {}});
  const ReadPlan read = read_plan(land, given({"B5"}, {"aaaa"}), range(1, 99));
  ASSERT_EQ(read.plan.grids().size(), 2U);
  EXPECT_EQ(read.plan.code(GridId(0)), "A001");
  EXPECT_EQ(read.plan.code(GridId(1)), "B5");
  ASSERT_EQ(read.findings.count("plan.split"), 1U);
  EXPECT_EQ(read.findings.all()[0].message.en, "grid B5 crosses 2 parents (households A: 2, B: 18); split");
}

TEST(ReadPlan, RecodesWhatRuleSixForbidsAndDropsWhatGotNoCell) {
  const auto land = ascii_territory({.households = {"1111"}, .parents = {}, .unit = 1, .barriers = {}});
  const ReadPlan read = read_plan(land, given({"7", "A001", "A001", "A9"}, {"abcc"}), range(1, 9));
  ASSERT_EQ(read.plan.grids().size(), 3U);
  EXPECT_EQ(read.plan.code(GridId(0)), "A002");
  EXPECT_EQ(read.plan.code(GridId(1)), "A001");
  EXPECT_EQ(read.plan.code(GridId(2)), "A003");
  EXPECT_EQ(read.findings.count("plan.recoded"), 2U);
  EXPECT_EQ(read.findings.count("plan.empty"), 1U);
}

TEST(ReadPlan, CallsAGridOfAnAreaThatIsNoMoreAfterTheNewOne) {
  const auto land = ascii_territory({.households = {"1111"}, .parents = {}, .unit = 1, .barriers = {}});
  GivenPlan old = given({"Z001", "Z002"}, {"aabb"});
  old.grids[GivenGridId(0)].name = "Area Z 1";
  old.grids[GivenGridId(1)].name = "Market";
  EXPECT_EQ(read_plan(land, old, range(1, 9)).plan.name(GridId(0)), "Area Z 1") << "nobody says that Z was an area";
  old.former_areas = {"Area", "Area Z"};
  const ReadPlan read = read_plan(land, old, range(1, 9));
  EXPECT_EQ(read.plan.name(GridId(0)), "Area A 1");
  EXPECT_EQ(read.plan.name(GridId(1)), "Market");
}

}  // namespace
}  // namespace wangge::planning
