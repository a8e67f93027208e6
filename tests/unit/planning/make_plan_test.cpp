#include "engine/planning/make_plan.h"

#include "engine/core/error.h"
#include "tests/support/ascii_cells.h"
#include "tests/support/random_cells.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace wangge::planning {
namespace {

using testing::ascii_territory;
using testing::AsciiMap;

Plan make(const territory::Territory& land, SizeRange range, std::uint64_t seed = 1, int threads = 1, Aims aims = {}) {
  core::SilentProgress silent;
  PlanningInputs inputs;
  inputs.rules.households = range;
  inputs.rules.aims = aims;
  return make_plan(land, inputs, core::Seed(seed), core::Threads(threads), silent);
}

std::vector<std::string> reasons(const Plan& plan) {
  std::vector<std::string> found;
  for (const GridId grid : plan.grids()) {
    if (!plan.verdict(grid).valid) found.push_back(plan.code(grid) + ": " + plan.verdict(grid).reason.en);
  }
  return found;
}

TEST(MakePlan, PutsEveryGridInRange) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto land = ascii_territory(testing::random_town({.areas_across = 3, .areas_down = 2}, seed));
    const Plan plan = make(land, {100, 200}, seed);
    EXPECT_EQ(reasons(plan), std::vector<std::string>{}) << "seed " << seed;
    EXPECT_GE(plan.grids().size(), 6U * 4);
  }
}

TEST(MakePlan, DrawsAsManyGridsAsThePlannerAsksFor) {
  core::SilentProgress silent;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    const auto land = ascii_territory(testing::random_town({.areas_across = 3, .areas_down = 2, .side = 12}, seed));
    PlanningInputs inputs;
    inputs.rules.households = {60, 180};
    for (const std::int64_t total : {24, 28, 33}) {
      inputs.counts = {.of_area = {}, .total = TotalCount{{total, total}, "planning.count.total"}};
      const Plan plan = make_plan(land, inputs, core::Seed(seed), core::Threads(2), silent);
      EXPECT_EQ(plan.grids().size(), static_cast<std::size_t>(total)) << "seed " << seed;
      EXPECT_EQ(reasons(plan), std::vector<std::string>{}) << "seed " << seed;
    }
    inputs.counts = {};
    inputs.counts.of_area.resize(land.areas.size());
    inputs.counts.of_area[AreaId(1)] = CountRange{9, 9};
    inputs.counts.of_area[AreaId(2)] = CountRange{2, 2};
    const Plan plan = make_plan(land, inputs, core::Seed(seed), core::Threads(1), silent);
    EXPECT_EQ(plan.grids_of(AreaId(1)).size(), 9U) << "seed " << seed;
    EXPECT_EQ(plan.grids_of(AreaId(2)).size(), 2U) << "seed " << seed << ": against the sizes";
  }
}

/// By work three grids are the share of the first area, but its cells allow none of three: the second takes one of them.
TEST(MakePlan, GivesTheShareThatCellsDoNotAllowToAnotherArea) {
  core::SilentProgress silent;
  const std::string second(11, '2');
  const std::string area(11, 'B');
  const auto land =
      ascii_territory({.households = {"88" + second, "88" + second}, .parents = {"AA" + area, "AA" + area}, .barriers = {}});
  PlanningInputs inputs;
  inputs.rules.households = {10, 20};
  inputs.counts.total = TotalCount{{6, 6}, "planning.count.total"};
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    const Plan plan = make_plan(land, inputs, core::Seed(seed), core::Threads(2), silent);
    EXPECT_EQ(plan.grids_of(AreaId(1)).size(), 2U);
    EXPECT_EQ(plan.grids_of(AreaId(2)).size(), 4U);
    EXPECT_EQ(reasons(plan), std::vector<std::string>{}) << "seed " << seed;
  }
  inputs.counts.of_area.resize(land.areas.size());
  inputs.counts.of_area[AreaId(1)] = CountRange{3, 3};
  const Plan given = make_plan(land, inputs, core::Seed(1), core::Threads(1), silent);
  EXPECT_EQ(given.grids_of(AreaId(1)).size(), 3U) << "the planner's own number stays";
  EXPECT_EQ(given.grids().size(), 6U);
}

/// Every grid of the first area needs two of its cells: five grids, although its share is seven.
TEST(MakePlan, GoesOnExchangingUntilEveryGridIsInRange) {
  core::SilentProgress silent;
  const std::string row = "99999" + std::string(30, '1');
  const std::string area = "AAAAA" + std::string(30, 'B');
  const auto land = ascii_territory({.households = {row, row}, .parents = {area, area}, .barriers = {}});
  PlanningInputs inputs;
  inputs.rules.households = {10, 20};
  inputs.counts.total = TotalCount{{11, 11}, "planning.count.total"};
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    const Plan plan = make_plan(land, inputs, core::Seed(seed), core::Threads(2), silent);
    EXPECT_EQ(plan.grids_of(AreaId(1)).size(), 5U) << "seed " << seed;
    EXPECT_EQ(plan.grids_of(AreaId(2)).size(), 6U) << "seed " << seed;
    EXPECT_EQ(reasons(plan), std::vector<std::string>{}) << "seed " << seed;
  }
}

TEST(MakePlan, RefusesATotalThatSizesDoNotAllow) {
  core::SilentProgress silent;
  const auto land = ascii_territory({.households = {"555555"}, .parents = {}, .barriers = {}});
  PlanningInputs inputs;
  inputs.rules.households = {10, 15};
  inputs.counts.total = TotalCount{{4, 4}, "planning.count.total"};
  EXPECT_THROW((void)make_plan(land, inputs, core::Seed(1), core::Threads(1), silent), core::Error);
  inputs.counts.total = TotalCount{{3, 3}, "planning.count.total"};
  EXPECT_EQ(make_plan(land, inputs, core::Seed(1), core::Threads(1), silent).grids().size(), 3U);
}

/// Two posts in a row of twelve: with ways alone each serves the cells that are nearer to it, the middles of grids do not matter.
TEST(MakePlan, MeasuresWaysFromPostsThatStand) {
  const auto land = ascii_territory({.households = {"111111111111"}, .parents = {}, .unit = 10, .barriers = {}});
  PostWays posts;
  posts.place = places_in_areas(land);
  posts.served = core::Column<CellId, double>(12, PostWays::nobody);
  for (const std::uint32_t at : {0U, 7U}) posts.of_grids.push_back({CellId(at), {}});
  for (int cell = 0; cell < 12; ++cell) {
    for (PostWays::Post& post : posts.of_grids) post.minutes.push_back(std::abs(cell - static_cast<int>(post.cell.value())));
    posts.nearest.push_back(std::min(cell, std::abs(cell - 7)));
  }
  PlanningInputs inputs;
  inputs.rules.households = {40, 80};
  inputs.rules.aims = {.work = 0, .compact = 0, .barriers = 0, .travel = 1, .compounds = 0, .change = 0, .spread = 0};
  inputs.posts = &posts;
  core::SilentProgress silent;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const Plan plan = make_plan(land, inputs, core::Seed(seed), core::Threads(1), silent);
    EXPECT_EQ(plan.grid_of(CellId(0)), plan.grid_of(CellId(3))) << "seed " << seed;
    EXPECT_NE(plan.grid_of(CellId(3)), plan.grid_of(CellId(4))) << "seed " << seed;
    EXPECT_EQ(plan.grid_of(CellId(4)), plan.grid_of(CellId(11))) << "seed " << seed;
  }
  inputs.posts = nullptr;
  const Plan plan = make_plan(land, inputs, core::Seed(1), core::Threads(1), silent);
  EXPECT_EQ(plan.grid_of(CellId(0)), plan.grid_of(CellId(5))) << "from the middles halves are best";
  EXPECT_EQ(plan.grid_of(CellId(6)), plan.grid_of(CellId(11)));
}

TEST(MakePlan, MeetsARangeThatLeavesHardlyAnyRoom) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto land = ascii_territory(testing::random_town({.areas_across = 1, .areas_down = 1}, seed));
    const std::int64_t total = land.areas.households[AreaId(0)];
    const Plan plan = make(land, {total / 6 - 1, total / 6 + 1}, seed);
    EXPECT_EQ(reasons(plan), std::vector<std::string>{}) << "seed " << seed << ", " << total << " households";
  }
}

TEST(MakePlan, DoesNotDependOnThreads) {
  const auto land = ascii_territory(testing::random_town({.areas_across = 2, .areas_down = 2, .side = 12}, 3));
  const Plan one = make(land, {90, 120}, 9, 1);
  EXPECT_TRUE(one == make(land, {90, 120}, 9, 2));
  EXPECT_TRUE(one == make(land, {90, 120}, 9, 5));
  EXPECT_FALSE(one == make(land, {90, 120}, 10, 1)) << "another seed, another plan";
}

TEST(MakePlan, GivesOneGridWhereHouseholdsAreTooFew) {
  const auto land = ascii_territory({.households = {"120 0"}, .parents = {"AAB C"}, .unit = 1, .barriers = {}});
  const Plan plan = make(land, {5, 9});
  ASSERT_EQ(plan.grids().size(), 3U);
  for (const GridId grid : plan.grids()) EXPECT_TRUE(plan.verdict(grid).excused);
  EXPECT_EQ(plan.verdict(GridId(2)).reason.en,
            "0 households, outside 5-9; the parent has 0 households in all, fewer than the minimum of 5");
}

TEST(MakePlan, LeavesATowerAlone) {
  const auto land = ascii_territory({.households = {"555555",  //
                                                    "55*555",  //
                                                    "555555"},
                                     .parents = {},
                                     .unit = 1,
                                     .barriers = {}});
  const Plan plan = make(land, {15, 25});
  for (const GridId grid : plan.grids()) {
    const Verdict verdict = plan.verdict(grid);
    EXPECT_TRUE(verdict.valid || verdict.excused) << plan.code(grid) << ": " << verdict.reason.en;
  }
  EXPECT_EQ(plan.tally(plan.grid_of(territory::CellId(8))).households, 100) << "nothing else in the tower's grid";
}

TEST(MakePlan, CountsAGridForEachTowerAndSharesTheRestAmongTheOthers) {
  const auto land = ascii_territory({.households = {"*55*55*55*",  //
                                                    "5555555555",  //
                                                    "*55*55*55*"},
                                     .parents = {},
                                     .unit = 1,
                                     .barriers = {}});
  const Plan plan = make(land, {10, 45});
  EXPECT_EQ(plan.grids().size(), 8U + 4) << "8 towers, and 110 households at about 27";
  for (const GridId grid : plan.grids()) EXPECT_TRUE(plan.verdict(grid).valid || plan.verdict(grid).excused) << plan.code(grid);
}

TEST(MakePlan, DrawsMoreGridsWhereLargeCellsDoNotPack) {
  const auto land = ascii_territory({.households = {"80808080",  //
                                                    "08080808",  //
                                                    "80808080",  //
                                                    "08080808",  //
                                                    "80808080",  //
                                                    "08080808"},
                                     .parents = {},
                                     .unit = 10,
                                     .barriers = {}});
  const Plan plan = make(land, {30, 150});
  EXPECT_EQ(reasons(plan), std::vector<std::string>{});
  EXPECT_EQ(plan.grids().size(), 24U) << "no two cells of 80 share a grid, though 1,920 households would fill 21 grids of 90";
}

TEST(MakePlan, PutsEveryGridInRangeAmongLargeCells) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    AsciiMap map = testing::random_town({.areas_across = 1, .areas_down = 1, .side = 14, .unit = 1}, seed);
    map.unit = 5;
    core::Stream luck(core::Seed(seed), 0, "large", 0);
    for (std::string& row : map.households) {
      for (char& cell : row) cell = luck.below(4) == 0 ? static_cast<char>('6' + luck.below(4)) : (cell < '6' ? '0' : '1');
    }
    const Plan plan = make(ascii_territory(map), {20, 50}, seed);
    EXPECT_EQ(reasons(plan), std::vector<std::string>{}) << "seed " << seed;
  }
}

TEST(MakePlan, AttachesExclavesAndKeepsLargePartsApart) {
  const auto land = ascii_territory({.households = {"5555  1  5555",  //
                                                    "5555     5555"},
                                     .parents = {"AAAA  A  AAAA",  //
                                                 "AAAA     AAAA"},
                                     .unit = 1,
                                     .barriers = {}});
  const Plan plan = make(land, {18, 22});
  EXPECT_EQ(reasons(plan), std::vector<std::string>{});
  EXPECT_EQ(plan.grids().size(), 4U);
}

TEST(MakePlan, JoinsAnArchipelagoWhoseIslandsAreTooSmall) {
  const auto land = ascii_territory({.households = {"22 22 22 22"}, .parents = {"AA AA AA AA"}, .unit = 1, .barriers = {}});
  const Plan plan = make(land, {7, 9});
  EXPECT_EQ(reasons(plan), std::vector<std::string>{});
  EXPECT_EQ(plan.grids().size(), 2U);
}

TEST(MakePlan, LaysTheBorderAlongTheRiver) {
  const AsciiMap map{.households = {"55555555", "55555555", "55555555", "55555555"},
                     .parents = {},
                     .unit = 1,
                     .barriers = {{{0, 3, 'E'}, territory::BarrierClass::river},
                                  {{1, 3, 'E'}, territory::BarrierClass::river},
                                  {{2, 4, 'E'}, territory::BarrierClass::river},
                                  {{3, 4, 'E'}, territory::BarrierClass::river}}};
  const Plan plan =
      make(ascii_territory(map), {70, 90}, 1, 1, {.work = 0.1, .compact = 0.2, .barriers = 2, .travel = 0.1, .compounds = 0});
  ASSERT_EQ(plan.grids().size(), 2U);
  EXPECT_DOUBLE_EQ(plan.tally(GridId(0)).border[static_cast<std::size_t>(territory::BarrierClass::river)].value, 400);
}

TEST(MakePlan, KeepsCompoundsWhole) {
  auto land = ascii_territory({.households = {"5555", "5555", "5555", "5555"}, .parents = {}, .unit = 1, .barriers = {}});
  land.compounds.push_back("estate");
  for (const std::size_t cell : {1, 2, 5, 6, 9, 10}) land.cells.compound[CellId(cell)] = territory::CompoundId(0);
  const Plan plan = make(land, {30, 50}, 1, 1, {.work = 0.5, .compact = 0.2, .barriers = 0, .travel = 0, .compounds = 3});
  ASSERT_EQ(plan.grids().size(), 2U);
  for (const std::size_t cell : {2, 5, 6, 9, 10}) EXPECT_EQ(plan.grid_of(CellId(cell)), plan.grid_of(CellId(1)));
}

TEST(MakePlan, NumbersGridsUnderTheirParent) {
  const auto land = ascii_territory({.households = {"9999", "9999"}, .parents = {"AAAA", "AAAA"}, .unit = 1, .barriers = {}});
  const Plan plan = make(land, {17, 19});
  ASSERT_EQ(plan.grids().size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(plan.code(GridId(i)), "A00" + std::to_string(i + 1));
    EXPECT_EQ(plan.name(GridId(i)), "Area A " + std::to_string(i + 1));
  }
}

TEST(MakePlan, MeasuresTravelAsItIsTold) {
  // Two rows of houses; a wall of travel between columns makes a grid across it long.
  const auto land = ascii_territory({.households = {"5555", "5555"}, .parents = {}, .unit = 1, .barriers = {}});
  core::SilentProgress silent;
  PlanningInputs inputs;
  inputs.rules.households = {15, 25};
  inputs.rules.aims = {.work = 0.1, .compact = 0.0, .barriers = 0.0, .travel = 5, .compounds = 0};
  inputs.travel = [&](CellId from, std::span<const CellId> to) {
    std::vector<double> minutes;
    for (const CellId cell : to) minutes.push_back((cell.value() < 4) == (from.value() < 4) ? 1.0 : 100.0);
    return minutes;
  };
  const Plan plan = make_plan(land, inputs, core::Seed(1), core::Threads(1), silent);
  ASSERT_EQ(plan.grids().size(), 2U);
  for (std::size_t cell = 1; cell < 4; ++cell) EXPECT_EQ(plan.grid_of(CellId(cell)), plan.grid_of(CellId(0)));
}

/// Every partition of a small map into connected grids in range, by extending restricted-growth labels; the shortest border.
double shortest_border(const territory::Territory& land, SizeRange range, std::uint32_t parts) {
  const std::size_t size = land.cells.size();
  std::vector<std::uint32_t> label(size, 0);
  double best = std::numeric_limits<double>::infinity();
  const auto judge = [&] {
    std::vector<std::int64_t> sum(parts, 0);
    std::vector<std::uint32_t> pieces(parts, 0);
    std::vector<std::uint8_t> seen(size, 0);
    double border = 0;
    for (std::size_t start = 0; start < size; ++start) {
      sum[label[start]] += land.cells.households[CellId(start)];
      for (const auto& other : land.cells.neighbours[CellId(start)]) {
        if (label[other.cell.value()] != label[start]) border += other.border.value / 2;
      }
      if (seen[start] != 0) continue;
      if (++pieces[label[start]] > 1) return;
      std::vector<std::size_t> open{start};
      seen[start] = 1;
      while (!open.empty()) {
        const std::size_t at = open.back();
        open.pop_back();
        for (const auto& other : land.cells.neighbours[CellId(at)]) {
          const std::size_t to = other.cell.value();
          if (seen[to] != 0 || label[to] != label[start]) continue;
          seen[to] = 1;
          open.push_back(to);
        }
      }
    }
    for (const std::int64_t households : sum) {
      if (!range.holds(households)) return;
    }
    best = std::min(best, border);
  };
  const std::function<void(std::size_t, std::uint32_t)> extend = [&](std::size_t at, std::uint32_t used) {
    if (at == size) {
      if (used == parts) judge();
      return;
    }
    for (std::uint32_t next = 0; next < std::min(parts, used + 1); ++next) {
      label[at] = next;
      extend(at + 1, std::max(used, next + 1));
    }
  };
  extend(0, 0);
  return best;
}

TEST(MakePlan, SaysWhichCellsLeaveNoRoomForAPocket) {
  const auto land = ascii_territory({.households = {"939"}, .parents = {}, .unit = 1, .barriers = {}});
  EXPECT_EQ(
      reasons(make(land, {4, 10})),
      std::vector<std::string>{"A002: 3 households, outside 4-10; although 3 grids in range would fit the parent's 21; but 2 "
                               "cells of 18 households and pockets of fewer than 4 that touch nothing else, 3 in all, must "
                               "share 2 grids of at most 10"});
}

TEST(MakePlan, ClaimsThatNoPartitionFitsOnlyWhereEnumerationFindsNone) {
  int claims = 0;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    core::Stream luck(core::Seed(seed), 0, "pockets", 0);
    AsciiMap map{.households = {"000", "000", "000"}, .parents = {}, .unit = 1, .barriers = {}};
    for (std::string& row : map.households) {
      for (char& cell : row)
        cell = luck.below(2) == 0 ? static_cast<char>('7' + luck.below(3)) : static_cast<char>('0' + luck.below(3));
    }
    const auto land = ascii_territory(map);
    const SizeRange range{4, 9};
    const std::vector<std::string> faults = reasons(make(land, range, seed));
    const bool claimed = std::any_of(faults.begin(), faults.end(), [](const std::string& fault) {
      return fault.find("touch nothing else") != std::string::npos;
    });
    bool possible = false;
    for (std::uint32_t parts = 1; parts <= 9; ++parts) possible = possible || std::isfinite(shortest_border(land, range, parts));
    EXPECT_FALSE(claimed && possible) << "seed " << seed;
    EXPECT_FALSE(!faults.empty() && possible) << "seed " << seed << ": a partition exists and was not found";
    claims += claimed ? 1 : 0;
  }
  EXPECT_GT(claims, 4);
}

TEST(MakePlan, FindsTheShortestBorderOfSmallMapsKnownByEnumeration) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    AsciiMap map = testing::random_town({.areas_across = 1, .areas_down = 1, .side = 4, .unit = 1, .empty_share = 6}, seed);
    map.households.pop_back();
    map.parents.clear();
    const auto land = ascii_territory(map);
    const std::int64_t total = land.areas.households[AreaId(0)];
    const SizeRange range{total / 3 - 3, total / 3 + 3};
    const double known = shortest_border(land, range, 3);
    if (!std::isfinite(known)) continue;
    const Plan plan = make(land, range, seed, 1, {.work = 0, .compact = 1, .barriers = 0, .travel = 0, .compounds = 0});
    if (plan.grids().size() != 3) continue;
    double border = 0;
    for (const GridId grid : plan.grids()) {
      for (const core::Metres length : plan.tally(grid).border) border += length.value / 2;
    }
    EXPECT_EQ(reasons(plan), std::vector<std::string>{}) << "seed " << seed;
    EXPECT_DOUBLE_EQ(border, known) << "seed " << seed;
  }
}

}  // namespace
}  // namespace wangge::planning
