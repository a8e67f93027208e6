#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <vector>

/// Proposals held against the grids of today.
namespace wangge::test {
namespace {

using nlohmann::json;

/// Two communities of 1,152 households, three grids of today in each.
class PlanOfToday : public TownTest {
 protected:
  PlanOfToday() {
    EXPECT_EQ(wangge({"run", scenario(), "--out", path("runs/today"), "--quiet"}).code, 0);
    write("today.toml", read("town.toml") + "[grids]\nsource = \"runs/today/plan.gpkg\"\nlayer = \"grids\"\n");
  }
  [[nodiscard]] Answer plan_today(const std::vector<std::string>& more) const {
    std::vector<std::string> words = {"plan", path("today.toml"), "--out", path("plans/a")};
    words.insert(words.end(), more.begin(), more.end());
    return wangge(words);
  }
};

TEST_F(PlanOfToday, CountsExcusesAlikeInTableJsonHeadingAndExitCode) {
  for (const std::string& count : {std::string("planning.count.community=9"), std::string("planning.count.community=1")}) {
    const Answer answer = plan_today({"--set", count});
    EXPECT_EQ(answer.code, 1) << answer.out;
    const json plans = json::parse(read("plans/a/plans.json")).at("plans");
    for (const json& plan : plans) {
      EXPECT_FALSE(plan.at("valid").get<bool>());
      std::size_t excused = 0;
      for (const json& violation : plan.at("violations")) {
        excused += violation.at("excused").get<bool>() ? 1U : 0U;
        EXPECT_EQ(violation.at("reason").at("en").get<std::string>().find("would fit the parent's"), std::string::npos)
            << violation.dump();
      }
      EXPECT_EQ(plan.at("excused"), excused);
      EXPECT_EQ(plan.at("invalid").get<std::size_t>(), excused + plan.at("unexcused").get<std::size_t>());
      EXPECT_EQ(excused, 0U) << "a number that cannot be met is no excuse";
    }
    EXPECT_EQ(answer.out.find("why grids are excused"), std::string::npos) << answer.out;
    EXPECT_NE(answer.out.find("why grids are not in order, nor excused (proven that none can be):\nplan"), std::string::npos)
        << answer.out;
    EXPECT_NE(answer.err.find("neither in order nor excused"), std::string::npos) << answer.err;
    EXPECT_NE(read("plans/a/report.html").find("not in order, not excused (proven that none can be)"), std::string::npos);
  }
}

TEST_F(PlanOfToday, SaysThatTheLimitOfChangeIsNotMet) {
  // Grids of 288 and 864 households in each community: to be in range some must change.
  const auto at = [](double x, double y) { return fmt::format("[{:.8f},{:.8f}]", 9.5 + x / 75900, 47.1 + y / 111200); };
  std::string features;
  const std::vector<double> borders = {0, 200, 800, 1000, 1600};
  for (std::size_t i = 0; i < 4; ++i) {
    const double west = borders[i];
    const double east = borders[i + 1];
    features += fmt::format(
        R"({}{{"type":"Feature","properties":{{"code":"110{}00{}","name":"Grid {}"}},"geometry":{{"type":"Polygon","coordinates":[[{},{},{},{},{}]]}}}})",
        i == 0 ? "" : ",\n", 1 + i / 2, 1 + i % 2, i + 1, at(west, 0), at(east, 0), at(east, 800), at(west, 800), at(west, 0));
  }
  write("grids.geojson", "{\"type\":\"FeatureCollection\",\"features\":[" + features + "]}");
  write("today.toml", read("town.toml") + "[grids]\nsource = \"grids.geojson\"\n");
  const Answer answer = plan_today({"--set", "planning.households=[450, 700]", "--set", "planning.change_at_most=5 households"});
  EXPECT_EQ(answer.code, 1) << answer.out;
  EXPECT_NE(
      answer.err.find("no plan is in order; the nearest, plan 1: the limit of change (planning.change_at_most) is not met in "),
      std::string::npos)
      << answer.err;
  EXPECT_EQ(answer.err.find("neither in order"), std::string::npos) << answer.err;
  EXPECT_NE(answer.out.find("; marked invalid: the limit of change"), std::string::npos) << answer.out;
  EXPECT_NE(answer.out.find("what was asked for and is not met:\nplan"), std::string::npos) << answer.out;
  EXPECT_NE(answer.out.find("the limit is 5 (planning.change_at_most)"), std::string::npos) << answer.out;
  const Answer wrong = plan_today({"--set", "planning.change_at_most=some households"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("no whole number of households"), std::string::npos) << wrong.err;
}

TEST_F(PlanOfToday, ExplainsTheRankingAndMapsTodaysGrids) {
  const Answer answer = plan_today({});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("Ranked: plans with all grids in order"), std::string::npos) << answer.out;
  EXPECT_NE(answer.out.find("\nin order "), std::string::npos) << answer.out;
  const std::string report = read("plans/a/report.html");
  EXPECT_NE(report.find("Ranked: plans with all grids in order"), std::string::npos);
  EXPECT_NE(report.find("Map: Today"), std::string::npos) << "today's grids are the first map";
  const Answer score = wangge({"explain", "score"});
  EXPECT_EQ(score.code, 0) << score.err;
  EXPECT_NE(score.out.find("plans.score (plans.json)"), std::string::npos) << score.out;
  const Answer nothing = plan_today(
      {"--set", "planning.aims={ work = 0, compact = 0, barriers = 0, travel = 0, compounds = 0, change = 0, spread = 0 }"});
  EXPECT_NE(nothing.out.find("warning planning.no_aims"), std::string::npos) << nothing.out << nothing.err;
}

TEST_F(PlanOfToday, NamesThePlaceOfWhatItRefuses) {
  write("locked.toml", [&] {
    std::string text = read("today.toml");
    text.insert(text.find("[planning]") + 11, "locked = [\"999\"]\n");
    return text;
  }());
  const Answer locked = wangge({"plan", path("locked.toml"), "--out", path("plans/l")});
  EXPECT_EQ(locked.code, 2);
  EXPECT_NE(locked.err.find("locked.toml:"), std::string::npos) << locked.err;
  EXPECT_NE(locked.err.find("planning.locked: there is no grid 999 today"), std::string::npos) << locked.err;
  // `check` says the same before anything is searched.
  const Answer checked = wangge({"check", path("locked.toml")});
  EXPECT_EQ(checked.code, 2);
  EXPECT_NE(checked.err.find("planning.locked: there is no grid 999 today"), std::string::npos) << checked.err;
  const Answer level = plan_today({"--set", "planning.count.village=3"});
  EXPECT_EQ(level.code, 2);
  EXPECT_NE(level.err.find("planning.count.village"), std::string::npos) << level.err;
  const Answer layer = plan_today({"--set", "grids.layer=girds"});
  EXPECT_NE(layer.err.find("--set grids.layer=girds"), std::string::npos) << "the layer is blamed, not the source: " << layer.err;
}

}  // namespace
}  // namespace wangge::test
