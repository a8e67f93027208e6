#include "engine/planning/life/plan_life.h"
#include "tests/support/ascii_cells.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace wangge::planning {
namespace {

using testing::ascii_ids;
using testing::ascii_territory;

/// Two grids in one parent of 12 households.
class PlanLifeTest : public ::testing::Test {
 protected:
  [[nodiscard]] Plan plan(const SizeRange& range, const char* grids, bool staff = false) const {
    PlanningRules rules{.households = range, .aims = {}};
    rules.staff_enforced = staff;
    return {land, rules, {{"A1", "", {}, {}}, {"A2", "", {}, {1, 1}}}, ascii_ids<GridId>({grids})};
  }
  static PlanLife at(PlanStatus status) { return {.version = 3, .status = status}; }

  const territory::Territory land = ascii_territory({.households = {"3333"}, .parents = {"AAAA"}});
};

TEST_F(PlanLifeTest, GoesStepByStep) {
  const Plan sound = plan({5, 7}, "aabb");
  PlanLife life = at(PlanStatus::draft);
  for (const PlanStatus to : {PlanStatus::consulted, PlanStatus::approved, PlanStatus::in_force}) {
    const auto next = promote(sound, life, to, "2027-01-01");
    ASSERT_TRUE(std::holds_alternative<PlanLife>(next)) << std::get<LifeRefusal>(next).reason.en;
    life = std::get<PlanLife>(next);
  }
  EXPECT_EQ(life, (PlanLife{3, PlanStatus::in_force, "2027-01-01"}));
  EXPECT_EQ(changed(life), (PlanLife{4, PlanStatus::draft, ""}));
}

TEST_F(PlanLifeTest, RefusesToSkipOrRepeatAStep) {
  const Plan sound = plan({5, 7}, "aabb");
  const auto skipped = promote(sound, at(PlanStatus::draft), PlanStatus::approved, "");
  EXPECT_NE(std::get<LifeRefusal>(skipped).reason.en.find("must be consulted before"), std::string::npos);
  EXPECT_TRUE(std::holds_alternative<LifeRefusal>(promote(sound, at(PlanStatus::approved), PlanStatus::consulted, "")));
  EXPECT_TRUE(std::holds_alternative<LifeRefusal>(promote(sound, at(PlanStatus::approved), PlanStatus::in_force, "")))
      << "no date";
}

TEST_F(PlanLifeTest, IsConsultedOnWithAllItsFaults) {
  const auto next = promote(plan({5, 7}, "aaab"), at(PlanStatus::draft), PlanStatus::consulted, "");
  ASSERT_TRUE(std::holds_alternative<PlanLife>(next)) << "rules 4, 5 and 7 are for approval to ask";
  EXPECT_EQ(std::get<PlanLife>(next).status, PlanStatus::consulted);
}

TEST_F(PlanLifeTest, HasADateInForceAlone) {
  const Plan sound = plan({5, 7}, "aabb");
  for (const auto& [from, to] :
       {std::pair(PlanStatus::draft, PlanStatus::consulted), std::pair(PlanStatus::consulted, PlanStatus::approved),
        std::pair(PlanStatus::in_force, PlanStatus::draft)}) {
    PlanLife life = at(from);
    life.effective_from = "2026-01-01";
    EXPECT_EQ(std::get<PlanLife>(promote(sound, life, to, "2027-01-01")).effective_from, "") << static_cast<int>(to);
  }
}

TEST_F(PlanLifeTest, NamesEveryGridThatHindersApproval) {
  const auto sized = promote(plan({5, 7}, "aaab"), at(PlanStatus::consulted), PlanStatus::approved, "");
  ASSERT_EQ(std::get<LifeRefusal>(sized).obstacles.size(), 2U);
  EXPECT_EQ(std::get<LifeRefusal>(sized).obstacles[0].grid, "A1");
  EXPECT_EQ(std::get<LifeRefusal>(sized).obstacles[0].rule, 5);
  const auto torn = promote(plan({5, 7}, "abab"), at(PlanStatus::consulted), PlanStatus::approved, "");
  ASSERT_EQ(std::get<LifeRefusal>(torn).obstacles.size(), 2U);
  EXPECT_EQ(std::get<LifeRefusal>(torn).obstacles[1].rule, 4);
  const auto staff = promote(plan({5, 7}, "aabb", true), at(PlanStatus::consulted), PlanStatus::approved, "");
  ASSERT_EQ(std::get<LifeRefusal>(staff).obstacles.size(), 1U);
  EXPECT_EQ(std::get<LifeRefusal>(staff).obstacles[0].rule, 7);
  EXPECT_EQ(std::get<LifeRefusal>(staff).obstacles[0].grid, "A1");
}

TEST_F(PlanLifeTest, EveryRuleThatAGridBreaksIsNamedByItself) {
  const Plan torn = plan({5, 7}, "abaa", true);
  const Verdict verdict = torn.verdict(GridId(0));
  ASSERT_EQ(verdict.broken.size(), 3U);
  EXPECT_EQ(verdict.broken[0].rule, 4);
  EXPECT_EQ(verdict.broken[1].rule, 5);
  EXPECT_EQ(verdict.broken[2].rule, 7);
  EXPECT_EQ(verdict.broken[2].reason.en, "has no worker and no leader");
  const auto found = obstacles(torn);
  ASSERT_GE(found.size(), 3U);
  EXPECT_EQ(found[0].reason, verdict.broken[0].reason) << "each with its own reason";
  EXPECT_EQ(found[2].reason, verdict.broken[2].reason);
}

TEST_F(PlanLifeTest, ArithmeticExcusesRuleFiveAlone) {
  EXPECT_TRUE(obstacles(plan({13, 20}, "aabb")).empty()) << "12 households are too few for any grid";
  const auto torn = obstacles(plan({13, 20}, "abab"));
  ASSERT_EQ(torn.size(), 2U);
  EXPECT_EQ(torn[0].rule, 4);
}

}  // namespace
}  // namespace wangge::planning
