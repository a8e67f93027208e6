#include "engine/planning/locks/forced_sizes.h"

#include "tests/support/ascii_cells.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace wangge::planning {
namespace {

using testing::ascii_ids;
using testing::ascii_territory;
using testing::Rows;

PlanningRules of_size(SizeRange range) { return {.households = std::move(range), .aims = {}}; }

TEST(ForcedSizes, AreNoneWhereTheLockedGridAndTheRestFit) {
  const auto land = ascii_territory({.households = {"555555"}, .parents = {"AAAAAA"}});
  const PlanningRules rules = of_size({10, 20});
  const Plan today(land, rules, {{"A1", "", {}, {}}, {"A2", "", {}, {}}}, ascii_ids<GridId>({"aabbbb"}));
  PlanWishes wishes;
  wishes.locked = {"A1"};
  EXPECT_EQ(forced_sizes(land, rules, wishes, &today), nullptr);
}

TEST(ForcedSizes, LeaveAnExclaveThatNoLockCutOff) {
  // 25 households in the east of A are for no number of grids of 10 to 12, but all of A, 35, is for three.
  const auto land = ascii_territory({.households = {"5555889"}, .parents = {"AABBAAA"}});
  const PlanningRules rules = of_size({10, 12});
  const Plan today(land, rules, {{"A1", "", {}, {}}, {"A2", "", {}, {}}, {"B1", "", {}, {}}}, ascii_ids<GridId>({"aaccbbb"}));
  PlanWishes wishes;
  wishes.locked = {"B1"};
  EXPECT_EQ(forced_sizes(land, rules, wishes, &today), nullptr) << "an exclave is not the lock's doing";
}

TEST(ForcedSizes, LeaveWhatADedicatedGridCutsOff) {
  const auto land = ascii_territory({.households = {"555555"}, .parents = {"AAAAAA"}});
  const PlanningRules rules = of_size({10, 20});
  for (const GridKind kind : {GridKind::dedicated, GridKind::comprehensive}) {
    const Plan today(land, rules, {{"A1", "", {}, {}}, {"A2", "", kind, {}}, {"A3", "", {}, {}}}, ascii_ids<GridId>({"abbccc"}));
    PlanWishes wishes;
    wishes.locked = {"A2"};
    EXPECT_EQ(forced_sizes(land, rules, wishes, &today) == nullptr, kind == GridKind::dedicated);
  }
}

TEST(ForcedSizes, NameTheLockOfALockedGridBeforeThePieceThatItIs) {
  const auto land = ascii_territory({.households = {"5555555555"}, .parents = {"AAAAAAAAAA"}});
  const PlanningRules rules = of_size({10, 20});
  Plan plan(land, rules, {{"A1", "", {}, {}}, {"A2", "", {}, {}}}, ascii_ids<GridId>({"abbbbbbbbb"}));
  PlanWishes wishes;
  wishes.locked = {"A1"};
  plan.force(forced_sizes(land, rules, wishes, &plan));
  EXPECT_TRUE(plan.verdict(GridId(0)).excused);
  EXPECT_NE(plan.verdict(GridId(0)).reason.en.find("locked by the planner"), std::string::npos)
      << plan.verdict(GridId(0)).reason.en;
  EXPECT_FALSE(plan.verdict(GridId(1)).excused) << "45 households, which three grids would hold";
}

TEST(ForcedSizes, AreThoseOfPiecesBehindLinesThatNoGridMayCross) {
  const auto land = ascii_territory({.households = {"555555"}, .parents = {"AAAAAA"}});
  const PlanningRules rules = of_size({10, 20});
  PlanWishes wishes;
  EXPECT_EQ(forced_sizes(land, rules, wishes, nullptr), nullptr);
  wishes.parted = {{CellId(0), CellId(1)}};
  const auto forced = forced_sizes(land, rules, wishes, nullptr);
  ASSERT_NE(forced, nullptr);
  ASSERT_EQ(forced->lands.size(), 1U);
  EXPECT_EQ(forced->lands.front().cells, std::vector<CellId>{CellId(0)});
}

}  // namespace
}  // namespace wangge::planning
