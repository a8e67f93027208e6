#include "engine/core/error.h"
#include "engine/planning/dedicated/choose_dedicated.h"
#include "engine/planning/ensemble/plan_ensemble.h"
#include "engine/planning/make_plan.h"
#include "engine/planning/propose/propose_plans.h"
#include "tests/support/ascii_cells.h"
#include "tests/support/random_cells.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace wangge::planning {
namespace {

using territory::BuildingId;
using territory::BuildingUse;
using territory::CompoundId;
using territory::Territory;
using testing::ascii_territory;

const SizeRange range{10, 20};

/// A school 's' of 1 household a cell in the middle of houses; compound 0 is the school.
Territory school_town(const testing::Rows& compounds = {"......", "..aa..", "..aa..", "......"}) {
  Territory land =
      ascii_territory({.households = {"333333", "331133", "331133", "333333"}, .parents = {}, .unit = 1, .barriers = {}});
  land.compounds = core::Column<CompoundId, std::string>(std::vector<std::string>{"No. 2 school", "Market"});
  land.cells.compound = testing::ascii_ids<CompoundId>(compounds);
  for (const CellId cell : core::ids<CellId>(land.cells.size())) {
    if (!land.cells.compound[cell].valid()) continue;
    for (const BuildingId building : land.buildings_of_cell[cell]) land.buildings.use[building] = BuildingUse::civic;
  }
  return land;
}

DedicatedWish named(std::vector<std::string> compounds, std::string key = "planning.dedicated[0]") {
  DedicatedWish wish;
  wish.what.compounds = std::move(compounds);
  wish.key = std::move(key);
  return wish;
}

DedicatedWish places(BuildingUse use, double land_at_least, std::string key = "planning.dedicated[0]") {
  DedicatedWish wish;
  wish.use = use;
  wish.land_at_least = core::SquareMetres(land_at_least);
  wish.key = std::move(key);
  return wish;
}

std::vector<CellId> cells(const std::vector<std::size_t>& numbers) {
  std::vector<CellId> found;
  for (const std::size_t number : numbers) found.emplace_back(number);
  return found;
}

std::string refusal(const Territory& land, const std::vector<DedicatedWish>& wishes) {
  try {
    (void)choose_dedicated(land, range, wishes);
  } catch (const core::Error& error) {
    return error.message().en;
  }
  return "taken";
}

Plan drawn(const Territory& land, const std::vector<DedicatedGrid>& dedicated) {
  core::SilentProgress silent;
  PlanningInputs inputs;
  inputs.rules.households = range;
  inputs.dedicated = dedicated;
  return make_plan(land, inputs, core::Seed(3), core::Threads(1), silent);
}

Proposal proposed(const Territory& land, const ProposeInputs& inputs) {
  core::SilentProgress silent;
  return propose_plans(land, inputs, core::Seed(3), core::Threads(2), silent);
}

/// The school is one grid of its own, and all other grids are in order.
void expect_school(const Plan& plan) {
  const GridId school = plan.grid_of(CellId(8));
  EXPECT_TRUE(std::ranges::equal(plan.cells_of(school), cells({8, 9, 14, 15})));
  EXPECT_EQ(plan.kind(school), GridKind::dedicated);
  EXPECT_EQ(plan.tally(school).households, 4) << "below the range, from which it is exempt";
  std::size_t dedicated = 0;
  for (const GridId grid : plan.grids()) {
    EXPECT_TRUE(plan.verdict(grid).valid) << plan.verdict(grid).reason.en;
    dedicated += plan.kind(grid) == GridKind::dedicated ? 1 : 0;
  }
  EXPECT_EQ(dedicated, 1U);
  plan.check_invariants();
}

TEST(Dedicated, ACampusNamedByItsCompoundIsOneGridOfThatName) {
  const DedicatedChoice made = choose_dedicated(school_town(), range, std::vector{named({"No. 2 school"})});
  ASSERT_EQ(made.grids.size(), 1U);
  EXPECT_EQ(made.grids[0].cells, cells({8, 9, 14, 15}));
  EXPECT_EQ(made.grids[0].name, "No. 2 school");
  EXPECT_TRUE(made.findings.all().empty());
}

TEST(Dedicated, EveryLargeEnoughPlaceOfAUseIsAGrid) {
  const Territory land = school_town({"b.....", "b.aa..", "..aa..", ".....b"});
  const auto firsts = [&](double least) {
    std::vector<std::size_t> sizes;
    for (const DedicatedGrid& grid : choose_dedicated(land, range, std::vector{places(BuildingUse::civic, least)}).grids)
      sizes.push_back(grid.cells.size());
    return sizes;
  };
  EXPECT_EQ(firsts(1), (std::vector<std::size_t>{2, 4, 1}));
  EXPECT_EQ(firsts(20'000), (std::vector<std::size_t>{2, 4}));
  EXPECT_EQ(firsts(40'000), (std::vector<std::size_t>{4}));
  EXPECT_EQ(firsts(50'000), (std::vector<std::size_t>{}));
  DedicatedWish floors = places(BuildingUse::civic, 0);
  floors.floor_area_at_least = core::SquareMetres(1600);
  EXPECT_EQ(choose_dedicated(land, range, std::vector{floors}).grids.size(), 1U) << "four houses of 200 m2 on two floors";
  DedicatedWish people = places(BuildingUse::civic, 0);
  people.residents_at_least = 13;
  EXPECT_EQ(choose_dedicated(land, range, std::vector{people}).grids.size(), 1U) << "two houses of 3 households, 18 residents";
  const DedicatedChoice none = choose_dedicated(land, range, std::vector{places(BuildingUse::industrial, 1)});
  EXPECT_EQ(none.findings.count("planning.dedicated_none"), 1U);
}

TEST(Dedicated, RefusesWhatIsNotThereOrSharedOrInPieces) {
  const Territory land = school_town({"b.....", "..aa..", "..aa..", ".....b"});
  EXPECT_EQ(refusal(land, {named({"No. 3 school"})}),
            "planning.dedicated[0]: there is no compound 'No. 3 school'; did you mean 'No. 2 school'?");
  DedicatedWish house = named({}, "planning.dedicated[1]");
  house.what.buildings = {"way/9"};
  EXPECT_EQ(refusal(land, {named({"No. 2 school"}), house}),
            "planning.dedicated[1]: shares building way/9 with planning.dedicated[0]; a cell lies in one dedicated grid");
  EXPECT_NE(refusal(land, {named({"Market"})}).find("2 pieces that do not touch (at building way/0 and at building way/23)"),
            std::string::npos);
  Territory two = ascii_territory({.households = {"3333"}, .parents = {"AABB"}, .unit = 1, .barriers = {}});
  two.compounds.push_back("Border court");
  for (const std::size_t cell : {1U, 2U}) two.cells.compound[CellId(cell)] = CompoundId(0);
  EXPECT_NE(refusal(two, {named({"Border court"})}).find("one parent"), std::string::npos)
      << refusal(two, {named({"Border court"})});
  const DedicatedChoice both =
      choose_dedicated(land, range, std::vector{places(BuildingUse::civic, 40'000, "a"), named({"No. 2 school"}, "b")});
  ASSERT_EQ(both.grids.size(), 1U) << "what is named goes first";
  EXPECT_EQ(both.grids[0].key, "b");
  EXPECT_EQ(both.findings.count("planning.dedicated_overlap"), 1U);
}

TEST(Dedicated, TakesInWhatItCutsOffWithoutHouseholdsAndWarnsOfTheRest) {
  // Three houses part a yard '0' from the town; in the other corner three part the fourth.
  Territory land = ascii_territory({.households = {"0133", "1133", "3311", "3311"}, .parents = {}, .unit = 1, .barriers = {}});
  DedicatedWish yard = named({}, "yard");
  yard.what.buildings = {"way/1", "way/4", "way/5"};
  const DedicatedChoice whole = choose_dedicated(land, range, std::vector{yard});
  EXPECT_EQ(whole.grids[0].cells, cells({0, 1, 4, 5}));
  EXPECT_EQ(whole.findings.count("planning.dedicated_enclosed"), 1U);
  DedicatedWish wall = named({}, "wall");
  wall.what.buildings = {"way/10", "way/11", "way/14"};
  const DedicatedChoice cut = choose_dedicated(land, range, std::vector{wall});
  EXPECT_EQ(cut.grids[0].cells, cells({10, 11, 14}));
  ASSERT_EQ(cut.findings.count("planning.dedicated_cuts"), 1U);
  EXPECT_NE(cut.findings.all()[0].message.en.find("cuts 1 households in 1 cell(s), at building way/15"), std::string::npos);
}

DedicatedWish of_kind(std::vector<KindHolder> holders, std::string key = "schools") {
  DedicatedWish wish;
  wish.kinds = {"school"};
  wish.holders = std::move(holders);
  wish.key = std::move(key);
  return wish;
}

TEST(Dedicated, EveryPlaceOfAKindIsAGridWithItsCampus) {
  // Four cells of a campus 'a', of which one holds the school; elsewhere one stands by itself, and one lodges in a house.
  const Territory land = school_town();
  const DedicatedChoice made =
      choose_dedicated(land, range, std::vector{of_kind({{CellId(8), false}, {CellId(23), false}, {CellId(0), true}})});
  ASSERT_EQ(made.grids.size(), 2U);
  EXPECT_EQ(made.grids[0].cells, cells({8, 9, 14, 15}));
  EXPECT_EQ(made.grids[0].name, "No. 2 school");
  EXPECT_EQ(made.grids[1].cells, cells({23}));
  EXPECT_EQ(made.findings.count("planning.dedicated_lodger"), 1U);
  EXPECT_EQ(made.findings.all().size(), 1U);
  DedicatedWish large = of_kind({{CellId(23), false}});
  large.land_at_least = core::SquareMetres(20'000);
  const DedicatedChoice none = choose_dedicated(land, range, std::vector{large});
  ASSERT_EQ(none.findings.count("planning.dedicated_none"), 1U);
  EXPECT_EQ(none.findings.all()[0].message.en, "schools: no place of kind school is large enough; no dedicated grid was made");
}

TEST(Dedicated, PassesOverAPlaceThatWouldCutHouseholdsOff) {
  // Three civic houses part the fourth corner, of one household, from the town.
  Territory land = ascii_territory({.households = {"3333", "3333", "3311", "3311"}, .parents = {}, .unit = 1, .barriers = {}});
  for (const std::size_t house : {10U, 11U, 14U}) land.buildings.use[BuildingId(house)] = BuildingUse::civic;
  const DedicatedChoice made = choose_dedicated(land, range, std::vector{places(BuildingUse::civic, 1)});
  EXPECT_TRUE(made.grids.empty());
  ASSERT_EQ(made.findings.count("planning.dedicated_passed_over"), 1U);
  EXPECT_NE(made.findings.all()[0].message.en.find("would cut 1 households off from the rest, fewer than the 10 of a grid"),
            std::string::npos);
  // With nobody there the corner joins the grid; with enough for a grid it stays by itself.
  land.cells.households[CellId(15)] = 0;
  EXPECT_EQ(choose_dedicated(land, range, std::vector{places(BuildingUse::civic, 1)}).grids.at(0).cells, cells({10, 11, 14, 15}));
  land.cells.households[CellId(15)] = 10;
  EXPECT_EQ(choose_dedicated(land, range, std::vector{places(BuildingUse::civic, 1)}).grids.at(0).cells, cells({10, 11, 14}));
}

TEST(Dedicated, TheRestOfTheParentIsDrawnAroundIt) {
  const Territory land = school_town();
  const DedicatedChoice made = choose_dedicated(land, range, std::vector{named({"No. 2 school"})});
  const Plan plan = drawn(land, made.grids);
  expect_school(plan);
  EXPECT_EQ(plan.name(plan.grid_of(CellId(8))), "No. 2 school");
  EXPECT_GE(plan.grids().size(), 4U);
  EXPECT_NE(plan.kind(drawn(land, {}).grid_of(CellId(8))), GridKind::dedicated);
}

TEST(Dedicated, EveryProposedPlanHasItAndItsWorkIsNotCompared) {
  const Territory land = school_town();
  ProposeInputs inputs;
  inputs.rules.households = range;
  DedicatedWish wish = named({"No. 2 school"});
  wish.code = "A777";
  inputs.wishes.dedicated = choose_dedicated(land, range, std::vector{wish}).grids;
  const Proposal proposal = proposed(land, inputs);
  ASSERT_FALSE(proposal.plans.empty());
  for (const ProposedPlan& plan : proposal.plans) {
    expect_school(plan.plan);
    EXPECT_EQ(plan.plan.code(plan.plan.grid_of(CellId(8))), "A777");
    EXPECT_TRUE(plan.valid());
    // 60 households in 3 to 6 grids of whole cells of 3: one in four grids of 15 is exactly even.
    EXPECT_LT(plan.parents[0].deviation_max, 0.35);
    EXPECT_LE(plan.parents[0].evenness.bound, plan.parents[0].deviation_max);
  }
  const PlanEnsemble ensemble = [&] {
    core::SilentProgress silent;
    return draw_ensemble(land, inputs, proposal, {.plans = 40, .chains = 2}, core::Seed(3), core::Threads(1), silent);
  }();
  EXPECT_EQ(ensemble.grids, proposal.plans.front().plan.grids().size());
  inputs.wishes.dedicated[0].code = "B777";
  EXPECT_THROW((void)proposed(land, inputs), core::Error) << "a code begins with its parent's";
}

TEST(Dedicated, GridsOfTodayGoOnAroundIt) {
  const Territory land = school_town();
  const Plan today = drawn(land, {});
  ProposeInputs inputs;
  inputs.rules.households = range;
  inputs.today = &today;
  inputs.wishes.dedicated = choose_dedicated(land, range, std::vector{named({"No. 2 school"})}).grids;
  const Proposal first = proposed(land, inputs);
  ASSERT_FALSE(first.plans.empty());
  const Plan& plan = first.plans.front().plan;
  expect_school(plan);
  const std::string code = plan.code(plan.grid_of(CellId(8)));
  for (const GridId grid : today.grids()) EXPECT_NE(today.code(grid), code) << "all of them had other cells too";
  // The same wish on top of that plan keeps the grid.
  inputs.today = &plan;
  const Proposal again = proposed(land, inputs);
  expect_school(again.plans.front().plan);
  EXPECT_EQ(again.plans.front().plan.code(again.plans.front().plan.grid_of(CellId(8))), code);
  // A grid that is locked gives no cell away.
  inputs.today = &today;
  inputs.wishes.locked = {today.code(today.grid_of(CellId(8)))};
  EXPECT_THROW((void)proposed(land, inputs), core::Error);
}

TEST(Dedicated, PlansOfRandomTownsKeepItWhole) {
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U, 6U}) {
    SCOPED_TRACE(seed);
    const Territory land = ascii_territory(testing::random_town({.areas_across = 2, .areas_down = 1, .side = 10}, seed));
    const CellId first = land.cells_of_area[land.cells.parent[CellId(0)]][37];
    std::vector<CellId> block{first};
    for (const auto& other : land.cells.neighbours[first]) {
      if (land.cells.parent[other.cell] == land.cells.parent[first]) block.push_back(other.cell);
    }
    DedicatedWish wish;
    wish.what.cells = block;
    wish.key = "block";
    const SizeRange sizes{60, 120};
    const std::vector<DedicatedGrid> made = choose_dedicated(land, sizes, std::vector{wish}).grids;
    core::SilentProgress silent;
    PlanningInputs inputs;
    inputs.rules.households = sizes;
    inputs.dedicated = made;
    const Plan plan = make_plan(land, inputs, core::Seed(seed), core::Threads(2), silent);
    plan.check_invariants();
    const GridId grid = plan.grid_of(first);
    EXPECT_EQ(plan.kind(grid), GridKind::dedicated);
    EXPECT_TRUE(std::ranges::equal(plan.cells_of(grid), made[0].cells));
    for (const GridId own : plan.grids()) EXPECT_TRUE(plan.verdict(own).connected);
  }
}

}  // namespace
}  // namespace wangge::planning
