#include "engine/planning/grid_label.h"
#include "engine/planning/make_plan.h"
#include "engine/planning/propose/other_plans.h"
#include "engine/planning/propose/propose_plans.h"
#include "tests/support/ascii_cells.h"
#include "tests/support/random_cells.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace wangge::planning {
namespace {

using testing::ascii_territory;
using testing::random_town;

ProposeInputs inputs_for(SizeRange range) {
  ProposeInputs inputs;
  inputs.rules.households = range;
  return inputs;
}

Proposal proposed(const territory::Territory& land, const ProposeInputs& inputs) {
  core::SilentProgress silent;
  return propose_plans(land, inputs, core::Seed(1), core::Threads(1), silent);
}

Plan drawn(const territory::Territory& land, SizeRange range) {
  core::SilentProgress silent;
  PlanningInputs inputs;
  inputs.rules.households = range;
  return make_plan(land, inputs, core::Seed(6), core::Threads(1), silent);
}

/// Water of two columns between two banks; a lock on the river cuts it off on both sides.
TEST(LockedBorders, GiveWaterToOneBankAndLetNoGridReachTheOther) {
  testing::AsciiMap map{.households = testing::Rows(12, "555500555555"), .parents = {}, .unit = 1, .barriers = {}};
  for (std::size_t row = 0; row < 12; ++row) {
    map.barriers[{row, 3, 'E'}] = territory::BarrierClass::river;
    map.barriers[{row, 5, 'E'}] = territory::BarrierClass::river;
  }
  const auto land = ascii_territory(map);
  ProposeInputs inputs = inputs_for({90, 160});
  inputs.wishes.uncrossed[static_cast<std::size_t>(territory::BarrierClass::river)] = true;
  const Proposal proposal = proposed(land, inputs);
  ASSERT_FALSE(proposal.plans.empty());
  for (const ProposedPlan& plan : proposal.plans) {
    EXPECT_EQ(plan.invalid, 0U) << plan.profile << ": no grid of water alone";
    for (std::size_t row = 0; row < 12; ++row) {
      std::set<GridId> west;
      std::set<GridId> east;
      for (std::size_t column = 0; column < 12; ++column)
        (column < 4 ? west : east).insert(column == 4 || column == 5 ? GridId() : plan.plan.grid_of(CellId(row * 12 + column)));
      for (const GridId grid : west) EXPECT_FALSE(grid.valid() && east.contains(grid)) << plan.profile << ", row " << row;
    }
  }
  const auto pieces = rejoined_pieces(land, inputs.rules, inputs.wishes, nullptr);
  ASSERT_EQ(pieces.size(), 1U);
  EXPECT_EQ(pieces.front().cells.size(), 24U);
}

TEST(ProposePlans, ALockExcusesTheGridThatItForces) {
  const auto land = ascii_territory(random_town({.areas_across = 1, .areas_down = 1, .side = 14}, 6));
  const Plan today = drawn(land, {100, 200});
  ProposeInputs inputs = inputs_for({40, 90});
  inputs.today = &today;
  const GridId locked = today.grids().front();
  ASSERT_GT(today.tally(locked).households, 90);
  inputs.wishes.locked = {today.code(locked)};
  const Proposal proposal = proposed(land, inputs);
  ASSERT_FALSE(proposal.plans.empty());
  const ProposedPlan& plan = proposal.plans.front();
  const GridId kept = plan.plan.grid_of(today.cells_of(locked).front());
  EXPECT_TRUE(plan.plan.verdict(kept).excused) << "a lock of the user's forces it";
  EXPECT_FALSE(plan.plan.verdict(kept).valid) << "it is marked all the same";
  std::size_t told = 0;
  for (const ParentReason& reason : plan.parents.front().reasons) {
    if (reason.key != "locked") continue;
    ++told;
    EXPECT_TRUE(reason.excuses);
    EXPECT_EQ(reason.grids, std::vector<GridId>{kept});
  }
  EXPECT_EQ(told, 1U);
  // What the reasons excuse is what the count says.
  std::set<GridId> excused;
  for (const ParentReason& reason : plan.parents.front().reasons) {
    if (reason.excuses) excused.insert(reason.grids.begin(), reason.grids.end());
  }
  EXPECT_EQ(excused.size(), plan.invalid - plan.unexcused);
}

TEST(ProposePlans, ANumberThatCannotBeIsNoExcuse) {
  const auto land = ascii_territory(random_town({.areas_across = 1, .areas_down = 1, .side = 10}, 2));
  ProposeInputs inputs = inputs_for({40, 90});
  inputs.wishes.counts.resize(land.areas.size());
  const AreaId area = drawn(land, {40, 90}).parent(GridId(0));
  inputs.wishes.counts[area] = CountRange{1, 1};
  const Proposal proposal = proposed(land, inputs);
  ASSERT_FALSE(proposal.plans.empty());
  const ProposedPlan& plan = proposal.plans.front();
  EXPECT_FALSE(plan.valid());
  ASSERT_FALSE(plan.parents.front().reasons.empty());
  EXPECT_EQ(plan.parents.front().reasons.front().key, "given_count");
  EXPECT_TRUE(plan.parents.front().reasons.front().proven);
  EXPECT_FALSE(plan.parents.front().reasons.front().excuses);
  EXPECT_TRUE(plan.parents.front().reasons.front().text.en.starts_with("1 grid is asked for, which needs 40 to 90 households"))
      << plan.parents.front().reasons.front().text.en;
}

TEST(ProposePlans, NamesThePlansThatHaveAnAreaInOrder) {
  const auto land = ascii_territory(random_town({.areas_across = 1, .areas_down = 1, .side = 12}, 3));
  Proposal proposal = proposed(land, inputs_for({60, 140}));
  ASSERT_GE(proposal.plans.size(), 2U);
  const AreaId area = proposal.plans[0].parents[0].area;
  proposal.plans[0].parents[0].deviation_max = 0.01;
  ParentReport& last = proposal.plans[1].parents[0];
  last.invalid = 1;
  last.deviation_max = 0.4;
  last.reasons = {{.key = "not_found", .proven = false, .text = {.zh = "没有", .en = "none"}}};
  proposal.plans[1].no_worse = true;
  const auto told = reports_beside_others(proposal.plans, {area}, true);
  const ParentReason& reason = told[1][0].reasons.front();
  EXPECT_EQ(reason.key, "ceilings");
  ASSERT_FALSE(reason.others.empty());
  EXPECT_EQ(reason.others.front(), 1U);
  EXPECT_NE(reason.text.en.find("worse than today's grids in no figure"), std::string::npos) << reason.text.en;
  ASSERT_TRUE(told[1][0].more_even);
  EXPECT_EQ(told[1][0].more_even->rank, 1U);
  // Where no candidate has the area in order, nothing was found indeed.
  EXPECT_EQ(reports_beside_others(proposal.plans, {}, true)[1][0].reasons.front().key, "not_found");
}

/// No number of grids fits 60 households: today's two stay, excused, and nothing claims that households must change.
TEST(ProposePlans, KeepTheLimitOfChangeWhereNoNumberOfGridsFits) {
  const auto land = ascii_territory({.households = {"5555", "5555", "5555"}, .parents = {}, .barriers = {}});
  ProposeInputs inputs = inputs_for({40, 50});
  core::Column<CellId, GridId> cells;
  for (std::size_t cell = 0; cell < 12; ++cell) cells.push_back(GridId(cell % 4 < 2 ? 0 : 1));
  const Plan today(land, inputs.rules, {{"A001", "", {}, {}}, {"A002", "", {}, {}}}, std::move(cells));
  inputs.today = &today;
  inputs.wishes.change_at_most = 0;
  inputs.wishes.plans = 3;
  const Proposal proposal = proposed(land, inputs);
  ASSERT_FALSE(proposal.plans.empty());
  EXPECT_EQ(*proposal.plans.front().aims.values[AimFigure::change], 0.0);
  EXPECT_FALSE(proposal.plans.front().changes_too_much());
  for (const ProposedPlan& plan : proposal.plans) {
    EXPECT_EQ(plan.unexcused, 0U);
    for (const ParentReason& reason : plan.parents.front().reasons) {
      EXPECT_EQ(reason.text.en.find("must change"), std::string::npos) << reason.text.en;
    }
  }
}

TEST(ProposePlans, LimitsChangeToHouseholdsOfEachArea) {
  AimSums sums;
  sums.households = 1000;
  sums.moved = 300;
  EXPECT_FALSE(change_reason(sums, 0.3, 300));
  sums.moved = 301;
  const auto reason = change_reason(sums, 0.3, 300);
  ASSERT_TRUE(reason);
  EXPECT_EQ(reason->text.en,
            "301 of its households change grid, the limit is 300 (planning.change_at_most): no plan with less change was found");
  PlanWishes wishes;
  wishes.change_households = 300;
  EXPECT_DOUBLE_EQ(*wishes.change_share(1200), 0.25) << "of every area, whatever its size";
  EXPECT_DOUBLE_EQ(*wishes.change_share(100), 1.0);
}

TEST(GridLabel, GoesOnAsTheOthersAreWorded) {
  const CodeSeries series = code_series("101", "101W02", "101", 3);
  EXPECT_EQ(series.prefix, "101W");
  EXPECT_EQ(series.digits, 2);
  EXPECT_EQ(code_series("102", "101W02", "101", 3).prefix, "102W");
  EXPECT_EQ(code_series("101", "101002", "101", 3).prefix, "101");
  EXPECT_EQ(grid_name_like("石清社区", 4, "石清社区第二网格", "石清社区"), "石清社区第四网格");
  EXPECT_EQ(grid_name_like("石清社区", 21, "玉泉社区第二网格", "玉泉社区"), "石清社区第二十一网格");
  EXPECT_EQ(grid_name_like("石清社区", 10, "石清社区第2网格", "石清社区"), "石清社区第10网格");
  EXPECT_EQ(grid_name_like("Mill Road", 4, "Mill Road 2", "Mill Road"), "Mill Road 4");
  EXPECT_EQ(grid_name_like("Mill Road", 4, "Old town", "Mill Road"), "Mill Road 4");
  EXPECT_EQ(trailing_number("101W007"), 7U);
}

}  // namespace
}  // namespace wangge::planning
