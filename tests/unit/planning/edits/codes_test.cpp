#include "engine/planning/codes/code_clash.h"
#include "engine/planning/codes/code_history.h"
#include "engine/planning/codes/code_layout.h"
#include "engine/planning/edits/history.h"
#include "engine/planning/read_plan.h"
#include "tests/support/ascii_cells.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wangge::planning {
namespace {

using testing::ascii_ids;
using testing::ascii_territory;

TEST(CodeLayout, ReadsTheLayoutsOfTheStandards) {
  EXPECT_EQ(code_layout("12+3")->digits, (std::vector<int>{12, 3}));
  EXPECT_EQ(code_layout("6+3+3+2")->length(), 14);
  EXPECT_EQ(code_layout("6+6+3+3+2")->length(), 20);
  EXPECT_EQ(text_of(*code_layout("6+3+3+3")), "6+3+3+3");
  for (const char* text : {"", "15", "6+", "+3", "6+3+a", "6 + 3", "6+0", "6+-3", "6+19"})
    EXPECT_FALSE(code_layout(text)) << text;
}

territory::Territory coded(const std::string& district, const std::string& first, const std::string& second) {
  territory::Territory land = ascii_territory({.households = {"123456"}, .parents = {"AAABBB"}});
  land.areas.code = core::Column<AreaId, std::string>(std::vector<std::string>{district, first, second});
  return land;
}

TEST(CodeLayout, HoldsTheCodesOfTheLevelsAgainstItFromTheLowestUp) {
  const territory::Territory land = coded("440203", "440203001", "440203002");
  EXPECT_FALSE(layout_problem(*code_layout("6+3+2"), land));
  EXPECT_FALSE(layout_problem(*code_layout("9+3"), land)) << "the district is not in the layout";
  EXPECT_FALSE(layout_problem(*code_layout("2+4+3+3"), land)) << "more parts than levels";
  const auto shorter = layout_problem(*code_layout("6+6+3"), land);
  ASSERT_TRUE(shorter);
  EXPECT_NE(shorter->en.find("440203001"), std::string::npos) << shorter->en;
  EXPECT_TRUE(layout_problem(*code_layout("6+3+2"), coded("440203", "44020300A", "440203002"))) << "a letter";
  const auto district = layout_problem(*code_layout("6+3+2"), coded("44020", "440203001", "440203002"));
  ASSERT_TRUE(district) << "every level that the layout has a part for";
  EXPECT_NE(district->en.find("the code 44020 of"), std::string::npos) << district->en;
}

TEST(CodeLayout, IsKeptByEveryCode) {
  const territory::Territory land = coded("440203", "440203001", "440203002");
  PlanningRules rules{.households = {1, 90}, .aims = {}, .code_digits = 2, .code_exact = true};
  History history(Plan(land, rules, {{"44020300101", "", {}, {}}, {"44020300201", "", {}, {}}}, ascii_ids<GridId>({"aaabbb"})));
  for (const char* code : {"4402030011", "440203001001", "4402030010A"}) {
    const auto refused = history.apply(RecodeEdit{"44020300101", code});
    ASSERT_TRUE(refused) << code;
    EXPECT_EQ(refused->rule, 6);
  }
  EXPECT_FALSE(history.apply(RecodeEdit{"44020300101", "44020300107"}));
  ASSERT_FALSE(history.apply(SplitEdit{.grid = "44020300107", .line = {{100, 0}, {100, -100}}}));
  EXPECT_EQ(history.plan().code(GridId(2)), "44020300102") << "01 is void";
}

TEST(CodeLayout, TodaysGridsThatBreakItAreRecoded) {
  const territory::Territory land = coded("440203", "440203001", "440203002");
  PlanningRules rules{.households = {1, 90}, .aims = {}, .code_digits = 2, .code_exact = true};
  GivenPlan given;
  given.grids.push_back({"440203001W1", "west", {}});
  given.grids.push_back({"44020300202", "east", {}});
  given.grid_of_cell = ascii_ids<GivenGridId>({"aaabbb"});
  given.voided = {"44020300101", "44020300202"};
  const ReadPlan read = read_plan(land, given, rules);
  EXPECT_EQ(read.plan.code(GridId(0)), "44020300102");
  EXPECT_EQ(read.plan.code(GridId(1)), "44020300201") << "its own code is void";
  EXPECT_EQ(read.findings.count("plan.recoded"), 2U);
}

class CodeHistoryTest : public ::testing::Test {
 protected:
  [[nodiscard]] const CodeChange* row(const std::string& from, const std::string& to) const {
    for (const CodeChange& change : table) {
      if (change.old_code == from && change.new_code == to) return &change;
    }
    return nullptr;
  }
  void compare() { table = code_changes(before, history.plan()); }

  const territory::Territory land = ascii_territory({.households = {"12345678"}, .parents = {"AAAAAAAA"}});
  PlanningRules rules{.households = {1, 90}, .aims = {}};
  const Plan before{land, rules, {{"A1", "", {}, {}}, {"A2", "", {}, {}}, {"A3", "", {}, {}}}, ascii_ids<GridId>({"aabbbccc"})};
  History history{before};
  std::vector<CodeChange> table;
};

TEST_F(CodeHistoryTest, NamesEveryRelation) {
  ASSERT_FALSE(history.apply(SplitEdit{.grid = "A2", .line = {{300, 0}, {300, -100}}, .code = "A4"}));  // cell 2 leaves A2
  ASSERT_FALSE(history.apply(AssignEdit{{.cells = {CellId(5)}}, "A2"}));
  ASSERT_FALSE(history.apply(RecodeEdit{"A1", "A5"}));
  compare();
  ASSERT_EQ(table.size(), 5U);
  EXPECT_EQ(row("A1", "A5")->relation, CodeRelation::recoded);
  EXPECT_TRUE(row("A1", "A5")->voided);
  EXPECT_EQ(row("A2", "A4")->relation, CodeRelation::split);
  EXPECT_EQ(row("A2", "A2")->relation, CodeRelation::changed);
  EXPECT_EQ(row("A3", "A2")->relation, CodeRelation::moved);
  EXPECT_EQ(row("A3", "A2")->households, 6);
  EXPECT_EQ(row("A3", "A3")->relation, CodeRelation::changed);
  std::int64_t households = 0;
  for (const CodeChange& change : table) households += change.households;
  EXPECT_EQ(households, 36) << "every household once";
}

TEST_F(CodeHistoryTest, TellsAMergeFromARedrawing) {
  ASSERT_FALSE(history.apply(MergeEdit{{"A1", "A2"}}));
  compare();
  EXPECT_EQ(row("A2", "A1")->relation, CodeRelation::merged);
  EXPECT_EQ(row("A3", "A3")->relation, CodeRelation::kept);
  EXPECT_EQ(voided_codes(before, history.plan()), (std::set<std::string>{"A2"}));
  ASSERT_FALSE(history.apply(RecodeEdit{"A1", "A7"}));
  compare();
  EXPECT_EQ(row("A2", "A7")->relation, CodeRelation::redrawn);
}

/// The plan that was is not needed any more, nor its areas.
TEST_F(CodeHistoryTest, TellsTheSameFromTheCodesOfCells) {
  const CodedCells coded = coded_cells(before);
  ASSERT_FALSE(history.apply(MergeEdit{{"A1", "A2"}}));
  EXPECT_EQ(code_changes(coded, history.plan()), code_changes(before, history.plan()));
  EXPECT_EQ(voided_codes(coded, history.plan()), (std::set<std::string>{"A2"}));
}

TEST_F(CodeHistoryTest, VoidsWhatEitherPlanHasVoided) {
  ASSERT_FALSE(history.apply(SplitEdit{.grid = "A2", .line = {{300, 0}, {300, -100}}, .code = "A4"}));
  ASSERT_FALSE(history.apply(MergeEdit{{"A2", "A4"}}));
  EXPECT_EQ(voided_codes(before, history.plan()), (std::set<std::string>{"A4"})) << "made and ended in between";
  CodedCells coded = coded_cells(before);
  coded.voided.insert("A0");
  EXPECT_EQ(voided_codes(coded, history.plan()), (std::set<std::string>{"A0", "A4"}));
}

TEST(CodeClash, NamesACodeThatBeginsAnotherAndTheDigitsNeeded) {
  const territory::Territory land = ascii_territory({.households = {"1234"}, .parents = {"AAAA"}});
  PlanningRules rules{.households = {1, 90}, .aims = {}};
  const Plan clashing(land, rules, {{"A1", "", {}, {}}, {"A2", "", {}, {}}, {"A10", "", {}, {}}}, ascii_ids<GridId>({"aabc"}));
  const auto clash = code_clash(clashing, AreaId(1));
  ASSERT_TRUE(clash);
  EXPECT_EQ(clash->shorter, "A1");
  EXPECT_EQ(clash->longer, "A10");
  EXPECT_EQ(clash->digits, 2);
  const Plan clear(land, rules, {{"A01", "", {}, {}}, {"A02", "", {}, {}}, {"A10", "", {}, {}}}, ascii_ids<GridId>({"aabc"}));
  EXPECT_FALSE(code_clash(clear, AreaId(1)));
}

TEST_F(CodeHistoryTest, UndoFreesTheCodeAgain) {
  ASSERT_FALSE(history.apply(MergeEdit{{"A1", "A2"}}));
  ASSERT_FALSE(history.apply(SplitEdit{.grid = "A1", .line = {{200, 0}, {200, -100}}}));
  EXPECT_EQ(history.plan().code(GridId(1)), "A001") << "not A2";
  ASSERT_TRUE(history.undo());
  EXPECT_FALSE(history.plan().voided().contains("A001")) << "it never was in use";
  ASSERT_TRUE(history.undo());
  EXPECT_TRUE(history.plan().voided().empty());
  EXPECT_TRUE(history.plan() == before);
}

}  // namespace
}  // namespace wangge::planning
