#include "engine/core/random.h"
#include "engine/planning/propose/less_change.h"
#include "engine/planning/propose/propose_plans.h"
#include "tests/support/ascii_cells.h"
#include "tests/support/brute_parts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wangge::planning {
namespace {

using testing::ascii_territory;

Proposal proposed(const territory::Territory& land, const ProposeInputs& inputs) {
  core::SilentProgress silent;
  return propose_plans(land, inputs, core::Seed(1), core::Threads(1), silent);
}

/// Grids of today, drawn with a letter for each cell.
Plan drawn_today(const territory::Territory& land, const PlanningRules& rules, const std::vector<std::string>& rows) {
  core::Column<CellId, GridId> cells;
  std::vector<GridLabel> labels;
  for (const std::string& row : rows) {
    for (const char letter : row) {
      const auto grid = static_cast<std::uint32_t>(letter - 'A');
      while (labels.size() <= grid) labels.push_back({"A00" + std::to_string(labels.size() + 1), "", {}, {}});
      cells.push_back(GridId(grid));
    }
  }
  return {land, rules, std::move(labels), std::move(cells)};
}

std::vector<GridId> grids_of_cells(const Plan& plan) {
  std::vector<GridId> grids;
  for (const CellId cell : core::ids<CellId>(plan.territory().cells.size())) grids.push_back(plan.grid_of(cell));
  return grids;
}

/// No number of grids fits: what today has is excused, so that nothing need change, however many plans are asked for.
TEST(LimitOfChange, GoesFirstInASinglePlanWhereNoNumberOfGridsFits) {
  const auto land = ascii_territory({.households = {"5555", "5555", "5555"}, .parents = {}, .barriers = {}});
  ProposeInputs inputs;
  inputs.rules.households = {40, 50};
  const Plan today = drawn_today(land, inputs.rules, {"AABB", "AABB", "AABB"});
  inputs.today = &today;
  inputs.wishes.change_at_most = 0;
  for (const std::size_t plans : {1, 2, 5}) {
    inputs.wishes.plans = plans;
    const ProposedPlan plan = proposed(land, inputs).plans.front();
    EXPECT_EQ(*plan.aims.values[AimFigure::change], 0.0) << plans;
    EXPECT_TRUE(plan.valid()) << plans;
  }
}

/// In a row of cells grids in range could not part what hangs on its ends; those of today do.
TEST(LimitOfChange, KeepsGridsOfTodayThatGridsInRangeCouldNotPart) {
  const auto land = ascii_territory({.households = {"555555555555"}, .parents = {}, .barriers = {}});
  ProposeInputs inputs;
  inputs.rules.households = {40, 50};
  const Plan today = drawn_today(land, inputs.rules, {"AAABBBBBBCCC"});
  inputs.today = &today;
  inputs.wishes.change_households = 0;
  for (const std::size_t plans : {1, 3}) {
    inputs.wishes.plans = plans;
    const ProposedPlan plan = proposed(land, inputs).plans.front();
    EXPECT_EQ(*plan.aims.values[AimFigure::change], 0.0) << plans;
    EXPECT_TRUE(plan.valid()) << plans;
  }
}

/// Eight grids are too many, and no plan keeps the limit: merged in pairs they change least, and every direction is looked at.
TEST(LimitOfChange, IsPassedByASinglePlanNoMoreThanByTheFirstOfMany) {
  const auto land = ascii_territory(
      {.households = {"55555555", "55555555", "55555555", "55555555", "55555555", "55555555"}, .parents = {}, .barriers = {}});
  ProposeInputs inputs;
  inputs.rules.households = {40, 100};
  const Plan today = drawn_today(land, inputs.rules, {"AABBCCDD", "AABBCCDD", "AABBCCDD", "EEFFGGHH", "EEFFGGHH", "EEFFGGHH"});
  inputs.today = &today;
  inputs.wishes.change_at_most = 0.05;
  inputs.wishes.plans = 5;
  const ProposedPlan first = proposed(land, inputs).plans.front();
  inputs.wishes.plans = 1;
  const Proposal single = proposed(land, inputs);
  ASSERT_EQ(single.plans.size(), 1U);
  const ProposedPlan& plan = single.plans.front();
  EXPECT_TRUE(plan.changes_too_much());
  EXPECT_EQ(plan.profile, first.profile);
  EXPECT_EQ(plan.beyond_limit, first.beyond_limit);
  EXPECT_EQ(grids_of_cells(plan.plan), grids_of_cells(first.plan));
  EXPECT_EQ(*plan.aims.values[AimFigure::change], 120.0);
  EXPECT_GT(single.candidates, 2U) << "every direction was searched";
}

/// Four grids stand where two have room: whole ones are merged, not drawn anew.
TEST(LimitOfChange, IsReachedByMergingGridsOfToday) {
  const auto land = ascii_territory({.households = {"55555333224444"}, .parents = {}, .unit = 1, .barriers = {}});
  ProposeInputs inputs;
  inputs.rules.households = {20, 40};
  const Plan today = drawn_today(land, inputs.rules, {"AAAAABBBCCDDDD"});
  inputs.today = &today;
  inputs.wishes.change_at_most = 0.25;
  for (const std::size_t plans : {1, 5}) {
    inputs.wishes.plans = plans;
    const ProposedPlan plan = proposed(land, inputs).plans.front();
    // A has 25, the others 9 + 4 + 16 = 29: 13 of 54 households move.
    EXPECT_EQ(*plan.aims.values[AimFigure::change], 13.0) << plans;
    EXPECT_TRUE(plan.valid()) << plans;
    EXPECT_FALSE(plan.changes_too_much()) << plans;
  }
}

/// The least change of any partition in range, by looking at all; pairs of new and old grids by all ways to pair them.
std::optional<std::int64_t> least_change(const territory::Territory& land, const SizeRange& range, const Plan& today,
                                         std::uint32_t most_parts) {
  std::vector<WeightedEdge> edges;
  for (const CellId cell : core::ids<CellId>(land.cells.size())) {
    for (const territory::Neighbour& next : land.cells.neighbours[cell])
      if (cell < next.cell) edges.push_back({cell.value(), next.cell.value(), 1});
  }
  const WeightedGraph graph = make_weighted_graph({land.cells.households.begin(), land.cells.households.end()}, edges);
  const std::size_t old = today.grids().size();
  std::optional<std::int64_t> least;
  for (std::uint32_t parts = 1; parts <= most_parts; ++parts) {
    const PartRange sizes{.parts = parts, .min = range.least, .max = range.most};
    testing::for_each_plan(graph, sizes, [&](const std::vector<std::uint32_t>& part) {
      std::vector<std::vector<std::int64_t>> shared(parts, std::vector<std::int64_t>(old, 0));
      for (const CellId cell : core::ids<CellId>(part.size()))
        shared[part[cell.value()]][today.grid_of(cell).value()] += land.cells.households[cell];
      std::vector<bool> taken(old, false);
      const auto kept = [&](auto&& self, std::size_t at) -> std::int64_t {
        if (at == parts) return 0;
        std::int64_t most = self(self, at + 1);
        for (std::size_t other = 0; other < old; ++other) {
          if (taken[other]) continue;
          taken[other] = true;
          most = std::max(most, shared[at][other] + self(self, at + 1));
          taken[other] = false;
        }
        return most;
      };
      const std::int64_t moved = total_weight(graph) - kept(kept, 0);
      least = std::min(least.value_or(moved), moved);
    });
  }
  return least;
}

TEST(LimitOfChange, IsNearTheLeastChangeOfSmallLands) {
  int found = 0;
  int least_found = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "land", 0);
    std::vector<std::string> households(3, std::string(3, '0'));
    for (std::string& row : households) {
      for (char& digit : row) digit = static_cast<char>('1' + luck.below(9));
    }
    const auto land = ascii_territory({.households = households, .parents = {}, .unit = 1, .barriers = {}});
    // Today: the three rows or columns, or a row and each cell of another.
    const std::vector<std::vector<std::string>> drawings{{"AAA", "BBB", "CCC"}, {"ABC", "ABC", "ABC"}, {"AAB", "CDB", "CDB"}};
    ProposeInputs inputs;
    std::int64_t whole = 0;
    for (std::uint32_t cell = 0; cell < 9; ++cell) whole += land.cells.households[CellId(cell)];
    inputs.rules.households = {whole / 2 - 4, whole / 2 + 5};
    const Plan today = drawn_today(land, inputs.rules, drawings[seed % 3]);
    inputs.today = &today;
    inputs.wishes.change_at_most = 0;
    inputs.wishes.whole_compounds = false;
    const auto least = least_change(land, inputs.rules.households, today, 3);
    if (!least) continue;
    inputs.wishes.plans = 5;
    std::int64_t moved = whole;
    for (const ProposedPlan& plan : proposed(land, inputs).plans) {
      if (plan.invalid == 0) moved = std::min(moved, static_cast<std::int64_t>(*plan.aims.values[AimFigure::change]));
    }
    EXPECT_GE(moved, *least) << "seed " << seed;
    ++found;
    least_found += moved == *least ? 1 : 0;
  }
  EXPECT_GT(found, 30);
  EXPECT_GE(least_found, found * 9 / 10) << "of " << found;
}

CandidateChange one_parent(std::optional<std::size_t> rank, std::int64_t moved, std::size_t unexcused) {
  return {.rank = rank, .parents = {{.moved = moved, .unexcused = unexcused}}};
}

/// An offered plan of one area with 60 of its households in other grids.
class OfferedPlan : public ::testing::Test {
 protected:
  OfferedPlan() {
    rules_.households = {10, 100};
    wishes_.change_households = 20;
    plan_.aims.parents.push_back({AreaId(1), {}});
    plan_.aims.parents.front().sums.households = 200;
    plan_.aims.parents.front().sums.moved = 60;
    plan_.beyond_limit = 40;
    plan_.parents.emplace_back().area = AreaId(1);
  }

  std::string said(const std::vector<CandidateChange>& candidates) {
    plan_.parents.front().reasons.clear();
    say_changes(wishes_, candidates, plan_);
    return plan_.parents.front().reasons.empty() ? "" : plan_.parents.front().reasons.front().text.en;
  }

  territory::Territory land_ = ascii_territory({.households = {"5"}, .parents = {}, .barriers = {}});
  PlanningRules rules_;
  PlanWishes wishes_;
  ProposedPlan plan_{.plan = drawn_today(land_, rules_, {"A"}), .profile = "balanced", .profile_name = {}};
};

TEST_F(OfferedPlan, SaysThatLessChangeWasNotFoundOnlyWhereItWasNot) {
  EXPECT_EQ(said({one_parent(1, 60, 0), one_parent(2, 60, 0)}),
            "60 of its households change grid, the limit is 20 (planning.change_at_most): no plan with less change was found");
  EXPECT_EQ(said({one_parent(1, 60, 0), one_parent(2, 50, 0), one_parent(3, 40, 0), one_parent({}, 40, 0)}),
            "60 of its 200 households change grid, the limit is 20 (planning.change_at_most); in plan 3 40 do");
  EXPECT_EQ(said({one_parent(1, 60, 0), one_parent(2, 59, 0), one_parent(3, 10, 1)}),
            "60 of its 200 households change grid, the limit is 20 (planning.change_at_most); in plan 2 59 do")
      << "one as much in order goes first";
  EXPECT_EQ(said({one_parent(1, 60, 0), one_parent({}, 10, 1)}),
            "60 of its 200 households change grid, the limit is 20 (planning.change_at_most); in a candidate that is not "
            "offered 10 do, with more grids of the area out of order");
}

TEST_F(OfferedPlan, CountsWhatChangesBeyondTheLimit) {
  AimSums sums;
  sums.households = 200;
  sums.moved = 20;
  EXPECT_EQ(beyond_limit(wishes_, sums), 0);
  sums.moved = 23;
  EXPECT_EQ(beyond_limit(wishes_, sums), 3);
  EXPECT_EQ(beyond_limit({}, sums), 0) << "no limit";
  PlanWishes share;
  share.change_at_most = 0.105;
  EXPECT_EQ(beyond_limit(share, sums), 2);
}

}  // namespace
}  // namespace wangge::planning
