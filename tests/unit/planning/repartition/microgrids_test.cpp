#include "engine/planning/microgrids/microgrids.h"

#include "engine/core/error.h"
#include "tests/support/ascii_cells.h"
#include "tests/support/random_cells.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <string>

namespace wangge::planning {
namespace {

using testing::ascii_ids;
using testing::ascii_territory;

PlanningRules any_size() { return {.households = {1, 100000}, .aims = {}}; }

/// What holds of any microgrids of a plan.
void expect_sound(const Plan& plan, const Microgrids& drawn) {
  std::set<std::string> codes;
  core::Column<CellId, int> covered(plan.grid_of_cell().size(), 0);
  for (const Microgrid& one : drawn.all) {
    EXPECT_TRUE(codes.insert(one.code).second);
    EXPECT_TRUE(one.code.starts_with(plan.code(one.grid)));
    EXPECT_FALSE(one.cells.empty());
    EXPECT_TRUE(one.connected) << one.code;
    EXPECT_GE(one.captains, 1);
    std::int64_t households = 0;
    for (const CellId cell : one.cells) {
      EXPECT_EQ(plan.grid_of(cell), one.grid) << "within one grid";
      ++covered[cell];
      households += plan.territory().cells.households[cell];
    }
    EXPECT_EQ(one.households, households);
  }
  for (const int times : covered) EXPECT_EQ(times, 1) << "seamless";
}

TEST(Microgrids, AreSharedAmongGridsByHouseholds) {
  const territory::Territory land = ascii_territory({.households = {"4444444422"}, .parents = {"AAAAAAAAAA"}, .unit = 10});
  const Plan plan(land, any_size(), {{"A1", "Area A 1", {}, {}}, {"A2", "花城第2网格", {}, {}}},
                  ascii_ids<GridId>({"aaaaaaaabb"}));
  const Microgrids drawn = draw_microgrids(plan, {.count = 5, .captains = 9}, core::Seed(1), core::Threads(1));
  expect_sound(plan, drawn);
  ASSERT_EQ(drawn.all.size(), 5U);
  EXPECT_EQ(drawn.all[0].code, "A101");
  EXPECT_EQ(drawn.all[0].name, "Area A 1-1");
  EXPECT_EQ(drawn.all[4].name, "花城第2网格第1微网格");
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(drawn.all[i].households, 80) << "320 households in four";
  EXPECT_EQ(drawn.all[4].households, 40);
  std::int64_t captains = 0;
  for (const Microgrid& one : drawn.all) captains += one.captains;
  EXPECT_EQ(captains, 9);
  EXPECT_EQ(drawn.all[4].captains, 1);
}

TEST(Microgrids, AreNumberedFromTheNorthWithTheTownsEdgeInTheirShape) {
  const territory::Territory land =
      ascii_territory({.households = testing::Rows(8, "4"), .parents = testing::Rows(8, "A"), .unit = 10});
  const Plan plan(land, any_size(), {{"A1", "g", {}, {}}}, ascii_ids<GridId>(testing::Rows(8, "a")));
  const Microgrids drawn = draw_microgrids(plan, {.count = 4}, core::Seed(1), core::Threads(1));
  ASSERT_EQ(drawn.all.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(drawn.all[i].cells, (std::vector<CellId>{CellId(2 * i), CellId(2 * i + 1)})) << i;
    EXPECT_NEAR(drawn.all[i].compactness, 0.698132, 1e-6) << "100 m x 200 m: 4 pi 20000 / 600^2";
  }
}

TEST(Microgrids, TakeTheNearestCountForASize) {
  const territory::Territory land = ascii_territory({.households = {"444444"}, .parents = {"AAAAAA"}, .unit = 10});
  const Plan plan(land, any_size(), {{"A1", "g", {}, {}}}, ascii_ids<GridId>({"aaaaaa"}));
  EXPECT_EQ(draw_microgrids(plan, {.households = 85}, core::Seed(1), core::Threads(1)).all.size(), 3U);
  EXPECT_EQ(draw_microgrids(plan, {.households = 1000}, core::Seed(1), core::Threads(1)).all.size(), 1U);
  EXPECT_EQ(draw_microgrids(plan, {.households = 1}, core::Seed(1), core::Threads(1)).all.size(), 6U) << "no more than cells";
}

TEST(Microgrids, RefuseWhatCannotBe) {
  const territory::Territory land = ascii_territory({.households = {"44"}, .parents = {"AA"}});
  const Plan plan(land, any_size(), {{"A1", "", {}, {}}, {"A2", "", {}, {}}}, ascii_ids<GridId>({"ab"}));
  EXPECT_THROW((void)draw_microgrids(plan, {.count = 1}, core::Seed(1), core::Threads(1)), core::Error);
  EXPECT_THROW((void)draw_microgrids(plan, {.count = 3}, core::Seed(1), core::Threads(1)), core::Error);
  EXPECT_THROW((void)draw_microgrids(plan, {.count = 2, .captains = 1}, core::Seed(1), core::Threads(1)), core::Error);
}

TEST(Microgrids, AreEvenAndTheSameForAnyThreadsOnRandomTowns) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const territory::Territory land =
        ascii_territory(testing::random_town({.areas_across = 2, .areas_down = 1, .side = 14, .unit = 3}, seed));
    core::Column<CellId, GridId> grids;
    for (const CellId cell : core::ids<CellId>(land.cells.size())) {
      const std::size_t area = land.cells.parent[cell].value() - 1;
      grids.push_back(GridId(area * 3 + cell.value() / 28 * 3 / 14));
    }
    std::vector<GridLabel> labels;
    for (const char* code : {"A1", "A2", "A3", "B1", "B2", "B3"}) labels.push_back({code, code, {}, {}});
    const Plan plan(land, any_size(), labels, grids);
    // Deployment D: 85 building groups with 152 captains in 6 grids.
    const MicrogridRules rules{.count = 85, .captains = 152};
    const Microgrids one = draw_microgrids(plan, rules, core::Seed(seed), core::Threads(1));
    const Microgrids two = draw_microgrids(plan, rules, core::Seed(seed), core::Threads(2));
    expect_sound(plan, one);
    ASSERT_EQ(one.all.size(), 85U);
    EXPECT_EQ(one.microgrid_of_cell, two.microgrid_of_cell);
    const double mean = static_cast<double>(land.areas.households[AreaId(0)]) / 85;
    std::size_t near = 0;
    for (const Microgrid& microgrid : one.all)
      near += std::abs(static_cast<double>(microgrid.households) - mean) < 0.5 * mean ? 1 : 0;
    EXPECT_GT(near, 75U) << "nearly all within half of the mean";
  }
}

}  // namespace
}  // namespace wangge::planning
