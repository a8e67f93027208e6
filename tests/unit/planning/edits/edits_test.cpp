#include "engine/planning/edits/edit_list.h"
#include "engine/planning/edits/history.h"
#include "engine/planning/edits/plane_side.h"
#include "tests/support/ascii_cells.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

/// Each edit on a town drawn in the test: cells of 100 m, the first row in the north, so the middle of row r, column c is
/// ((c + 0.5) 100, -(r + 0.5) 100).
namespace wangge::planning {
namespace {

using territory::BarrierClass;
using testing::ascii_ids;
using testing::ascii_territory;
using testing::Rows;

GridLabel label(const std::string& code) { return {.code = code, .name = "grid " + code, .kind = {}, .staff = {}}; }

/// The grid of each cell as letters in the shape of the map: the last letter of its code.
Rows drawn(const Plan& plan, std::size_t width) {
  Rows rows;
  for (std::size_t cell = 0; cell < plan.grid_of_cell().size(); ++cell) {
    if (cell % width == 0) rows.emplace_back();
    rows.back() += plan.code(plan.grid_of(CellId(cell))).back();
  }
  return rows;
}

class EditTest : public ::testing::Test {
 protected:
  EditTest() {
    // Cells 1, 2, 9 are the compound "Yard", which the border of a and b cuts.
    land.compounds.push_back("Yard");
    for (const std::size_t cell : {1U, 2U, 9U}) land.cells.compound[CellId(cell)] = territory::CompoundId(0);
  }
  std::optional<Refusal> edit(const Edit& what) {
    const Plan before = history.plan();
    auto refused = history.apply(what, ground);
    history.plan().check_invariants();
    if (refused) {
      EXPECT_TRUE(history.plan() == before) << "a refused edit changes nothing";
      EXPECT_FALSE(refused->reason.zh.empty() || refused->reason.en.empty());
    }
    return refused;
  }
  [[nodiscard]] Rows rows() const { return drawn(history.plan(), 8); }

  // Parents A (6 columns) and B (2); a street between columns 3 and 4, a river between rows 0 and 1 of grid c.
  territory::Territory land = ascii_territory(
      {.households = {"12345678",  //
                      "11111111",  //
                      "22222222"},
       .parents = {"AAAAAABB",  //
                   "AAAAAABB",  //
                   "AAAAAABB"},
       .unit = 1,
       .barriers = {
           {{0, 3, 'E'}, BarrierClass::street}, {{1, 3, 'E'}, BarrierClass::street}, {{2, 3, 'E'}, BarrierClass::street}}});
  PlanningRules rules{.households = {5, 40}, .aims = {}};
  EditGround ground;
  History history{Plan(land, rules, {label("A1"), label("A2"), label("B3")},
                       ascii_ids<GridId>({"aabbbbcc",  //
                                          "aabbbbcc",  //
                                          "aabbbbcc"}))};
};

TEST_F(EditTest, AssignsCellsOfBuildingsAndCompounds) {
  EXPECT_FALSE(edit(AssignEdit{{.buildings = {"way/10"}}, "A1"}));
  EXPECT_EQ(rows(), (Rows{"11222233", "11122233", "11222233"}));
  EXPECT_FALSE(edit(AssignEdit{{.compounds = {"Yard"}}, "A2"}));
  EXPECT_EQ(rows(), (Rows{"12222233", "12122233", "11222233"}));
}

TEST_F(EditTest, RefusesNamesThatAreNotThereAndGuesses) {
  const auto building = edit(AssignEdit{{.buildings = {"way/1O"}}, "A1"});
  ASSERT_TRUE(building);
  EXPECT_EQ(building->rule, 0);
  EXPECT_NE(building->reason.en.find("did you mean 'way/1"), std::string::npos) << building->reason.en;
  EXPECT_EQ(edit(AssignEdit{{.cells = {CellId(0)}}, "A9"})->rule, 0);
  EXPECT_EQ(edit(AssignEdit{{}, "A2"})->rule, 0) << "nothing selected";
}

TEST_F(EditTest, RefusesACellOfAnotherParentWithRuleAndPlace) {
  const auto refused = edit(AssignEdit{{.cells = {CellId(6)}}, "A1"});
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->rule, 2);
  EXPECT_EQ(refused->cell, CellId(6));
}

TEST_F(EditTest, SplitsByALineThatBends) {
  // From the north between columns 3 and 4, then east between rows 0 and 1: the corner with 5 + 6 households is the smaller side.
  EXPECT_FALSE(edit(SplitEdit{.grid = "A2", .line = {{400, 50}, {400, -100}, {700, -100}}, .code = "A4"}));
  EXPECT_EQ(rows(), (Rows{"11224433", "11222233", "11222233"}));
  EXPECT_EQ(history.plan().name(GridId(3)), "grid A4");
}

TEST_F(EditTest, SplitKeepsACompoundWholeWhereAsked) {
  ASSERT_FALSE(edit(MergeEdit{{"A1", "A2"}}));
  // Between columns 1 and 2, through the compound: cells 1 and 9 (3 households) west, cell 2 (3) east; the west has more land.
  ASSERT_FALSE(edit(SplitEdit{.grid = "A1", .line = {{200, 0}, {200, -300}}, .compounds_whole = true, .code = "A5"}));
  EXPECT_EQ(rows(), (Rows{"55511133", "55111133", "55111133"}));
}

TEST_F(EditTest, RefusesALineThatMissesTheGrid) {
  const auto refused = edit(SplitEdit{.grid = "A1", .line = {{700, 0}, {700, -300}}});
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->rule, 1);
  EXPECT_EQ(refused->grid, GridId(0));
  EXPECT_EQ(edit(SplitEdit{.grid = "A1", .line = {{100, 0}, {100, 0}}})->rule, 0);
}

TEST_F(EditTest, MergesIntoTheNamedGridAndVoidsTheOthersCode) {
  EXPECT_FALSE(edit(MergeEdit{{"A1", "A2"}, "A2"}));
  EXPECT_EQ(rows(), (Rows{"22222233", "22222233", "22222233"}));
  EXPECT_TRUE(history.plan().voided().contains("A1"));
  const auto again = edit(SplitEdit{.grid = "A2", .line = {{200, 0}, {200, -300}}, .code = "A1"});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->rule, 6) << "a void code is never given again";
  EXPECT_EQ(edit(MergeEdit{{"A2", "B3"}})->rule, 2);
  EXPECT_EQ(edit(MergeEdit{{"A2"}})->rule, 0);
}

TEST_F(EditTest, SwapsCellsOfTwoGridsAtOnce) {
  EXPECT_FALSE(edit(SwapEdit{"A1",
                             {.cells = {CellId(1), CellId(9), CellId(17), CellId(0), CellId(8), CellId(16)}},
                             "A2",
                             {.cells = {CellId(2), CellId(10)}}}))
      << "all of a grid, against cells of the other";
  EXPECT_EQ(rows(), (Rows{"22122233", "22122233", "22222233"}));
  const auto refused = edit(SwapEdit{"A1", {.cells = {CellId(5)}}, "A2", {.cells = {CellId(4)}}});
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->rule, 1);
  EXPECT_EQ(refused->cell, CellId(5));
}

TEST_F(EditTest, MovesABorderByAWidth) {
  EXPECT_FALSE(edit(BorderEdit{.from = "A2", .to = "A1", .width = core::Metres(60)}));
  EXPECT_EQ(rows(), (Rows{"11122233", "11122233", "11122233"})) << "middles 50 m from the border, the next ones 150 m";
}

TEST_F(EditTest, MovesABorderUpToAStreet) {
  EXPECT_FALSE(edit(BorderEdit{.from = "A2", .to = "A1", .until = BarrierClass::street}));
  EXPECT_EQ(rows(), (Rows{"11112233", "11112233", "11112233"}));
  const auto refused = edit(BorderEdit{.from = "A2", .to = "A1", .until = BarrierClass::arterial});
  ASSERT_TRUE(refused) << "no arterial stops it";
  EXPECT_EQ(refused->rule, 1);
  const auto there = edit(BorderEdit{.from = "A2", .to = "A1", .until = BarrierClass::street});
  ASSERT_TRUE(there) << "nothing before the street";
  EXPECT_EQ(there->rule, 0) << "no rule is broken";
  EXPECT_NE(there->reason.en.find("runs along a street already"), std::string::npos) << there->reason.en;
  EXPECT_EQ(edit(BorderEdit{.from = "A1", .to = "B3", .width = core::Metres(60)})->rule, 1) << "no common border";
  EXPECT_EQ(edit(BorderEdit{.from = "A1", .to = "A2"})->rule, 0) << "neither width nor barrier";
}

TEST_F(EditTest, MakesADedicatedGridOfACompoundAcrossGrids) {
  ASSERT_FALSE(edit(DedicateEdit{{.compounds = {"Yard"}}, "A7"}));
  EXPECT_EQ(rows(), (Rows{"17722233", "17222233", "11222233"}));
  const Plan& plan = history.plan();
  EXPECT_EQ(plan.kind(GridId(3)), GridKind::dedicated);
  EXPECT_EQ(plan.name(GridId(3)), "Yard");
  EXPECT_TRUE(plan.verdict(GridId(3)).sized) << "exempt from the size range";
}

TEST_F(EditTest, DedicatedGridSwallowsWholeGrids) {
  std::vector<CellId> cells = {CellId(2)};
  for (const CellId cell : history.plan().cells_of(GridId(0))) cells.push_back(cell);
  ASSERT_FALSE(edit(DedicateEdit{{.cells = cells}, "A7", "Market"}));
  EXPECT_EQ(rows(), (Rows{"77722233", "77222233", "77222233"}));
  EXPECT_TRUE(history.plan().voided().contains("A1"));
  EXPECT_EQ(edit(DedicateEdit{{.cells = {CellId(5), CellId(6)}}})->rule, 2) << "two parents";
}

TEST_F(EditTest, AWholeGridMadeDedicatedKeepsItsCode) {
  std::vector<CellId> cells(history.plan().cells_of(GridId(0)).begin(), history.plan().cells_of(GridId(0)).end());
  ASSERT_FALSE(edit(DedicateEdit{{.cells = cells}, "", "Park"}));
  EXPECT_EQ(history.plan().code(GridId(0)), "A1");
  EXPECT_EQ(history.plan().kind(GridId(0)), GridKind::dedicated);
  EXPECT_TRUE(history.plan().voided().empty());
}

TEST_F(EditTest, MovesThatBelongTogetherAreTakenBackInTurnWhereOneIsRefused) {
  const Plan before = history.plan();
  const GridId made = before.next_id();
  const auto refused = history.apply(std::vector<Move>{SplitGrid{GridId(1), {CellId(5), CellId(4)}, label("A4"), made},
                                                       AssignCells{{{CellId(3), GridId(0)}}}, AssignCells{{{CellId(3), made}}},
                                                       MergeGrids{GridId(0), GridId(2)}});
  ASSERT_TRUE(refused) << "two parents";
  EXPECT_TRUE(history.plan() == before);
  history.plan().check_invariants();
}

TEST_F(EditTest, ACellOnTheLineGoesWithTheLargerShareOfItsLand) {
  // The line runs through column 3: a part of it lies in the ring.
  for (const double share : {0.4, 0.6}) {
    ground.share_inside = [&](CellId cell, const Path& ring) {
      return cell.value() % 8 == 3 ? share : inside(land.cells.centroid[cell], ring) ? 1.0 : 0.0;
    };
    ASSERT_FALSE(edit(SplitEdit{.grid = "A2", .line = {{350, 0}, {350, -300}}, .code = share < 0.5 ? "A4" : "A5"}));
    const bool with_west = history.plan().grid_of(CellId(3)) == history.plan().grid_of(CellId(2));
    ground.share_inside = [&](CellId cell, const Path& ring) { return inside(land.cells.centroid[cell], ring) ? 1.0 : 0.0; };
    const bool ring_in_west = inside({250, -50}, side_of({{350, 0}, {350, -300}}, {{250, -50}, {550, -250}}));
    EXPECT_EQ(with_west, ring_in_west == (share > 0.5)) << share;
    ASSERT_TRUE(history.undo());
  }
}

TEST_F(EditTest, ABorderIsNotMovedOverAWholeGrid) {
  const auto all = edit(BorderEdit{.from = "A1", .to = "A2", .width = core::Metres(500)});
  ASSERT_TRUE(all) << "the whole of A1 lies within 500 m";
  EXPECT_EQ(all->rule, 1);
  EXPECT_NE(all->reason.en.find("merge the two instead"), std::string::npos) << all->reason.en;
}

TEST_F(EditTest, APartOfADedicatedGridIsDedicatedAndAWholeOneKeepsItsStaff) {
  GridLabel park = label("A1");
  park.kind = GridKind::dedicated;
  park.staff = {.workers = 3, .leaders = 2};
  ASSERT_FALSE(history.apply(std::vector<Move>{LabelGrid{GridId(0), park}}));
  std::vector<CellId> cells(history.plan().cells_of(GridId(0)).begin(), history.plan().cells_of(GridId(0)).end());
  ground.staff = {.workers = 1, .leaders = 1};
  ASSERT_FALSE(edit(DedicateEdit{{.cells = cells}, "", "Park"}));
  EXPECT_EQ(history.plan().label(GridId(0)).staff.workers, 3U);
  EXPECT_EQ(history.plan().label(GridId(0)).staff.leaders, 2U);
  ASSERT_FALSE(edit(SplitEdit{.grid = "A1", .line = {{100, 0}, {100, -300}}, .code = "A4"}));
  EXPECT_EQ(history.plan().kind(history.plan().grid_of(CellId(0))), GridKind::dedicated);
  EXPECT_EQ(history.plan().kind(history.plan().grid_of(CellId(1))), GridKind::dedicated);
}

TEST_F(EditTest, RecodesOnceAndNeverBack) {
  EXPECT_FALSE(edit(RecodeEdit{"A1", "A8"}));
  EXPECT_EQ(edit(RecodeEdit{"A8", "A1"})->rule, 6) << "void";
  EXPECT_EQ(edit(RecodeEdit{"A8", "A2"})->rule, 6) << "taken";
  EXPECT_EQ(edit(RecodeEdit{"A8", "B1"})->rule, 6) << "not under its parent";
  EXPECT_FALSE(edit(RenameEdit{"A8", "Riverside"}));
  EXPECT_EQ(history.plan().name(GridId(0)), "Riverside");
}

TEST_F(EditTest, UndoAndRedoRestoreThePlanToTheLastBit) {
  std::vector<Plan> states = {history.plan()};
  for (const Edit& what : std::vector<Edit>{MergeEdit{{"A1", "A2"}}, SplitEdit{.grid = "A1", .line = {{200, 0}, {200, -300}}},
                                            DedicateEdit{{.compounds = {"Yard"}}}, RecodeEdit{"A1", "A9"}}) {
    ASSERT_FALSE(edit(what));
    states.push_back(history.plan());
  }
  for (int round = 0; round < 3; ++round) {
    for (std::size_t i = states.size() - 1; i-- > 0;) {
      ASSERT_TRUE(history.undo());
      EXPECT_TRUE(history.plan() == states[i]) << i;
    }
    EXPECT_FALSE(history.undo());
    for (std::size_t i = 1; i < states.size(); ++i) {
      ASSERT_TRUE(history.redo());
      EXPECT_TRUE(history.plan() == states[i]) << i;
    }
    EXPECT_FALSE(history.redo());
  }
  ASSERT_TRUE(history.undo());
  ASSERT_FALSE(edit(RenameEdit{"A1", "x"}));
  EXPECT_FALSE(history.redo()) << "an edit forgets what was undone";
}

TEST_F(EditTest, AListTakesStepsBackAndDoesThemAgain) {
  const Plan first = history.plan();
  const EditList list = {MergeEdit{{"A1", "A2"}},
                         MergeEdit{{"A1", "B3"}},
                         RenameEdit{"A1", "River"},
                         UndoEdit{2},
                         RedoEdit{1},
                         UndoEdit{2},
                         RedoEdit{3}};
  const EditOutcome outcome = apply_edits(first, list, ground);
  EXPECT_EQ(outcome.answers[3].what, "undo");
  EXPECT_EQ(outcome.answers[3].steps, (std::vector<std::size_t>{3, 1})) << "the refused one was no step";
  ASSERT_EQ(outcome.answers[3].before.size(), 1U);
  ASSERT_EQ(outcome.answers[3].after.size(), 2U) << "both grids are there again";
  EXPECT_EQ(outcome.answers[4].steps, (std::vector<std::size_t>{1}));
  ASSERT_TRUE(outcome.answers[5].refusal) << "one step is left";
  EXPECT_NE(outcome.answers[5].refusal->reason.en.find("2 steps cannot be taken back: there is 1"), std::string::npos)
      << outcome.answers[5].refusal->reason.en;
  EXPECT_TRUE(outcome.answers[6].refusal);
  EXPECT_EQ(outcome.applied, 4U);
  EXPECT_EQ(outcome.plan.grids().size(), 2U) << "merged, not renamed";
  EXPECT_EQ(outcome.plan.name(GridId(0)), first.name(GridId(0)));
  EXPECT_TRUE(apply_edits(first, {list[0], list[2], UndoEdit{2}}, ground).plan == first);
}

TEST_F(EditTest, ARefusalNamesTheGridWhereNothingIsNearer) {
  const EditOutcome outcome = apply_edits(
      history.plan(),
      {AssignEdit{{.buildings = {"nothing"}}, "A2"}, MergeEdit{{"A1"}}, SplitEdit{.grid = "A2", .line = {{5000, 0}, {5001, 0}}},
       SplitEdit{.grid = "A2", .line = {{400, 50}, {400, -400}}, .code = "B3"}, RecodeEdit{"A1", "A1x"}, RenameEdit{"A9", "x"}},
      ground);
  const std::vector<std::string> grids = {"A2", "A1", "A2", "A2", "A1", ""};
  for (std::size_t i = 0; i < grids.size(); ++i) {
    ASSERT_TRUE(outcome.answers[i].refusal) << i;
    EXPECT_EQ(outcome.answers[i].refused_grid, grids[i]) << i;
    EXPECT_EQ(outcome.answers[i].refused_place.has_value(), !grids[i].empty()) << i;
    EXPECT_EQ(outcome.answers[i].refused_area, grids[i].empty() ? "" : "A") << i;
  }
}

TEST_F(EditTest, ACodeHasTheFormOfTheRulesOrOfItsNeighbours) {
  for (const char* code : {"A1x", "A 4", "A0000000000000000002", "Aabc"}) {
    const auto refused = edit(RecodeEdit{"A1", code});
    ASSERT_TRUE(refused) << code;
    EXPECT_EQ(refused->rule, 6);
    EXPECT_NE(refused->reason.en.find("its parent's code A and 3 digits (planning.code_digits), or the form of A1"),
              std::string::npos)
        << refused->reason.en;
  }
  EXPECT_TRUE(edit(SplitEdit{.grid = "A2", .line = {{400, 50}, {400, -400}}, .code = "Anew"}));
  EXPECT_TRUE(edit(DedicateEdit{{.compounds = {"Yard"}}, "A-7"}));
  EXPECT_FALSE(edit(RecodeEdit{"A1", "A007"})) << "the digits of the rules";
  EXPECT_FALSE(edit(RecodeEdit{"A007", "A8"})) << "as A2";
}

TEST_F(EditTest, RefusesANumberThatTheDigitsCannotHold) {
  PlanningRules one = rules;
  one.code_digits = 1;
  std::vector<GridLabel> labels;
  core::Column<CellId, GridId> cells;
  for (const CellId cell : core::ids<CellId>(land.cells.size())) {
    if (land.areas.code[land.cells.parent[cell]] == "B") {
      cells.push_back(GridId(9));
    } else {
      cells.push_back(GridId(std::min<std::size_t>(8, cell.value() / 8 * 6 + cell.value() % 8)));
    }
  }
  for (int i = 1; i <= 9; ++i) labels.push_back(label("A" + std::to_string(i)));
  labels.push_back(label("B1"));
  History full(Plan(land, one, std::move(labels), std::move(cells)));
  const auto refused = full.apply(SplitEdit{.grid = "A9", .line = {{400, 50}, {400, -400}}}, ground);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->rule, 6);
  EXPECT_NE(refused->reason.en.find("planning.code_digits = 2 is needed"), std::string::npos) << refused->reason.en;
}

TEST_F(EditTest, AListGoesOnPastARefusal) {
  const EditOutcome outcome =
      apply_edits(history.plan(), {MergeEdit{{"A1", "B3"}}, MergeEdit{{"A1", "A2"}}, RenameEdit{"A2", "gone"}}, ground);
  ASSERT_EQ(outcome.answers.size(), 3U);
  EXPECT_EQ(outcome.applied, 1U);
  EXPECT_EQ(outcome.answers[0].refusal->rule, 2);
  EXPECT_FALSE(outcome.answers[1].refusal);
  ASSERT_EQ(outcome.answers[1].before.size(), 2U);
  ASSERT_EQ(outcome.answers[1].after.size(), 1U);
  EXPECT_EQ(outcome.answers[1].after[0].tally.households,
            outcome.answers[1].before[0].tally.households + outcome.answers[1].before[1].tally.households);
  EXPECT_NE(outcome.answers[2].refusal->reason.en.find("has ended"), std::string::npos);
}

TEST_F(EditTest, AListKeepsTheAimsWhereAsked) {
  const Plan before = history.plan();
  const EditOutcome outcome =
      apply_edits(before, {MergeEdit{{"A1", "B3"}}, MergeEdit{{"A1", "A2"}}}, ground, AimGround{.today = &before});
  ASSERT_TRUE(outcome.aims_before && outcome.aims_after);
  EXPECT_EQ(*outcome.aims_before, measure_aims(before, {.today = &before}).values);
  EXPECT_EQ(*outcome.aims_after, measure_aims(outcome.plan, {.today = &before}).values);
  EXPECT_FALSE(outcome.answers[0].aims) << "refused";
  EXPECT_EQ(outcome.answers[1].aims, outcome.aims_after);
  EXPECT_EQ((*outcome.aims_before)[AimFigure::change], 0);
  EXPECT_GT((*outcome.aims_after)[AimFigure::change], 0);
  EXPECT_FALSE(apply_edits(before, {}, ground).aims_after) << "nobody asked";
}

TEST(PlaneSide, ClosesALineAroundTheFrame) {
  const Path places = {{0, 0}, {10, 0}, {10, 10}, {0, 10}};
  for (const Path& line : {Path{{5, 2}, {5, 8}}, Path{{5, 8}, {5, 2}}, Path{{5, -3}, {4, 5}, {5, 13}}}) {
    const Path ring = side_of(line, places);
    EXPECT_NE(inside({1, 5}, ring), inside({9, 5}, ring));
    EXPECT_EQ(inside({1, 1}, ring), inside({1, 9}, ring));
  }
  const Path corner = side_of({{5, 20}, {5, 5}, {20, 5}}, places);
  EXPECT_NE(inside({8, 8}, corner), inside({2, 2}, corner));
  EXPECT_EQ(inside({8, 2}, corner), inside({2, 2}, corner));
}

}  // namespace
}  // namespace wangge::planning
