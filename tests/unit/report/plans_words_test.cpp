#include "scenarios/report/ensemble_section.h"
#include "scenarios/report/plans_bounds.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace wangge::scenarios::report {
namespace {

Json aim(const char* key) {
  const Json place = {{"value", 120}, {"better", 0.2}, {"alike", 0}, {"worse", 0.8}};
  return {{"key", key},        {"low", 100},       {"high", 200},          {"quantiles", {105, 130, 150, 170, 195}},
          {"converged", true}, {"bins", {50, 50}}, {"reference", place},   {"plans", Json::array({place})},
          {"r_hat", 1.01},     {"effective", 300}, {"effective_tail", 250}};
}

Json spec(const char* key) {
  return {{"key", key},
          {"name", {{"zh", key}, {"en", key}}},
          {"unit", {{"zh", "m"}, {"en", "m"}}},
          {"digits", 0},
          {"more_is_better", false}};
}

/// Plans against drawn ones, today's grids being six of which one is too small.
Json body() {
  return {
      {"aims", {spec("border"), spec("change")}},
      {"planning",
       {{"households_min", 500},
        {"households_max", 1000},
        {"work", {{"unit", {{"zh", "户"}, {"en", "households"}}}, {"formula", {{"zh", "工作量即户数"}, {"en", "Work is X"}}}}}}},
      {"reference",
       {{"kind", "today"},
        {"grids", 6},
        {"violations",
         {{{"grid", "11001"}, {"rule", 5}, {"excused", false}}, {{"grid", "12001"}, {"rule", 5}, {"excused", true}}}}}},
      {"plans", Json::array({{{"rank", 1}}})},
      {"ensemble",
       {{"plans", 400}, {"chains", 4}, {"grids", 6}, {"aims", {aim("border"), aim("change")}}, {"parents", Json::array()}}}};
}

std::string all_of(const std::vector<core::Text>& words) {
  std::string text;
  for (const core::Text& each : words) text += each.en + "\n" + each.zh + "\n";
  return text;
}

TEST(EnsembleWords, SayThatTodaysGridsAreOutOfOrder) {
  const std::string said = all_of(ensemble_warnings(body()));
  EXPECT_NE(said.find("1 of today's 6 grids are out of order (not 500-1000 households"), std::string::npos) << said;
  EXPECT_NE(said.find("现状 6 个网格中有 1 个不合规"), std::string::npos) << said;
  Json valid = body();
  valid["reference"]["violations"][0]["excused"] = true;
  EXPECT_TRUE(ensemble_warnings(valid).empty());
  Json widened = body();
  widened["ensemble"]["parents"] = {{{"code", "11"}, {"name", "West"}, {"widened", true}, {"aims", Json::array()}}};
  EXPECT_EQ(all_of(ensemble_warnings(widened)).find("out of order"), std::string::npos) << "drawn plans are like that there too";
}

TEST(EnsembleWords, SayHowManyPlansAreNeededOnce) {
  Json few = body();
  few["ensemble"]["plans"] = 20;
  few["ensemble"]["aims"][0]["converged"] = false;
  const std::string said = all_of(ensemble_warnings(few));
  EXPECT_NE(said.find("only 20 plans are drawn; 100 are needed"), std::string::npos) << said;
  EXPECT_EQ(said.find("do not agree"), std::string::npos) << said;
}

TEST(EnsembleWords, LeaveChangeAgainstTodayOut) {
  EXPECT_EQ(ensemble_chart(body()).rows.size(), 1U);
  Markup page;
  write_ensemble_section(page, body());
  EXPECT_EQ(page.str().find("change (m)"), std::string::npos);
  EXPECT_NE(page.str().find("border (m)"), std::string::npos);
  EXPECT_NE(page.str().find("change nothing against themselves"), std::string::npos) << "and say why";
  EXPECT_NE(page.str().find("Work is X."), std::string::npos);
  EXPECT_NE(page.str().find("R-hat holds the chains against each other"), std::string::npos);
}

TEST(PlansBounds, SayWhyAGridIsFarFromTheMeanAndWhatAWideGapMeans) {
  const Json parent = {{"code", "11"},
                       {"name", "West <1>"},
                       {"grids", 2},
                       {"households", 1200},
                       {"border_m", 900},
                       {"border_bound_m", 300},
                       {"border_gap", 2.0},
                       {"border_note", {{"zh", "下界很弱"}, {"en", "the bound is weak"}}},
                       {"deviation_max", 0.183},
                       {"deviation_bound", 0.18},
                       {"deviation_reason",
                        {{
                             "zh",
                             "一栋大楼",
                         },
                         {"en", "one large building"}}},
                       {"loosened", {{{"zh", "甲院"}, {"en", "Yard A"}}}}};
  Markup page;
  write_bounds_section(page, {{"plans", Json::array({{{"rank", 1}, {"parents", Json::array({parent})}}})}});
  for (const char* words :
       {"one large building", "一栋大楼", "18.3 %", "the bound is weak", "下界很弱", "Not kept whole: Yard A", "West &lt;1&gt;"})
    EXPECT_NE(page.str().find(words), std::string::npos) << words << "\n" << page.str();
}

}  // namespace
}  // namespace wangge::scenarios::report
