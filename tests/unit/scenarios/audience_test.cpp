#include "scenarios/run/audience.h"
#include "tests/unit/scenarios/audience_sample.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <utility>
#include <vector>

namespace wangge::scenarios {
namespace {

TEST(Audience, TheHouseSeesEverything) {
  const Clearance clearance = clearance_for(Audience::internal, sample());
  EXPECT_TRUE(clearance.hidden.empty());
  EXPECT_EQ(cleared_plan(clearance, sample()).buildings.size(), 3u);
}

TEST(Audience, OthersSeeNoBuildingAndNoSmallCount) {
  const Clearance clearance = clearance_for(Audience::partner, sample());
  EXPECT_EQ(clearance.hidden, (std::set<std::string>{"G2", "G3"}));
  EXPECT_EQ(clearance.modelled, (std::set<std::string>{"C", "G2", "G3"}));
  const gis::PlanFile plan = cleared_plan(clearance, sample());
  EXPECT_TRUE(plan.buildings.empty());
  EXPECT_EQ(plan.posts.size(), 1u);
  EXPECT_FALSE(plan.grids[0].counts_hidden);
  EXPECT_TRUE(plan.grids[2].counts_hidden);
}

TEST(Audience, ThePublicSeesNoPost) {
  const gis::PlanFile plan = cleared_plan(clearance_for(Audience::public_, sample()), sample());
  EXPECT_TRUE(plan.posts.empty());
  ASSERT_EQ(plan.circles.size(), 1u);
  EXPECT_TRUE(plan.effective_circles.empty());
  EXPECT_EQ(plan.circles[0].post, "all");
}

TEST(Audience, PeopleOfADerivedCellAreModelled) {
  gis::PlanFile plan = sample();
  plan.cells.push_back({.cell = 1,
                        .grid = "G1",
                        .parent = "C",
                        .compound = "",
                        .households = 4,
                        .residents = 9,
                        .area_m2 = 0,
                        .derived = true,
                        .shape = {}});
  EXPECT_EQ(clearance_for(Audience::partner, plan).modelled.count("G1"), 1u);
  plan.cells[0].residents = plan.cells[0].households = 0;
  EXPECT_EQ(clearance_for(Audience::partner, plan).modelled.count("G1"), 0u);
}

TEST(Audience, ReasonsStayUntoldWhereTheParentIsHidden) {
  gis::PlanFile plan = sample();
  plan.levels[0].residents = 3;
  plan.grids.erase(plan.grids.begin() + 1);
  plan.grids[0].reason = "60 households of the 63 of C";
  const gis::PlanFile cleared = cleared_plan(clearance_for(Audience::partner, plan), plan);
  EXPECT_EQ(cleared.grids[0].reason, "");
}

TEST(Audience, FiguresOfHiddenGridsLeaveTheMetrics) {
  const nlohmann::json metrics = nlohmann::json::parse(R"({
    "plan": {"households": {"min": 3, "median": 40, "max": 60}, "balance": {"gini": 0.1}, "border": {"none": 3},
      "violations": [{"grid": "G3", "households": 3, "reason": {"en": "3 households"}}]},
    "coverage": {"households_share": 1, "residents_share": 1, "blind_spots": [{"building": "bG3"}],
      "by_area": [{"code": "C", "households_share": 1, "residents_share": 1}],
      "by_grid": [{"code": "G1", "households_share": 1, "residents_share": 1}, {"code": "G2", "households_share": 1,
        "residents_share": 1}, {"code": "G3", "households_share": 1, "residents_share": 1}]},
    "findings": [{"example": {"en": "building bG3"}}], "inputs": [{"path": "/home/me/secret/town.gpkg", "sha256": "x"}]})");
  const nlohmann::json cleared = cleared_metrics(clearance_for(Audience::public_, sample()), metrics);
  for (const char* key : {"households", "balance", "border"}) EXPECT_EQ(cleared["plan"].count(key), 0u) << key;
  EXPECT_EQ(cleared["plan"]["violations"][0], nlohmann::json::parse(R"({"grid": "G3", "hidden": true})"));
  EXPECT_EQ(cleared["coverage"]["by_grid"][0]["households_share"], 1);
  EXPECT_EQ(cleared["coverage"]["by_grid"][2].count("households_share"), 0u);
  EXPECT_EQ(cleared["inputs"][0]["path"], "town.gpkg");
  EXPECT_EQ(cleared.dump().find("bG3"), std::string::npos);
  EXPECT_EQ(cleared_metrics(clearance_for(Audience::internal, sample()), metrics), metrics);
}

TEST(Audience, TheModelledShareLeavesWithTwoDecimals) {
  gis::PlanFile plan = sample();
  plan.grids[2].households = plan.grids[2].residents = 100;
  const nlohmann::json metrics = nlohmann::json::parse(R"({"territory": {"population_modelled_share": 0.123456}})");
  const auto share = [&](Audience audience) {
    return cleared_metrics(clearance_for(audience, plan), metrics)["territory"]["population_modelled_share"].dump();
  };
  EXPECT_EQ(share(Audience::internal), "0.123456");
  EXPECT_EQ(share(Audience::partner), "0.12");
  EXPECT_EQ(share(Audience::public_), "0.12");
}

TEST(Audience, TheModelledShareStaysWhereItTellsAFew) {
  gis::PlanFile plan = sample();
  plan.grids[2].households = plan.grids[2].residents = 100;
  const auto share = [&](int residents, double exact) {
    const nlohmann::json metrics = {{"territory", {{"residents", residents}, {"population_modelled_share", exact}}}};
    const nlohmann::json cleared = cleared_metrics(clearance_for(Audience::public_, plan), metrics);
    return cleared["territory"].value("population_modelled_share", nlohmann::json()).dump();
  };
  EXPECT_EQ(share(198, 0.020202), "null");  // 4 residents without a register
  EXPECT_EQ(share(198, 0.979798), "null");  // 4 with one
  EXPECT_EQ(share(198, 0.050505), "0.05");  // 10
  EXPECT_EQ(share(100000, 0.00004), "null");
  EXPECT_EQ(share(100000, 0.02), "0.02");
  EXPECT_EQ(share(198, 0), "0.0");
  EXPECT_EQ(share(198, 1), "1.0");
}

TEST(Audience, SharesThatTellAFewLeaveTheMetrics) {
  gis::PlanFile plan = sample();
  plan.grids[2].households = plan.grids[2].residents = 100;
  // 1 of the 60 households of G1 is outside; G2 must go with it, or the total would tell.
  const nlohmann::json metrics =
      nlohmann::json::parse(R"({"coverage": {"households": 145, "households_share": 0.90625, "effective": {"households": 99.5},
      "by_grid": [{"code": "G1", "households_share": 0.983333, "residents_share": 0.9, "minutes_max": 17.2, "effective_share": 0.7},
        {"code": "G2", "households_share": 0.875, "residents_share": 0.875}, {"code": "G3", "households_share": 1,
        "residents_share": 1}]}})");
  const nlohmann::json cleared = cleared_metrics(clearance_for(Audience::public_, plan), metrics);
  const nlohmann::json& grids = cleared["coverage"]["by_grid"];
  EXPECT_EQ(grids[0], nlohmann::json::parse(R"({"code": "G1", "hidden": true})"));
  EXPECT_EQ(grids[1], nlohmann::json::parse(R"({"code": "G2", "hidden": true})"));
  EXPECT_EQ(grids[2]["households_share"], 1);
  EXPECT_FALSE(cleared["coverage"].contains("effective")) << "less the other grids it would be that of the hidden ones";
}

}  // namespace
}  // namespace wangge::scenarios
