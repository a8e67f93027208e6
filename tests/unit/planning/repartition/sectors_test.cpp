#include "engine/planning/sectors/conflicts.h"
#include "engine/planning/sectors/merge_sectors.h"
#include "tests/support/ascii_cells.h"
#include "tests/support/random_cells.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wangge::planning {
namespace {

using testing::ascii_ids;
using testing::ascii_territory;

SectorPartition sector(const std::string& name, std::vector<std::string> codes, const testing::Rows& rows) {
  SectorPartition made;
  made.name = name;
  made.codes = core::Column<SectorAreaId, std::string>(std::move(codes));
  made.area_of_cell = ascii_ids<SectorAreaId>(rows);
  return made;
}

/// Two sectors on one row of eight cells: the border of the first lies one cell west of the second's.
class SectorsTest : public ::testing::Test {
 protected:
  const territory::Territory land = ascii_territory({.households = {"11112222"}, .parents = {"AAAAAAAA"}});
  const std::vector<SectorPartition> sectors = {sector("police", {"P1", "P2"}, {"aaabbbbb"}),
                                                sector("city", {"C1", "C2"}, {"aaaabbbb"})};
};

TEST_F(SectorsTest, ListsThePiecesBetweenTheirBorders) {
  const std::vector<SectorConflict> found = sector_conflicts(land, sectors);
  ASSERT_EQ(found.size(), 2U) << "the same cell, seen from either sector";
  EXPECT_EQ(found[0].households, 1);
  EXPECT_DOUBLE_EQ(found[0].land.value, 10000);
  EXPECT_EQ(found[0].cells, 1U);
  const bool police_first = found[0].first == 0;
  const SectorConflict& police = found[police_first ? 0 : 1];
  EXPECT_EQ(police.area, "P2");
  EXPECT_EQ(police.with, "C2");
  EXPECT_EQ(police.apart, "C1");
  EXPECT_EQ(police.place, land.cells.centroid[CellId(3)]);
}

TEST_F(SectorsTest, MeasuresHowFarBordersAgree) {
  const auto found = border_agreements(land, sectors);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_DOUBLE_EQ(found[0].common.value, 0);
  EXPECT_DOUBLE_EQ(found[0].first_alone.value, 100);
  EXPECT_DOUBLE_EQ(found[0].second_alone.value, 100);
}

TEST(SectorBorders, AreCommonOrOfOneAlone) {
  const territory::Territory land =
      ascii_territory({.households = {"11112222", "11112222"}, .parents = {"AAAAAAAA", "AAAAAAAA"}});
  const auto found =
      border_agreements(land, std::vector<SectorPartition>{sector("police", {"P1", "P2"}, {"aaabbbbb", "aaabbbbb"}),
                                                           sector("city", {"C1", "C2"}, {"aaaabbbb", "aaabbbbb"})});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_DOUBLE_EQ(found[0].common.value, 100) << "the southern row";
  EXPECT_DOUBLE_EQ(found[0].first_alone.value, 100);
  EXPECT_DOUBLE_EQ(found[0].second_alone.value, 200) << "and the step between the rows";
}

TEST(SectorConflicts, StandByHouseholdsAtTheirLargestCell) {
  const territory::Territory land = ascii_territory({.households = {"11112345"}, .parents = {"AAAAAAAA"}});
  const auto found = sector_conflicts(land, std::vector<SectorPartition>{sector("police", {"P1", "P2"}, {"aaabbbbb"}),
                                                                         sector("city", {"C1", "C2", "C3"}, {"aaaabbcc"})});
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].households, 5) << "the most households first";
  EXPECT_EQ(found[0].apart, "C2");
  EXPECT_EQ(found[0].place, land.cells.centroid[CellId(5)]) << "of its 2 and 3 the 3";
  EXPECT_EQ(found[1].households, 1);
  EXPECT_EQ(found[2].households, 1);
}

TEST(SectorConflicts, MayBeDecidedInPartByWeight) {
  const territory::Territory land =
      ascii_territory({.households = {"11112222", "11112222"}, .parents = {"AAAAAAAA", "AAAAAAAA"}});
  std::vector<SectorPartition> sectors = {sector("police", {"P1", "P2"}, {"aaabbbbb", "aaabbbbb"}),
                                          sector("city", {"C1", "C2"}, {"aaaabbbb", "aaaabbbb"})};
  sectors[1].weight = 3;
  const Plan plan(land, {.households = {1, 90}, .aims = {}}, {{"A1", "", {}, {}}, {"A2", "", {}, {}}},
                  ascii_ids<GridId>({"aaaabbbb", "aaabbbbb"}));
  for (const SectorConflict& conflict : sector_conflicts(land, sectors)) {
    const ConflictDecision decision = decided(plan, sectors, conflict);
    EXPECT_DOUBLE_EQ(decision.border.value, 200);
    EXPECT_DOUBLE_EQ(decision.followed.value, 100);
    EXPECT_EQ(decision.outcome, ConflictOutcome::partly) << "half of it";
    EXPECT_DOUBLE_EQ(decision.agreement, conflict.first == 0 ? 0.75 : 0.25) << "the border is the other one's";
    const std::string text = decision_text(plan, sectors, conflict, decision).en;
    EXPECT_NE(text.find("follows 50 % of the border of"), std::string::npos) << text;
  }
}

TEST_F(SectorsTest, ExplainsWhoseBorderIsFollowed) {
  PlanningRules rules{.households = {1, 90}, .aims = {}};
  const Plan plan(land, rules, {{"A1", "", {}, {}}, {"A2", "", {}, {}}}, ascii_ids<GridId>({"aaabbbbb"}));
  const auto choices = border_choices(plan, sectors);
  ASSERT_EQ(choices.size(), 1U);
  EXPECT_DOUBLE_EQ(choices[0].shared[0].value, 100);
  EXPECT_DOUBLE_EQ(choices[0].shared[1].value, 0);
  EXPECT_DOUBLE_EQ(choices[0].own.value, 0);
  const auto followed = sectors_followed(plan, sectors);
  EXPECT_DOUBLE_EQ(followed[0].followed.value, 100);
  EXPECT_DOUBLE_EQ(followed[1].followed.value, 0);
}

TEST_F(SectorsTest, SaysWhatBecameOfEachConflictAndWhy) {
  PlanningRules rules{.households = {2, 90}, .aims = {}};
  const Plan plan(land, rules, {{"A1", "", {}, {}}, {"A2", "", {}, {}}}, ascii_ids<GridId>({"aaabbbbb"}));
  for (const SectorConflict& conflict : sector_conflicts(land, sectors)) {
    const ConflictDecision decision = decided(plan, sectors, conflict);
    EXPECT_DOUBLE_EQ(decision.border.value, 100);
    EXPECT_DOUBLE_EQ(decision.agreement, 0.5);
    const std::string text = decision_text(plan, sectors, conflict, decision).en;
    if (sectors[conflict.first].name == "police") {
      EXPECT_EQ(decision.outcome, ConflictOutcome::together) << "the city's border is not followed";
      EXPECT_NE(text.find("follows police, not the border of city: the piece of 1 households is below the minimum of 2"),
                std::string::npos)
          << text;
    } else {
      EXPECT_EQ(decision.outcome, ConflictOutcome::apart);
      EXPECT_NE(text.find("follows the border of police: sectors with a border here (weight) police (1), without one city (1)"),
                std::string::npos)
          << text;
    }
    EXPECT_FALSE(decision_text(plan, sectors, conflict, decision).zh.empty());
  }
}

TEST(MergeSectors, FollowsTheBorderOnWhichAllAgree) {
  const territory::Territory land =
      ascii_territory({.households = {"55555555", "55555555"}, .parents = {"AAAAAAAA", "AAAAAAAA"}, .unit = 10});
  const std::vector<SectorPartition> sectors = {sector("police", {"1", "2"}, {"aaabbbbb", "aaabbbbb"}),
                                                sector("city", {"1", "2"}, {"aaabbbbb", "aaabbbbb"}),
                                                sector("emergency", {"1", "2"}, {"aaaaabbb", "aaaaabbb"})};
  PlanningInputs inputs;
  inputs.rules.households = {250, 550};
  inputs.rules.aims.work = 0;
  inputs.rules.aims.travel = 0;
  core::SilentProgress silent;
  const MergedSectors merged = merge_sectors(land, sectors, inputs, core::Seed(1), core::Threads(1), silent);
  ASSERT_EQ(merged.plan.grids().size(), 2U);
  for (const GridId grid : merged.plan.grids())
    EXPECT_TRUE(merged.plan.verdict(grid).connected && merged.plan.verdict(grid).sized);
  ASSERT_EQ(merged.choices.size(), 1U);
  EXPECT_DOUBLE_EQ(merged.choices[0].length.value, 200);
  EXPECT_DOUBLE_EQ(merged.choices[0].shared[0].value, 200) << "two of three";
  EXPECT_DOUBLE_EQ(merged.followed[2].followed.value, 0);
}

TEST(MergeSectors, KeepsTheRulesOnRandomTowns) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const territory::Territory land =
        ascii_territory(testing::random_town({.areas_across = 2, .areas_down = 1, .side = 12, .unit = 10}, seed));
    std::vector<SectorPartition> sectors;
    for (const std::size_t width : {3U, 4U, 6U}) {
      SectorPartition& one = sectors.emplace_back();
      one.name = "s" + std::to_string(width);
      for (std::size_t i = 0; i < 24 / width; ++i) one.codes.push_back(std::to_string(i));
      for (const CellId cell : core::ids<CellId>(land.cells.size()))
        one.area_of_cell.push_back(SectorAreaId(cell.value() % 24 / width));
    }
    PlanningInputs inputs;
    inputs.rules.households = {500, 1500};
    inputs.rules.effort = 50;
    core::SilentProgress silent;
    const MergedSectors merged = merge_sectors(land, sectors, inputs, core::Seed(seed), core::Threads(2), silent);
    merged.plan.check_invariants();
    double length = 0;
    double followed = 0;
    for (const BorderChoice& choice : merged.choices) {
      double barriers = 0;
      for (const core::Metres piece : choice.barrier) barriers += piece.value;
      EXPECT_DOUBLE_EQ(barriers, choice.length.value);
      for (const core::Metres shared : choice.shared) EXPECT_LE(shared, choice.length);
      length += choice.length.value;
      followed += choice.length.value - choice.own.value;
    }
    EXPECT_GT(followed, 0.4 * length) << "most borders are some sector's";
    for (const GridId grid : merged.plan.grids())
      EXPECT_TRUE(merged.plan.verdict(grid).valid || merged.plan.verdict(grid).excused || !merged.plan.verdict(grid).staffed);
  }
}

}  // namespace
}  // namespace wangge::planning
