#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace wangge::test {
namespace {

using nlohmann::json;

class CompareRuns : public TownTest {
 protected:
  CompareRuns() : TownTest({.replications = 3}) {}

  void run(const std::string& name, const std::vector<std::string>& settings = {}) const {
    std::vector<std::string> words = {"run", scenario(), "--out", path("runs/" + name), "--quiet", "--set", "export.map=[]"};
    for (const std::string& setting : settings) {
      words.push_back("--set");
      words.push_back(setting);
    }
    const Answer answer = wangge(words);
    ASSERT_EQ(answer.code, 0) << answer.err;
  }
  [[nodiscard]] json compared(const std::string& a, const std::string& b) const {
    const Answer answer = wangge({"compare", path(a), path(b), "--json"});
    EXPECT_EQ(answer.code, 0) << answer.err;
    return json::parse(answer.out, nullptr, false);
  }
};

const json& figure(const json& told, const std::string& name) {
  for (const json& pair : told["figures"]) {
    if (pair["figure"] == name) return pair;
  }
  throw std::runtime_error(name);
}

TEST_F(CompareRuns, SaysWhatAnotherSeedMoves) {
  run("a");
  run("b", {"seed=2", "planning.households=[150, 400]"});
  const json told = compared("runs/a", "runs/b");
  EXPECT_EQ(told["way"], "cells");
  EXPECT_FALSE(told["identical"]);
  EXPECT_EQ(told["common"]["households"], 2304);
  std::int64_t moved = 0;
  std::int64_t all = 0;
  for (const json& transfer : told["transfers"]) {
    all += transfer["households"].get<std::int64_t>();
    if (transfer["moved"]) moved += transfer["households"].get<std::int64_t>();
  }
  EXPECT_EQ(all, 2304) << "the transfers hold everybody once";
  EXPECT_EQ(moved, told["changed"]["households"]);
  EXPECT_GT(moved, 0);
  const json& answered = figure(told, "simulation.within_target_share.value");
  EXPECT_EQ(answered["interval"], "unpaired");
  EXPECT_EQ(answered["ci95"].size(), 2U);
  // Back again: what went there comes back.
  const json back = compared("runs/b", "runs/a");
  EXPECT_EQ(back["changed"], told["changed"]);
  EXPECT_EQ(figure(back, "plan.grids")["difference"], -figure(told, "plan.grids")["difference"].get<double>());
  EXPECT_EQ(back["grids"]["merged"], told["grids"]["split"]);
}

/// What the small town has; members and organisations need a ledger, change a plan of today.
const std::vector<std::string> town_aims = {"deviation_max", "deviation_mean",      "border", "compactness", "barriers",
                                            "compounds",     "compound_households", "travel"};

TEST_F(CompareRuns, HoldsEveryAimAgainstTheOther) {
  run("a");
  run("b", {"planning.households=[150, 400]"});
  const json told = compared("runs/a", "runs/b");
  for (const std::string& aim : town_aims) {
    const json& pair = figure(told, "plan.aims." + aim);
    EXPECT_TRUE(pair.contains("before") && pair.contains("after")) << pair;
    EXPECT_EQ(pair["better_if"], aim == "compactness" || aim == "barriers" ? "more" : "less") << pair;
    EXPECT_FALSE(pair["formula"]["zh"].get<std::string>().empty()) << pair;
    EXPECT_EQ(pair.contains("unit"), aim != "compactness" && aim != "compounds") << pair;
    EXPECT_EQ(wangge({"explain", "plan.aims." + aim}).code, 0);
  }
  EXPECT_NE(figure(told, "plan.aims.border")["difference"], 0);
  const Answer text = wangge({"compare", path("runs/a"), path("runs/b"), "--out", path("compared")});
  for (const char* words : {"mean deviation of work", "border along roads, rivers, railways", "households in split compounds",
                            "way from post or grid's middle", "better if"})
    EXPECT_NE(text.out.find(words), std::string::npos) << words << "\n" << text.out;
  const std::string report = read("compared/report.html");
  EXPECT_NE(report.find("mean over households of the minutes from the post that serves them"), std::string::npos) << "formulas";
  // A run's figures and its plan file alone say the same.
  const json alone = compared("runs/a/plan.gpkg", "runs/a");
  for (const std::string& aim : town_aims) EXPECT_EQ(figure(alone, "plan.aims." + aim)["verdict"], "same") << aim;
}

TEST_F(CompareRuns, WorksOutTheAimsOfAnEarlierFile) {
  run("a");
  std::filesystem::copy_file(path("runs/a/plan.gpkg"), path("earlier.gpkg"));
  ASSERT_EQ(run_command({"ogrinfo", "-q", path("earlier.gpkg"), "-sql", "DELLAYER:plan_aims"}).code, 0);
  const json told = compared("runs/a/plan.gpkg", "earlier.gpkg");
  for (const std::string& aim : town_aims) {
    const bool told_by_rows = aim != "barriers" && aim != "travel";
    const json& pair = figure(told, "plan.aims." + aim);
    ASSERT_EQ(pair.contains("after"), told_by_rows) << pair;
    if (!told_by_rows) continue;
    const double value = pair["before"]["value"];
    EXPECT_NEAR(pair["after"]["value"].get<double>(), value, 1e-5 * std::abs(value)) << aim;
  }
}

TEST_F(CompareRuns, KeepsWallsApartFromRoads) {
  run("a");
  json metrics = json::parse(read("runs/a/metrics.json"));
  metrics["plan"]["border"] = {{"none", 100},  {"lane", 100},    {"street", 200}, {"arterial", 0},
                               {"river", 100}, {"railway", 100}, {"wall", 400}};
  metrics["plan"].erase("aims");
  run("b");
  write("runs/b/metrics.json", metrics.dump());
  const json told = compared("runs/b", "runs/b");
  EXPECT_EQ(figure(told, "plan.border.along_share")["before"]["value"], 0.5);
  EXPECT_EQ(figure(told, "plan.border.wall_share")["before"]["value"], 0.4);
}

TEST_F(CompareRuns, OpensItsReportInTheLanguageOfTheCommand) {
  run("a");
  for (const std::string language : {"zh", "en"}) {
    ASSERT_EQ(wangge({"compare", path("runs/a"), path("runs/a"), "--out", path("compared"), "--lang", language}).code, 0);
    EXPECT_NE(read("compared/report.html").find("data-show=\"" + language + "\""), std::string::npos);
  }
}

TEST_F(CompareRuns, PairsReplicationsUnderOneSeed) {
  run("a");
  run("b", {"planning.households=[150, 400]"});
  const json told = compared("runs/a", "runs/b");
  EXPECT_EQ(figure(told, "simulation.within_target_share.value")["interval"], "paired");
  EXPECT_EQ(figure(told, "simulation.requests.mean")["verdict"], "same") << "the requests do not depend on the plan";
}

/// Other requests, the same grids: the headline must not speak of plans.
TEST_F(CompareRuns, SaysThatOnlySettingsDifferWhereTheGridsAreTheSame) {
  run("a");
  run("b", {"simulation.horizon=6 d"});
  const Answer answer = wangge({"compare", path("runs/a"), path("runs/b"), "--out", path("compared"), "--lang", "en"});
  EXPECT_NE(answer.out.find("Both have the same grids and nobody changes grid"), std::string::npos) << answer.out;
  EXPECT_EQ(answer.out.find("keep their code"), std::string::npos) << answer.out;
  const std::string page = read("compared/report.html");
  EXPECT_NE(page.find("Which run does better?"), std::string::npos);
  EXPECT_EQ(page.find("Which plan is better?"), std::string::npos);
  EXPECT_NE(page.find(" grids keep their code and all their households.<"), std::string::npos);
  EXPECT_EQ(page.find("households; the others"), std::string::npos) << "there are none";
}

TEST_F(CompareRuns, SaysNothingOfTheWarmUpOfARunWithoutFigures) {
  run("a", {"simulation.warm_up=1 d"});
  run("b");
  const std::vector<std::string> words = {"compare", path("runs/a"), path("runs/b"), "--lang", "en"};
  EXPECT_NE(wangge(words).out.find("warm_up.days differs"), std::string::npos);
  std::filesystem::remove(path("runs/b/metrics.json"));
  const Answer bare = wangge(words);
  EXPECT_EQ(bare.code, 0) << bare.err;
  EXPECT_EQ(bare.out.find("warm_up.days differs"), std::string::npos) << bare.out;
}

TEST_F(CompareRuns, OfARunWithItselfIsZero) {
  run("a");
  const json told = compared("runs/a", "runs/a");
  EXPECT_TRUE(told["identical"]);
  for (const json& pair : told["figures"]) {
    EXPECT_EQ(pair["difference"], 0) << pair;
    EXPECT_EQ(pair["verdict"], "same") << pair;
  }
  EXPECT_TRUE(compared("runs/a/plan.gpkg", "runs/a/plan.gpkg")["identical"]);
}

TEST_F(CompareRuns, WritesTheFolderThatThePageOfDocumentationNames) {
  run("a");
  run("b", {"seed=2", "planning.households=[150, 400]"});
  const Answer answer = wangge({"compare", path("runs/a"), path("runs/b"), "--out", path("compared")});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(names_in("compared"), "changes.gpkg codes.csv compare.json report.html transfer.csv");
  for (const char* page : {"docs/compare.md", "docs/zh/compare.md"}) {
    std::ifstream in(std::string(WANGGE_SOURCE_DIR "/") + page);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    for (const char* name : {"changes.gpkg", "codes.csv", "compare.json", "report.html", "transfer.csv"})
      EXPECT_NE(text.find(std::string("`") + name + "`"), std::string::npos) << page << " " << name;
    EXPECT_NE(text.find("wangge compare runs/a runs/b --out compared"), std::string::npos) << page;
  }
  const Answer layer = run_command({"ogrinfo", "-so", path("compared/changes.gpkg"), "changes"});
  for (const char* field : {"from", "to", "households", "area_m2"})
    EXPECT_NE(layer.out.find(field), std::string::npos) << layer.out;
  // The command of the pages, in the folder of the runs.
  CommandRules there;
  there.folder = folder_.string();
  const Answer again = wangge({"compare", "runs/a", "runs/b", "--out", "compared"}, there);
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_NE(again.out.find("change grid"), std::string::npos) << again.out;
  const std::size_t settings = again.out.find("settings that differ");
  ASSERT_NE(settings, std::string::npos) << again.out;
  EXPECT_NE(again.out.find("[150, 400]", settings), std::string::npos) << again.out;
  EXPECT_NE(read("compared/compare.json").find("\"key\": \"planning.households\""), std::string::npos);
  EXPECT_NE(wangge({"compare", path("runs/a"), path("runs/b"), "--lang", "zh"}).out.find("换网格"), std::string::npos);
}

TEST_F(CompareRuns, EndsWithTheRightCode) {
  run("a");
  EXPECT_EQ(wangge({"compare", path("runs/a")}).code, 2);
  EXPECT_EQ(wangge({"compare", path("runs/a"), path("nowhere")}).code, 3) << "as for every file that is not there";
  EXPECT_EQ(wangge({"compare", path("runs/a"), path("town.toml")}).code, 1);
  std::filesystem::remove(path("runs/a/metrics.json"));
  const Answer bare = wangge({"compare", path("runs/a"), path("runs/a/plan.gpkg")});
  EXPECT_EQ(bare.code, 0) << bare.err;
  EXPECT_NE(bare.out.find("compare.no_metrics"), std::string::npos) << bare.out;
  std::filesystem::create_directory(path("mine"));
  write("mine/keep.txt", "mine");
  EXPECT_EQ(wangge({"compare", path("runs/a"), path("runs/a"), "--out", path("mine")}).code, 2) << "a folder of the user's";
  EXPECT_EQ(read("mine/keep.txt"), "mine");
}

}  // namespace
}  // namespace wangge::test
