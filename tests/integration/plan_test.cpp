#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <signal.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace wangge::test {
namespace {

using nlohmann::json;

class Plan : public TownTest {
 protected:
  [[nodiscard]] Answer plan(const std::vector<std::string>& more = {}, const CommandRules& rules = {}) const {
    std::vector<std::string> words = {"plan", scenario(), "--out", path("plans/a")};
    words.insert(words.end(), more.begin(), more.end());
    return wangge(words, rules);
  }
};

TEST_F(Plan, WritesAWholeFolderAndPrintsATable) {
  const Answer answer = plan();
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(names_in("plans"), "a") << "nothing else is left beside it";
  EXPECT_EQ(names_in("plans/a").substr(0, 23), "LICENCE.txt plan-1.gpkg");
  EXPECT_NE(answer.out.find("largest deviation of work (%)"), std::string::npos) << answer.out;
  EXPECT_NE(answer.out.find("plan 1"), std::string::npos);
  const json plans = json::parse(read("plans/a/plans.json"));
  ASSERT_FALSE(plans.at("plans").empty());
  for (const json& one : plans.at("plans")) {
    EXPECT_TRUE(one.at("valid").get<bool>());
    for (const json& parent : one.at("parents")) {
      EXPECT_LE(parent.at("border_bound_m").get<double>(), parent.at("border_m").get<double>());
      EXPECT_LE(parent.at("deviation_bound").get<double>(), parent.at("deviation_max").get<double>());
    }
  }
  EXPECT_EQ(plans.at("search").at("stopped_by"), "budget");
  EXPECT_NE(answer.out.find("The work of a grid, in hours a year, is"), std::string::npos) << answer.out;
  EXPECT_NE(read("plans/a/report.html").find("The work of a grid, in hours a year, is"), std::string::npos);
  const Answer households = plan({"--set", "planning.measure.households=2"});
  EXPECT_NE(households.out.find("in points, is 2 × households (planning.measure)"), std::string::npos) << households.out;
  EXPECT_NE(read("plans/a/report.html").find("</html>"), std::string::npos);
}

TEST_F(Plan, GivesTheSameBytesForAnyNumberOfThreads) {
  for (const char* threads : {"1", "3"}) {
    ASSERT_EQ(wangge({"plan", scenario(), "--out", path(std::string("plans/t") + threads), "--threads", threads, "--quiet"}).code,
              0);
  }
  EXPECT_EQ(read("plans/t1/plans.json"), read("plans/t3/plans.json"));
  EXPECT_EQ(read("plans/t1/report.html"), read("plans/t3/report.html"));
}

TEST_F(Plan, IsTakenUpByARunAndByTheNextProposal) {
  ASSERT_EQ(plan({"--quiet"}).code, 0);
  const Answer run = wangge({"run", scenario(), "--out", path("runs/a"), "--plan", path("plans/a/plan-1.gpkg"), "--quiet"});
  ASSERT_EQ(run.code, 0) << run.err;
  const json plans = json::parse(read("plans/a/plans.json"));
  const json metrics = json::parse(read("runs/a/metrics.json"));
  EXPECT_EQ(metrics.at("plan").at("grids"), plans.at("plans")[0].at("grids"));
  double border = 0;
  for (const json& length : metrics.at("plan").at("border")) border += length.get<double>();
  EXPECT_NEAR(border, plans.at("plans")[0].at("aims").at("border").get<double>(), 1);
  EXPECT_EQ(metrics.at("plan").at("aims"), plans.at("plans")[0].at("aims")) << "a run measures the aims as the proposal does";
  // One formula of the border's length in every verb.
  const Answer compared = wangge({"compare", path("plans/a/plan-1.gpkg"), path("runs/a"), "--json"});
  ASSERT_EQ(compared.code, 0) << compared.err;
  std::size_t found = 0;
  const json comparison = json::parse(compared.out);
  for (const json& figure : comparison.at("figures")) {
    if (figure.at("figure") != "plan.border.length") continue;
    ++found;
    EXPECT_NEAR(figure.at("before").at("value").get<double>(), plans.at("plans")[0].at("aims").at("border").get<double>(), 0.01);
  }
  EXPECT_EQ(found, 1U);

  // The next proposal starts from it, moves few, and keeps codes.
  const Answer again =
      wangge({"plan", scenario(), "--out", path("plans/b"), "--set", "grids.source=" + path("plans/a/plan-1.gpkg"), "--set",
              "grids.layer=grids", "--set", "planning.change_at_most=10 % of households", "--json"});
  ASSERT_EQ(again.code, 0) << again.err;
  const json next = json::parse(again.out);
  EXPECT_EQ(next.at("reference").at("kind"), "today");
  EXPECT_EQ(next.at("reference").at("aims").at("change"), 0);
  for (const json& one : next.at("plans")) EXPECT_LE(one.at("aims").at("change").get<double>(), 0.1 * 2304 + 1);
  const Answer over = wangge({"plan", scenario(), "--out", path("plans/a"), "--set",
                              "grids.source=" + path("plans/a/plan-1.gpkg"), "--set", "grids.layer=grids"});
  EXPECT_EQ(over.code, 2);
  EXPECT_NE(over.err.find("plan-1.gpkg, which is read"), std::string::npos) << over.err;
}

TEST_F(Plan, SaysWhyAnAreaIsTooSmallForAGrid) {
  const Answer answer = plan({"--set", "planning.households=[5000, 6000]"});
  EXPECT_EQ(answer.code, 0) << "arithmetic excuses it";
  EXPECT_NE(answer.out.find("fewer than the 5000 of one grid"), std::string::npos) << answer.out;
}

TEST_F(Plan, MarksTheNearestPlanInvalidAndSaysWhy) {
  const Answer answer = plan({"--set", "planning.households=[500, 600]", "--set", "planning.count.community=5"});
  EXPECT_EQ(answer.code, 1);
  EXPECT_NE(answer.out.find("5 grids are asked for, which need 2500 to 3000 households; there are 1152"), std::string::npos)
      << answer.out;
  EXPECT_NE(answer.err.find("no plan is in order"), std::string::npos) << answer.err;
  EXPECT_FALSE(json::parse(read("plans/a/plans.json")).at("plans")[0].at("valid").get<bool>());
}

TEST_F(Plan, SpeaksChineseAndRefusesWhatItCannotDo) {
  const Answer chinese = plan({"--lang", "zh"});
  ASSERT_EQ(chinese.code, 0) << chinese.err;
  EXPECT_NE(chinese.out.find("工作量最大偏差"), std::string::npos) << chinese.out;
  const Answer today = plan({"--set", "planning.seeds=today"});
  EXPECT_EQ(today.code, 2);
  EXPECT_NE(today.err.find("needs today's grids"), std::string::npos) << today.err;
  const Answer area = plan({"--set", "planning.count.\"nowhere\"=3"});
  EXPECT_EQ(area.code, 2) << area.err;
}

/// Words of a command line of the documentation: quotes hold together, a comment ends it.
std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  bool quoted = false;
  bool open = false;
  for (const char c : line) {
    if (c == '#' && !quoted) break;
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ' ' && !quoted) {
      open = false;
    } else {
      if (!open) words.emplace_back();
      open = true;
      words.back() += c;
    }
  }
  return words;
}

TEST_F(Plan, DoesWhatThePagesSay) {
  for (const std::string page : {"docs/planning.md", "docs/zh/planning.md"}) {
    std::ifstream in(std::string(WANGGE_SOURCE) + "/" + page);
    CommandRules rules;
    rules.folder = folder_.string();
    std::size_t commands = 0;
    for (std::string line; std::getline(in, line);) {
      if (!line.starts_with("    wangge ")) continue;
      std::vector<std::string> words = words_of(line);
      words.erase(words.begin());
      const Answer answer = wangge(words, rules);
      EXPECT_EQ(answer.code, 0) << line << "\n" << answer.err;
      ++commands;
    }
    EXPECT_EQ(commands, 4U) << page;
  }
}

/// The shares of a place add up, and the histogram holds every plan.
void expect_whole(const json& aim, double plans) {
  double drawn = 0;
  for (const json& bin : aim.at("bins")) drawn += bin.get<double>();
  EXPECT_EQ(drawn, plans) << aim.at("key");
  for (const json& place : aim.at("plans"))
    EXPECT_NEAR(place.at("better").get<double>() + place.at("alike").get<double>() + place.at("worse").get<double>(), 1, 1e-5);
  const auto quantiles = aim.at("quantiles").get<std::vector<double>>();
  EXPECT_TRUE(std::is_sorted(quantiles.begin(), quantiles.end()));
  EXPECT_GE(quantiles.front(), aim.at("low").get<double>());
  EXPECT_LE(quantiles.back(), aim.at("high").get<double>());
}

/// A must-show: a plan that is worse than the run's in no aim, and better in four at least.
TEST_F(Plan, OfLiechtensteinIsNowhereWorseAndBetterInFourAims) {
  const std::string source = WANGGE_SOURCE;
  const Answer answer = wangge({"plan", source + "/scenarios/liechtenstein.toml", "--out", path("li"), "--quiet"});
  const json plans = json::parse(read("li/plans.json"))["plans"];
  EXPECT_TRUE(std::any_of(plans.begin(), plans.end(), [](const json& plan) {
    return plan["worse"].empty() && plan["better"].size() >= 4;
  })) << answer.err;
}

TEST_F(Plan, HoldsPlansAgainstPlansDrawnAtRandom) {
  const std::vector<std::string> wishes = {"--set", "ensemble.plans=400", "--set", "ensemble.burn_in=100"};
  const Answer answer = plan(wishes);
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("400 plans drawn at random (4 chains"), std::string::npos) << answer.out;
  EXPECT_NE(answer.out.find("better than"), std::string::npos);
  const json plans = json::parse(read("plans/a/plans.json"));
  const json& ensemble = plans.at("ensemble");
  EXPECT_EQ(ensemble.at("plans"), 400);
  EXPECT_EQ(ensemble.at("law"), "recom");
  EXPECT_EQ(ensemble.at("parents").size(), 2U);
  for (const json& aim : ensemble.at("aims")) {
    expect_whole(aim, 400);
    EXPECT_NEAR(aim.at("plans")[0].at("value").get<double>(),
                plans.at("plans")[0].at("aims").at(aim.at("key").get<std::string>()).get<double>(), 1e-9);
    if (aim.at("key") == "border") {
      EXPECT_LT(aim.at("r_hat").get<double>(), 1.1);
      EXPECT_GT(aim.at("effective").get<double>(), 50);
    }
    // Plans that are searched for even work beat nearly all that are not.
    if (aim.at("key") == "deviation_mean") {
      EXPECT_GT(aim.at("plans")[0].at("worse").get<double>(), 0.9);
    }
  }
  EXPECT_EQ(read("plans/a/ensemble.csv").substr(0, 25), "chain,plan,deviation_max,");
  EXPECT_EQ(read("plans/a/ensemble-zh.pdf").substr(0, 5), "%PDF-");
  EXPECT_EQ(read("plans/a/ensemble-en.pdf").substr(0, 5), "%PDF-");
  EXPECT_NE(read("plans/a/report.html").find("<section id=\"ensemble\">"), std::string::npos);
  const Answer chinese = plan({"--set", "ensemble.plans=40", "--set", "ensemble.law=reversible", "--lang", "zh"});
  ASSERT_EQ(chinese.code, 0) << chinese.err;
  EXPECT_NE(chinese.out.find("随机抽取 40 个方案"), std::string::npos) << chinese.out;
  EXPECT_EQ(json::parse(read("plans/a/plans.json")).at("ensemble").at("law"), "reversible");
}

TEST_F(Plan, DrawsTheSamePlansForAnyNumberOfThreads) {
  for (const char* threads : {"1", "2"}) {
    const std::string folder = path(std::string("plans/t") + threads);
    const Answer answer = wangge({"plan", scenario(), "--out", folder, "--threads", threads, "--quiet", "--set",
                                  "ensemble.plans=80", "--set", "planning.plans=1"});
    ASSERT_EQ(answer.code, 0) << answer.err;
  }
  for (const char* name : {"plans.json", "ensemble.csv", "report.html", "ensemble-zh.pdf"})
    EXPECT_EQ(read(std::string("plans/t1/") + name), read(std::string("plans/t2/") + name)) << name;
}

TEST_F(Plan, SaysNothingOfAnEnsembleThatNobodyAskedFor) {
  ASSERT_EQ(plan().code, 0);
  EXPECT_FALSE(json::parse(read("plans/a/plans.json")).contains("ensemble"));
  EXPECT_EQ(names_in("plans/a").find("ensemble"), std::string::npos);
  const Answer wrong = plan({"--set", "ensemble.law=metropolis"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("reversible"), std::string::npos) << wrong.err;
}

TEST_F(Plan, SaysHowManyDrawnPlansAreNeeded) {
  const Answer answer = plan({"--set", "ensemble.plans=20", "--set", "planning.plans=1"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("only 20 plans are drawn; 100 are needed at the least"), std::string::npos) << answer.out;
  EXPECT_EQ(answer.out.find("do not agree yet"), std::string::npos) << "said once";
  EXPECT_NE(answer.out.find("R-hat holds the chains against each other"), std::string::npos) << answer.out;
}

TEST_F(Plan, ARunSaysThatItDrawsNoEnsemble) {
  const std::vector<std::string> words = {"run",   scenario(),           "--out",  path("runs/e"),
                                          "--set", "ensemble.plans=400", "--lang", "en"};
  const Answer answer = wangge(words);
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("ensemble.not_in_run"), std::string::npos) << answer.out;
}

/// The drawing alone would take minutes.
TEST_F(Plan, LeavesNothingAfterCtrlCAmidTheDrawing) {
  CommandRules rules;
  std::chrono::steady_clock::time_point sent;
  rules.meanwhile = [&sent](pid_t process) {
    std::this_thread::sleep_for(std::chrono::seconds(4));
    ::kill(process, SIGINT);
    sent = std::chrono::steady_clock::now();
  };
  const Answer answer =
      plan({"--set", "planning.plans=1", "--set", "ensemble.plans=20", "--set", "ensemble.burn_in=10000000"}, rules);
  EXPECT_EQ(answer.code, 130) << answer.out;
  EXPECT_LT(std::chrono::steady_clock::now() - sent, std::chrono::seconds(30));
  EXPECT_EQ(names_in("plans"), "");
}

TEST_F(Plan, SaysThatTheTimeLimitEndedTheSearchAndWhyThereAreFewerPlans) {
  const Answer limited = plan({"--set", "planning.time_limit=1 s", "--set", "planning.effort=200000"});
  ASSERT_EQ(limited.code, 0) << limited.err;
  EXPECT_NE(limited.out.find("The time limit of 1 s ended the search early"), std::string::npos) << limited.out;
  EXPECT_NE(read("plans/a/report.html").find("The time limit of 1 s ended the search early"), std::string::npos);
  const Answer few = plan({"--set", "planning.households=[5000, 6000]", "--set", "planning.plans=5"});
  EXPECT_NE(few.out.find(" of the 5 plans asked for "), std::string::npos) << few.out;
  EXPECT_NE(few.out.find("why grids are excused (proven)"), std::string::npos) << few.out;
  EXPECT_EQ(few.out.find("not in order (not proven)"), std::string::npos) << few.out;
}

TEST_F(Plan, NamesItsInputsFromTheScenario) {
  ASSERT_EQ(plan({"--quiet"}).code, 0);
  const json plans = json::parse(read("plans/a/plans.json"));
  EXPECT_EQ(plans.at("scenario").at("file"), "town.toml");
  for (const json& input : plans.at("inputs")) EXPECT_NE(input.at("path").get<std::string>().front(), '/') << input;
}

TEST_F(Plan, LeavesNothingAfterCtrlC) {
  CommandRules rules;
  rules.meanwhile = [](pid_t process) {
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    ::kill(process, SIGINT);
  };
  const Answer answer = plan({"--set", "planning.effort=5000"}, rules);
  EXPECT_EQ(answer.code, 130) << answer.out;
  EXPECT_EQ(names_in("plans"), "");
}

}  // namespace
}  // namespace wangge::test
