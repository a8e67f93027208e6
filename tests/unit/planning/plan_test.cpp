#include "engine/planning/plan.h"

#include "engine/core/error.h"
#include "tests/support/ascii_cells.h"

#include <gtest/gtest.h>

#include <numbers>

namespace wangge::planning {
namespace {

using testing::ascii_ids;
using testing::ascii_territory;
using testing::AsciiMap;
using testing::Rows;

PlanningRules range(std::int64_t least, std::int64_t most) {
  PlanningRules rules;
  rules.households = {least, most};
  return rules;
}

std::vector<GridLabel> labels(std::initializer_list<const char*> codes) {
  std::vector<GridLabel> made;
  for (const char* code : codes) made.push_back({.code = code, .name = std::string("grid ") + code, .kind = {}, .staff = {}});
  return made;
}

int refused_rule(const std::variant<Move, Refusal>& answer) {
  const auto* refusal = std::get_if<Refusal>(&answer);
  EXPECT_TRUE(refusal == nullptr || (!refusal->reason.zh.empty() && !refusal->reason.en.empty()));
  return refusal == nullptr ? -1 : refusal->rule;
}

/// Two parents side by side; A holds grids a and b, B holds c.
class PlanTest : public ::testing::Test {
 protected:
  const territory::Territory land = ascii_territory({.households = {"1234",  //
                                                                    "5678"},
                                                     .parents = {"AAAB",  //
                                                                 "AAAB"},
                                                     .unit = 1,
                                                     .barriers = {{{0, 0, 'E'}, territory::BarrierClass::river}}});
  Plan plan{land, range(6, 20), labels({"A1", "A2", "B1"}),
            ascii_ids<GridId>({"abbc",  //
                               "abbc"})};
  const GridId a{0}, b{1}, c{2};
};

TEST_F(PlanTest, CountsWhatLiesInEachGrid) {
  const GridTally tally = plan.tally(b);
  EXPECT_EQ(tally.households, 2 + 3 + 6 + 7);
  EXPECT_EQ(tally.residents, 3 * 18);
  EXPECT_EQ(tally.buildings, 4);
  EXPECT_EQ(tally.cells, 4);
  EXPECT_DOUBLE_EQ(tally.work, 18);
  EXPECT_DOUBLE_EQ(tally.area.value, 40000);
  EXPECT_DOUBLE_EQ(tally.perimeter.value, 800);
  EXPECT_DOUBLE_EQ(tally.border[static_cast<std::size_t>(territory::BarrierClass::none)].value, 100)
      << "the parent's outline is no border";
  EXPECT_DOUBLE_EQ(tally.border[static_cast<std::size_t>(territory::BarrierClass::river)].value, 100);
  EXPECT_DOUBLE_EQ(plan.compactness(b), std::numbers::pi / 4) << "a square";
  ASSERT_EQ(plan.neighbours(b).size(), 2U);
  EXPECT_EQ(plan.neighbours(b)[0].grid, a) << "equal borders: the lower id first";
}

TEST_F(PlanTest, MovesACellAndUndoRestoresEverything) {
  const Plan before = plan;
  const auto answer = plan.apply(AssignCells{{{territory::CellId(1), a}}});
  ASSERT_TRUE(std::holds_alternative<Move>(answer));
  EXPECT_EQ(plan.tally(a).households, 1 + 5 + 2);
  EXPECT_DOUBLE_EQ(plan.tally(a).perimeter.value, 800);
  plan.check_invariants();
  ASSERT_TRUE(std::holds_alternative<Move>(plan.apply(std::get<Move>(answer))));
  EXPECT_TRUE(plan == before);
}

TEST_F(PlanTest, RefusesACellOfAnotherParent) {
  const Plan before = plan;
  EXPECT_EQ(refused_rule(plan.apply(AssignCells{{{territory::CellId(2), c}}})), 2);
  EXPECT_EQ(refused_rule(plan.apply(MergeGrids{c, a})), 2);
  EXPECT_TRUE(plan == before);
}

TEST_F(PlanTest, RefusesToEmptyAGridOrToAssignTwice) {
  const Plan before = plan;
  EXPECT_EQ(refused_rule(plan.apply(AssignCells{{{territory::CellId(0), b}, {territory::CellId(4), b}}})), 1);
  EXPECT_EQ(refused_rule(plan.apply(AssignCells{{{territory::CellId(0), b}, {territory::CellId(0), a}}})), 1);
  EXPECT_EQ(refused_rule(plan.apply(SplitGrid{a, {territory::CellId(0), territory::CellId(4)}, {}, {}})), 1) << "all of it";
  EXPECT_EQ(refused_rule(plan.apply(SplitGrid{a, {territory::CellId(1)}, {}, {}})), 1) << "not its cell";
  EXPECT_TRUE(plan == before);
}

TEST_F(PlanTest, RefusesWhatIsNotThere) {
  EXPECT_EQ(refused_rule(plan.apply(AssignCells{{{territory::CellId(99), a}}})), 0);
  EXPECT_EQ(refused_rule(plan.apply(AssignCells{{{territory::CellId(0), GridId(7)}}})), 0);
  EXPECT_EQ(refused_rule(plan.apply(AssignCells{{{territory::CellId(), a}}})), 0);
  EXPECT_EQ(refused_rule(plan.apply(MergeGrids{a, a})), 0);
  EXPECT_EQ(refused_rule(plan.apply(LabelGrid{GridId(), {}})), 0);
}

TEST_F(PlanTest, RefusesACodeThatIsTakenOrNotUnderItsParent) {
  for (const char* code : {"A2", "B7", "A", "", "D"}) {
    EXPECT_EQ(refused_rule(plan.apply(LabelGrid{a, {.code = code, .name = "x", .kind = {}, .staff = {}}})), 6) << code;
  }
  EXPECT_EQ(refused_rule(plan.apply(LabelGrid{a, {.code = "A1", .name = "renamed", .kind = {}, .staff = {}}})), -1);
  EXPECT_EQ(plan.name(a), "renamed");
}

TEST_F(PlanTest, MergeFreesAnIdAndUndoBringsItBack) {
  const Plan before = plan;
  const auto answer = plan.apply(MergeGrids{a, b});
  ASSERT_TRUE(std::holds_alternative<Move>(answer));
  EXPECT_FALSE(plan.live(a));
  EXPECT_EQ(plan.grids().size(), 2U);
  EXPECT_EQ(plan.tally(b).households, 24);
  EXPECT_TRUE(plan.verdict(b).reason.en.find("24 households") != std::string::npos) << plan.verdict(b).reason.en;
  plan.check_invariants();
  ASSERT_TRUE(std::holds_alternative<Move>(plan.apply(std::get<Move>(answer))));
  EXPECT_TRUE(plan == before);
}

TEST_F(PlanTest, SplitTakesTheNextFreeCode) {
  const Plan before = plan;
  const auto answer = plan.apply(SplitGrid{b, {territory::CellId(2), territory::CellId(6)}, {}, {}});
  ASSERT_TRUE(std::holds_alternative<Move>(answer));
  EXPECT_EQ(plan.code(GridId(3)), "A001");
  EXPECT_EQ(plan.name(GridId(3)), "grid A3");
  EXPECT_EQ(plan.parent(GridId(3)), plan.parent(b));
  plan.check_invariants();
  ASSERT_TRUE(std::holds_alternative<Move>(plan.apply(std::get<Move>(answer))));
  EXPECT_TRUE(plan == before);
}

TEST_F(PlanTest, SplitKeepsTheLettersOfTheCode) {
  Plan lettered{land, range(6, 20), labels({"AW01", "AW02", "B1"}),
                ascii_ids<GridId>({"abbc",  //
                                   "abbc"})};
  const SplitGrid split{b, {territory::CellId(2), territory::CellId(6)}, {}, {}};
  ASSERT_TRUE(std::holds_alternative<Move>(lettered.apply(split)));
  EXPECT_EQ(lettered.code(GridId(3)), "AW03");
  EXPECT_EQ(lettered.next_code(lettered.parent(b)), "A001") << "no grid to follow";
  lettered.check_invariants();
}

TEST_F(PlanTest, SaysThatTheParentHasTooFewHouseholds) {
  const territory::Territory small = ascii_territory({.households = {"12"}, .parents = {}, .unit = 1, .barriers = {}});
  const Plan one(small, range(5, 9), labels({"A1"}), ascii_ids<GridId>({"aa"}));
  const Verdict verdict = one.verdict(GridId(0));
  EXPECT_FALSE(verdict.valid);
  EXPECT_TRUE(verdict.excused);
  EXPECT_EQ(verdict.reason.en, "3 households, outside 5-9; the parent has 3 households in all, fewer than the minimum of 5");
  EXPECT_EQ(verdict.reason.zh, "3 户，不在 5-9 户之内；上级区域共 3 户，少于下限 5 户");
}

TEST_F(PlanTest, SaysThatNoNumberOfGridsFits) {
  const territory::Territory odd = ascii_territory({.households = {"77"}, .parents = {}, .unit = 1, .barriers = {}});
  const Plan one(odd, range(8, 10), labels({"A1"}), ascii_ids<GridId>({"aa"}));
  EXPECT_TRUE(one.verdict(GridId(0)).excused);
  EXPECT_EQ(one.verdict(GridId(0)).reason.en,
            "14 households, outside 8-10; the parent has 14 households: 1 grid holds at most 10, 2 need at least 16");
}

TEST_F(PlanTest, ExcusesTheGridOfATowerAndNoOther) {
  const territory::Territory tower = ascii_territory({.households = {"*991"}, .parents = {}, .unit = 1, .barriers = {}});
  const Plan two(tower, range(10, 20), labels({"A1", "A2", "A3"}), ascii_ids<GridId>({"abbc"}));
  EXPECT_TRUE(two.verdict(GridId(0)).excused);
  EXPECT_NE(two.verdict(GridId(0)).reason.en.find("cell 0 alone has 100"), std::string::npos) << two.verdict(GridId(0)).reason.en;
  EXPECT_TRUE(two.verdict(GridId(1)).valid);
  EXPECT_FALSE(two.verdict(GridId(2)).excused) << "contested: the parent's 119 fit";
}

TEST_F(PlanTest, ADedicatedGridIsExemptFromSizeAndLeavesTheParentsSum) {
  const territory::Territory land2 = ascii_territory({.households = {"199"}, .parents = {}, .unit = 1, .barriers = {}});
  Plan two(land2, range(9, 12), labels({"A1", "A2"}), ascii_ids<GridId>({"abb"}));
  EXPECT_FALSE(two.verdict(GridId(1)).valid);
  ASSERT_EQ(refused_rule(two.apply(LabelGrid{GridId(0), {.code = "A1", .name = "", .kind = GridKind::dedicated, .staff = {}}})),
            -1);
  EXPECT_TRUE(two.verdict(GridId(0)).valid);
}

TEST_F(PlanTest, FlagsAGridInTwoPieces) {
  const auto answer = plan.apply(AssignCells{{{territory::CellId(2), a}}});
  ASSERT_TRUE(std::holds_alternative<Move>(answer)) << "rule 4 may be broken while editing";
  EXPECT_FALSE(plan.verdict(a).connected);
  EXPECT_FALSE(plan.verdict(a).valid);
  EXPECT_EQ(plan.verdict(a).reason.en, "2 pieces in 1 connected part of its parent");
}

TEST_F(PlanTest, AcceptsAnExclaveTooSmallToStandAloneAndFlagsTwoThatAreNot) {
  const AsciiMap map{.households = {"55 55 1"}, .parents = {"AA AA A"}, .unit = 1, .barriers = {}};
  const territory::Territory parts = ascii_territory(map);
  const Plan attached(parts, range(8, 12), labels({"A1", "A2"}), ascii_ids<GridId>({"aa bb b"}));
  EXPECT_TRUE(attached.verdict(GridId(0)).valid);
  EXPECT_TRUE(attached.verdict(GridId(1)).valid) << "a grid with the small part";
  const Plan crossed(parts, range(8, 12), labels({"A1", "A2"}), ascii_ids<GridId>({"ab ab b"}));
  EXPECT_FALSE(crossed.verdict(GridId(0)).connected);
  EXPECT_EQ(crossed.verdict(GridId(0)).reason.en, "joins 2 parts of its parent that could each stand alone");
}

TEST_F(PlanTest, StaffIsReportedAndEnforcedOnlyOnDemand) {
  EXPECT_FALSE(plan.verdict(b).staffed);
  EXPECT_TRUE(plan.verdict(b).valid);
  PlanningRules strict = range(6, 20);
  strict.staff_enforced = true;
  Plan enforced(land, strict, labels({"A1", "A2", "B1"}), ascii_ids<GridId>({"abbc", "abbc"}));
  EXPECT_FALSE(enforced.verdict(b).valid);
  ASSERT_EQ(refused_rule(enforced.apply(LabelGrid{b, {.code = "A2", .name = "", .kind = {}, .staff = {1, 1}}})), -1);
  EXPECT_TRUE(enforced.verdict(b).valid);
}

TEST_F(PlanTest, IsNotMadeFromBrokenColumns) {
  const auto make = [&](const Rows& rows, std::initializer_list<const char*> codes) {
    return Plan(land, range(6, 20), labels(codes), ascii_ids<GridId>(rows));
  };
  EXPECT_THROW(make({"abbc", "ab.c"}, {"A1", "A2", "B1"}), core::Error);
  EXPECT_THROW(make({"abbb", "abbb"}, {"A1", "A2"}), core::Error);
  EXPECT_THROW(make({"abbc", "abbc"}, {"A1", "A2", "B1", "B2"}), core::Error);
  EXPECT_THROW(make({"abbc", "abbc"}, {"A1", "A1", "B1"}), core::Error);
  EXPECT_THROW(make({"abbc", "abbc"}, {"A1", "C2", "B1"}), core::Error);
}

}  // namespace
}  // namespace wangge::planning
