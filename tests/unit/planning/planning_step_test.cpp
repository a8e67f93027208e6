#include "scenarios/steps/planning_step.h"

#include "engine/core/error.h"
#include "tests/support/ascii_cells.h"
#include "tests/support/random_cells.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace wangge::scenarios {
namespace {

using planning::GridId;
using territory::CellId;

gis::MultiPolygon square(core::Position middle) {
  return {{{{middle.x - 50, middle.y - 50},
            {middle.x + 50, middle.y - 50},
            {middle.x + 50, middle.y + 50},
            {middle.x - 50, middle.y + 50},
            {middle.x - 50, middle.y - 50}},
           {}}};
}

PlanBuild build(const Scenario& scenario, const gis::Layers& layers, const territory::Territory& land) {
  core::SilentProgress silent;
  return build_plan(scenario, layers, land, {.shape = [&](CellId cell) { return square(land.cells.centroid[cell]); }, .at = {}},
                    nullptr, core::Threads(1), silent);
}

TEST(PlanningStep, TakesTheRulesFromTheScenario) {
  Scenario scenario;
  scenario.planning.households_min = 30;
  scenario.planning.households_max = 150;
  scenario.planning.weight_travel = 0.9;
  scenario.planning.code_digits = "5";
  const planning::PlanningRules rules = planning_rules(scenario);
  EXPECT_EQ(rules.households, (planning::SizeRange{30, 150}));
  EXPECT_DOUBLE_EQ(rules.aims.travel, 0.9);
  EXPECT_EQ(rules.code_digits, 5);
}

TEST(PlanningStep, RefusesRulesWithoutSense) {
  Scenario scenario;
  scenario.planning.households_min = 200;
  scenario.planning.households_max = 100;
  EXPECT_THROW((void)planning_rules(scenario), core::Error);
  scenario.planning.households_max = 300;
  scenario.planning.code_digits = "many";
  EXPECT_THROW((void)planning_rules(scenario), core::Error);
}

TEST(PlanningStep, WorkIsTheHoursThatRequestsTake) {
  const auto land = testing::ascii_territory({.households = {"24"}, .parents = {}, .unit = 100, .barriers = {}});
  Scenario scenario;
  EXPECT_TRUE(work_of_cells(scenario, land).empty());
  RequestSpec noise;
  noise.rates = {{10, Rate::Per::residents}};
  noise.handle.mean = core::minutes(30);
  RequestSpec leak;
  leak.rates = {{50, Rate::Per::households}};
  leak.handle.mean = core::minutes(60);
  scenario.requests = {noise, leak};
  const planning::WorkOfCell work = work_of_cells(scenario, land);
  EXPECT_DOUBLE_EQ(work[CellId(0)], 600 * 0.01 * 0.5 + 200 * 0.05 * 1.0);
  EXPECT_DOUBLE_EQ(work[CellId(1)], 2 * work[CellId(0)]);
}

TEST(PlanningStep, RefusesMoreWorkThanCanBeCounted) {
  const auto land = testing::ascii_territory({.households = {"24"}, .parents = {}, .unit = 1000, .barriers = {}});
  Scenario scenario;
  scenario.planning.measure.in_need = 10'000;
  planning::LedgerOfCell ledger;
  ledger.in_need.resize(2, 5e6);
  EXPECT_EQ(work_of_cells(scenario, land, &ledger).size(), 2U) << "just so much";
  ledger.in_need[CellId(1)] = 1e12;
  try {
    (void)work_of_cells(scenario, land, &ledger);
    FAIL() << "not refused";
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code(), core::ErrorCode::input);
    EXPECT_EQ(error.message().en,
              "planning.measure: the work of the whole land comes to 1e+16 points; the most is 1e+11. Use smaller weights, "
              "or look at the counts of the [[ledger]]");
  }
}

TEST(PlanningStep, MakesAPlanWithTheScenariosStaff) {
  const auto land = testing::ascii_territory(testing::random_town({.areas_across = 1, .areas_down = 1, .side = 10}, 1));
  Scenario scenario;
  scenario.planning.households_min = 60;
  scenario.planning.households_max = 120;
  ResponderSpec worker;
  worker.per_grid = 2;
  scenario.responders = {worker};
  const PlanBuild built = build(scenario, {}, land);
  EXPECT_FALSE(built.given);
  ASSERT_GE(built.plan.grids().size(), 2U);
  for (const GridId grid : built.plan.grids()) {
    EXPECT_TRUE(built.plan.verdict(grid).valid);
    EXPECT_TRUE(built.plan.verdict(grid).staffed);
    EXPECT_EQ(built.plan.label(grid).staff.workers, 2U);
  }
}

/// Two kinds of two thirds of a person and one half a grid: as many in each grid as the simulation puts there.
TEST(PlanningStep, StaffsGridsByWhatAllKindsHaveThere) {
  const auto land = testing::ascii_territory(testing::random_town({.areas_across = 2, .areas_down = 1, .side = 10}, 1));
  Scenario scenario;
  scenario.planning.households_min = 60;
  scenario.planning.households_max = 120;
  ResponderSpec worker;
  worker.per_grid = 0.67;
  ResponderSpec helper = worker;
  helper.per_grid = 0.5;
  ResponderSpec of_community = worker;
  of_community.per_grid = 0;
  of_community.per_area = ResponderSpec::PerArea{"community", 4};
  scenario.responders = {worker, helper, of_community};
  const PlanBuild built = build(scenario, {}, land);
  std::map<std::string, std::uint32_t> by_code;
  for (const GridId grid : built.plan.grids()) by_code[built.plan.code(grid)] = built.plan.label(grid).staff.workers;
  ASSERT_GE(by_code.size(), 6U);
  const std::vector<std::uint32_t> expected{0, 2, 1, 1, 1, 2};  // 0, 1, 1, 0, 1, 1 and 0, 1, 0, 1, 0, 1
  std::size_t number = 0;
  for (const auto& [code, workers] : by_code) {
    if (number < expected.size()) {
      EXPECT_EQ(workers, expected[number]) << code;
    }
    EXPECT_EQ(workers, static_cast<std::uint32_t>(worker.count_at(number) + helper.count_at(number))) << code;
    ++number;
  }
}

TEST(PlanningStep, WarnsOfWishesThatTheGridsItDrawsDoNotHeed) {
  const auto land = testing::ascii_territory(testing::random_town({.areas_across = 1, .areas_down = 1, .side = 10}, 1));
  Scenario scenario;
  scenario.planning.households_min = 60;
  scenario.planning.households_max = 120;
  EXPECT_EQ(build(scenario, {}, land).findings.count("planning.not_in_run"), 0U);
  scenario.planning.locked_borders = {"river"};
  scenario.planning.keep_whole = {"compound"};
  const PlanBuild built = build(scenario, {}, land);
  EXPECT_EQ(built.findings.count("planning.not_in_run"), 2U);
  EXPECT_EQ(built.findings.all().front().feature, "planning.locked_borders");
}

TEST(PlanningStep, DrawsTheNumbersOfGridsThatTheScenarioGives) {
  const auto land = testing::ascii_territory(testing::random_town({.areas_across = 2, .areas_down = 1, .side = 10}, 1));
  Scenario scenario;
  scenario.planning.households_min = 40;
  scenario.planning.households_max = 160;
  scenario.planning.counts = {{"total", 11, 11, "planning.count.total"}};
  const PlanBuild all = build(scenario, {}, land);
  EXPECT_EQ(all.plan.grids().size(), 11U);
  EXPECT_EQ(all.findings.count("planning.not_in_run"), 0U);
  EXPECT_EQ(all.findings.count("planning.count_not_met"), 0U);
  const std::string& code = land.areas.code[territory::AreaId(1)];
  scenario.planning.counts = {{code, 200, 300, "planning.count"}};
  const PlanBuild most = build(scenario, {}, land);
  ASSERT_EQ(most.findings.count("planning.count_not_met"), 1U) << "there are no more than a hundred cells";
  scenario.planning.counts = {{"A99", 2, 2, "planning.count.A99"}};
  EXPECT_THROW((void)build(scenario, {}, land), core::Error);
}

/// Seven cells of nine households, two at least in a grid: three grids, no four, although 63 households would do for four.
TEST(PlanningStep, NamesATotalThatGridsOutOfRangePayFor) {
  const auto land = testing::ascii_territory({.households = {"9999999"}, .parents = {}, .unit = 1, .barriers = {}});
  Scenario scenario;
  scenario.planning.households_min = 15;
  scenario.planning.households_max = 30;
  scenario.planning.counts = {{"total", 4, 4, "planning.count.total"}};
  const PlanBuild built = build(scenario, {}, land);
  EXPECT_EQ(built.plan.grids().size(), 4U);
  ASSERT_EQ(built.findings.count("planning.count_out_of_range"), 1U);
  const core::Finding& finding = built.findings.all().back();
  EXPECT_EQ(finding.feature, "planning.count.total");
  EXPECT_EQ(finding.value, "1");
  EXPECT_NE(finding.message.en.find("planning.count asks for 4 grids; with so many 1 grid is outside 15-30 households"),
            std::string::npos)
      << finding.message.en;
  EXPECT_NE(finding.message.zh.find("1 个网格不在 15-30 户之内"), std::string::npos) << finding.message.zh;
  scenario.planning.counts = {{land.areas.code[territory::AreaId(1)], 4, 4, "planning.count"}};
  EXPECT_EQ(build(scenario, {}, land).findings.count("planning.count_out_of_range"), 1U);
  scenario.planning.counts = {{"total", 3, 3, "planning.count.total"}};
  EXPECT_EQ(build(scenario, {}, land).findings.count("planning.count_out_of_range"), 0U);
}

TEST(PlanningStep, HoldsNumbersOfGridsAgainstThoseGiven) {
  const auto land = testing::ascii_territory({.households = {"1122"}, .parents = {}, .unit = 1, .barriers = {}});
  gis::Layers layers;
  gis::AreaFeature whole;
  whole.code = "A77";
  whole.shape = {{{{0, -100}, {400, -100}, {400, 0}, {0, 0}, {0, -100}}, {}}};
  layers.grids = {whole};
  Scenario scenario;
  const std::string& code = land.areas.code[territory::AreaId(1)];
  scenario.planning.counts = {{"total", 3, 3, "planning.count.total"}, {code, 2, 4, "planning.count"}};
  const PlanBuild built = build(scenario, layers, land);
  EXPECT_TRUE(built.given);
  ASSERT_EQ(built.findings.count("planning.count_not_met"), 2U);
  EXPECT_NE(built.findings.all().back().message.en.find("planning.count asks for 3 grids, there are 1 in [grids]"),
            std::string::npos)
      << built.findings.all().back().message.en;
  scenario.planning.counts = {{"total", 1, 1, "planning.count.total"}, {code, 1, 4, "planning.count"}};
  EXPECT_EQ(build(scenario, layers, land).findings.count("planning.count_not_met"), 0U);
}

TEST(PlanningStep, ReadsTodaysGridsWhereThereAreSome) {
  const auto land = testing::ascii_territory({.households = {"1122"}, .parents = {}, .unit = 1, .barriers = {}});
  gis::Layers layers;
  gis::AreaFeature whole;
  whole.code = "A77";
  whole.name = "everything";
  whole.shape = {{{{0, -100}, {400, -100}, {400, 0}, {0, 0}, {0, -100}}, {}}};
  layers.grids = {whole};
  const PlanBuild built = build({}, layers, land);
  EXPECT_TRUE(built.given);
  ASSERT_EQ(built.plan.grids().size(), 1U);
  EXPECT_EQ(built.plan.code(GridId(0)), "A77");
  EXPECT_TRUE(built.findings.all().empty());
}

}  // namespace
}  // namespace wangge::scenarios
