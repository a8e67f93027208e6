#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <signal.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace wangge::test {
namespace {

using nlohmann::json;

class AssumptionsOfARun : public TownTest {
 protected:
  AssumptionsOfARun() {
    write("guess.toml", R"(extends = "town.toml"
[[assumption]]
title = { zh = "接单", en = "time to accept" }
key = "dispatch.accept"
low = "exponential 1 min"
high = "exponential 10 min"
[[assumption]]
title = { zh = "上门即到", en = "gate as it is" }
key = "travel.gate"
low = "0 s"
high = "120 s"
[[assumption]]
name = "speed"
title = { zh = "电动自行车", en = "e-bike" }
key = "travel.ebike"
low = "6 km/h"
high = "18 km/h"
[[assumption]]
title = { zh = "户均人数", en = "hour of the roads" }
key = "coverage.hour"
low = 8
high = 12
source = "assumed"
)");
  }
  [[nodiscard]] Answer run(const std::string& out, std::vector<std::string> more = {}, const CommandRules& rules = {}) const {
    std::vector<std::string> words = {"run", path("guess.toml"), "--out", path(out), "--quiet", "--lang", "en"};
    words.insert(words.end(), more.begin(), more.end());
    return wangge(words, rules);
  }
  [[nodiscard]] json told(const std::string& out) const { return json::parse(read(out + "/assumptions.json")); }
  [[nodiscard]] static json of(const json& told, const std::string& key) {
    for (const json& one : told.at("assumptions")) {
      if (one.at("key") == key) return one;
    }
    return json::object();
  }
  static json findings_of(const Answer& answer, const std::string& rule) {
    json some = json::array();
    const json outcome = json::parse(answer.out);
    for (const json& finding : outcome.at("findings")) {
      if (finding.at("rule") == rule) some.push_back(finding);
    }
    return some;
  }
};

TEST_F(AssumptionsOfARun, LeaveTheRunAsItIsAndTellEveryEnd) {
  ASSERT_EQ(run("runs/plain").code, 0);
  const Answer answer = run("runs/a", {"--assumptions"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  for (const char* file : {"metrics.json", "metrics.csv", "manifest.json", "events.csv", "events.trace", "requests.csv",
                           "report.html", "LICENCE.txt", "maps/grids-A4.svg"})
    EXPECT_EQ(read(std::string("runs/a/") + file), read(std::string("runs/plain/") + file)) << file;
  EXPECT_EQ(names_in("runs/plain").find("assumptions"), std::string::npos);
  for (const char* file : {"assumptions.json", "assumptions.svg", "assumptions-zh.svg"})
    EXPECT_NE(names_in("runs/a").find(file), std::string::npos) << file;

  const json all = told("runs/a");
  const json share = json::parse(read("runs/a/metrics.json")).at("simulation").at("within_shift").at("within_target_share");
  EXPECT_EQ(all.at("base").at("value"), share.at("value")) << "the base is the run";
  EXPECT_EQ(all.at("base").at("ci95"), share.at("ci95"));
  EXPECT_EQ(all.at("base").at("own_run"), false);
  EXPECT_EQ(all.at("unit"), "0..1");
  EXPECT_EQ(all.at("replications"), 2);
  ASSERT_EQ(all.at("assumptions").size(), 4U);
  double before = 1;
  for (const json& one : all.at("assumptions")) {
    EXPECT_LE(one.at("swing").get<double>(), before);
    before = one.at("swing").get<double>();
  }
  const json same = of(all, "travel.gate").at("low");
  EXPECT_EQ(same.at("value"), share.at("value")) << "0 s is the default";
  EXPECT_EQ(same.at("difference"), (json{{"value", 0.0}, {"ci95", {0.0, 0.0}}, {"told_apart", false}}));
  EXPECT_LT(of(all, "dispatch.accept").at("high").at("value"), share.at("value"));
  EXPECT_LT(of(all, "travel.ebike").at("low").at("difference").at("value"), 0.0);
  EXPECT_EQ(of(all, "coverage.hour").at("source"), "assumed");
  EXPECT_EQ(of(all, "coverage.hour").at("low").at("difference").at("value"), 0.0) << "built anew, and the same town";
  EXPECT_NE(read("runs/a/assumptions-zh.svg").find("电动自行车"), std::string::npos);
}

/// What --set does with the plan of the base held from its file.
TEST_F(AssumptionsOfARun, AreWhatTheKeySetByHandGivesUnderTheSamePlan) {
  ASSERT_EQ(run("runs/a", {"--assumptions"}).code, 0);
  const json all = told("runs/a");
  const std::vector<std::pair<std::string, std::string>> settings{{"dispatch.accept", "exponential 10 min"},
                                                                  {"travel.ebike", "18 km/h"}};
  for (const auto& [key, value] : settings) {
    ASSERT_EQ(run("runs/set", {"--plan", path("runs/a/plan.gpkg"), "--set", key + "=" + value}).code, 0);
    const json share = json::parse(read("runs/set/metrics.json")).at("simulation").at("within_shift").at("within_target_share");
    EXPECT_EQ(of(all, key).at("high").at("value"), share.at("value")) << key;
    EXPECT_EQ(of(all, key).at("high").at("ci95"), share.at("ci95")) << key;
  }
}

TEST_F(AssumptionsOfARun, HaveABaseOfTheirOwnWhereTheFileSaysSo) {
  const Answer answer = run("runs/a", {"--assumptions", "--set", "sensitivity.replications=3", "--set", "sensitivity.horizon=2 d",
                                       "--set", "sensitivity.figure=simulation.response_minutes"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const json all = told("runs/a");
  EXPECT_EQ(all.at("base").at("own_run"), true);
  EXPECT_EQ(all.at("base").at("samples").size(), 3U);
  EXPECT_EQ(all.at("horizon_days"), 2);
  EXPECT_EQ(all.at("unit"), "min");
  ASSERT_EQ(run("runs/b", {"--set", "simulation.replications=3", "--set", "simulation.horizon=2 d"}).code, 0);
  EXPECT_EQ(all.at("base").at("value"),
            json::parse(read("runs/b/metrics.json")).at("simulation").at("response_minutes").at("mean"));
  EXPECT_EQ(json::parse(read("runs/a/metrics.json")).at("simulation").at("replications"), 2) << "the run itself stays";
}

TEST_F(AssumptionsOfARun, GiveTheSameBytesForAnyNumberOfThreads) {
  ASSERT_EQ(run("runs/t1", {"--assumptions", "--threads", "1"}).code, 0);
  ASSERT_EQ(run("runs/t3", {"--assumptions", "--threads", "3"}).code, 0);
  for (const char* file : {"assumptions.json", "assumptions.svg", "assumptions-zh.svg"})
    EXPECT_EQ(read(std::string("runs/t1/") + file), read(std::string("runs/t3/") + file)) << file;
}

TEST_F(AssumptionsOfARun, StandWithoutAValueWhereAnEndHasNoFigure) {
  write("guess.toml", read("guess.toml") + R"([[assumption]]
title = { zh = "事项", en = "matters raised" }
key = "request.repair.rate"
low = "0 per resident per year"
high = "4 per resident per year"
)");
  const Answer answer = run("runs/a", {"--assumptions", "--json"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const json all = told("runs/a");
  ASSERT_EQ(all.at("assumptions").size(), 5U);
  const json& last = all.at("assumptions").back();
  EXPECT_EQ(last.at("key"), "request.repair.rate") << "without a swing it comes last";
  EXPECT_FALSE(last.contains("swing"));
  EXPECT_EQ(last.at("low"), (json{{"setting", "0 per resident per year"}}));
  EXPECT_TRUE(last.at("high").contains("value"));
  EXPECT_NE(read("runs/a/assumptions.svg").find("no figure – "), std::string::npos);
  EXPECT_NE(read("runs/a/assumptions-zh.svg").find("无此数 – "), std::string::npos);
  const json warnings = findings_of(answer, "assumption.no_figure");
  ASSERT_EQ(warnings.size(), 1U) << answer.out;
  EXPECT_EQ(warnings[0].at("value"), "0 per resident per year");
  EXPECT_NE(
      warnings[0].at("message").at("en").get<std::string>().find("guess.toml:26:7: assumption[4].key: with the assumption "
                                                                 "\"matters raised\" at 0 per resident per year there is no "
                                                                 "simulation.within_shift.within_target_share"),
      std::string::npos)
      << warnings;
  const Answer shown = wangge({"run", path("guess.toml"), "--out", path("runs/b"), "--assumptions", "--lang", "zh"});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_NE(shown.out.find("无此数"), std::string::npos) << shown.out;
}

TEST_F(AssumptionsOfARun, LeaveTheRunWholeWhereTheBaseHasNoFigure) {
  ASSERT_EQ(run("runs/plain").code, 0);
  const std::vector<std::string> figure{"--assumptions", "--json", "--set", "sensitivity.figure=simulation.assisted_share"};
  const Answer answer = run("runs/a", figure);
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(read("runs/a/metrics.json"), read("runs/plain/metrics.json"));
  const json all = told("runs/a");
  EXPECT_FALSE(all.at("base").contains("value"));
  EXPECT_EQ(all.at("figure"), "simulation.assisted_share");
  EXPECT_TRUE(all.at("assumptions").empty());
  EXPECT_EQ(names_in("runs/a").find("assumptions.svg"), std::string::npos) << "there is nothing to draw";
  EXPECT_EQ(findings_of(answer, "assumption.no_base_figure").size(), 1U) << answer.out;
  const Answer shown = wangge({"run", path("guess.toml"), "--out", path("runs/b"), "--assumptions", "--lang", "en", "--set",
                               "sensitivity.figure=simulation.assisted_share"});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_NE(shown.out.find("the base has no figure"), std::string::npos) << shown.out;
  EXPECT_NE(shown.out.find("has no simulation.assisted_share"), std::string::npos) << shown.out;
}

TEST_F(AssumptionsOfARun, AreToldApartWhereALogLeavesThemUnused) {
  write("log.csv", "opened,kind,lon,lat\n2026-11-23 08:15,repair,9.5010,47.1010\n2026-11-24 09:00,repair,9.5020,47.1020\n");
  const std::string rate = R"([[assumption]]
title = { zh = "事项", en = "matters raised" }
key = "request.repair.rate"
low = "1 per resident per year"
high = "4 per resident per year"
)";
  write("guess.toml", read("guess.toml") + rate);
  const std::string log = "[log]\nsource = \"log.csv\"\nreference = \"EPSG:4326\"\n";
  write("past.toml", "extends = \"guess.toml\"\n" + log);
  const auto replay = [&](const std::string& file, std::vector<std::string> more) {
    std::vector<std::string> words = {"run", path(file), "--out", path("runs/a"), "--set", "simulation.start=2026-11-23"};
    words.insert(words.end(), more.begin(), more.end());
    return wangge(words);
  };
  const Answer answer = replay("past.toml", {"--assumptions", "--json"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const json all = told("runs/a");
  EXPECT_EQ(all.at("assumptions").size(), 4U);
  EXPECT_TRUE(of(all, "request.repair.rate").empty());
  ASSERT_EQ(all.at("unused_beside_log").size(), 1U);
  EXPECT_EQ(all.at("unused_beside_log")[0].at("key"), "request.repair.rate");
  EXPECT_EQ(all.at("unused_beside_log")[0].at("low").at("setting"), "1 per resident per year");
  EXPECT_EQ(read("runs/a/assumptions.svg").find("matters raised"), std::string::npos);
  const json warnings = findings_of(answer, "assumption.unused_beside_log");
  ASSERT_EQ(warnings.size(), 1U) << answer.out;
  EXPECT_EQ(warnings[0].at("severity"), "warning");
  EXPECT_NE(
      warnings[0].at("message").at("en").get<std::string>().find("guess.toml:26:7: assumption[4].key: the [log] is replayed"),
      std::string::npos)
      << warnings;
  const Answer shown = replay("past.toml", {"--assumptions", "--lang", "en"});
  EXPECT_NE(shown.out.find("matters raised: not used beside a log"), std::string::npos) << shown.out;
  EXPECT_EQ(findings_of(replay("past.toml", {"--json"}), "assumption.unused_beside_log").size(), 0U) << "nothing was varied";
  EXPECT_EQ(findings_of(replay("guess.toml", {"--assumptions", "--json"}), "assumption.unused_beside_log").size(), 0U);
  // Nothing else is assumed: nothing is simulated, and the run is whole.
  write("only.toml", "extends = \"town.toml\"\n" + log + rate);
  ASSERT_EQ(replay("only.toml", {"--assumptions", "--json"}).code, 0);
  EXPECT_TRUE(told("runs/a").at("assumptions").empty());
  EXPECT_EQ(names_in("runs/a").find("assumptions.svg"), std::string::npos);
}

TEST_F(AssumptionsOfARun, TellWhatIsWrongBeforeAnythingIsWritten) {
  EXPECT_EQ(wangge({"run", scenario(), "--assumptions", "--out", path("runs/a")}).code, 2) << "it has none";
  const Answer both = run("runs/a", {"--assumptions", "--variants"});
  EXPECT_EQ(both.code, 2);
  EXPECT_NE(both.err.find("--variants does not go with --assumptions"), std::string::npos) << both.err;
  EXPECT_EQ(run("runs/a", {"--assumptions", "--replay", path("x.trace")}).code, 2);
  const Answer none = run("runs/a", {"--assumptions", "--set", "sensitivity.figure=simulation.no_such_share"});
  EXPECT_EQ(none.code, 2);
  EXPECT_NE(none.err.find("there is no figure \"simulation.no_such_share\""), std::string::npos) << none.err;
  write("guess.toml", read("guess.toml") + "[[assumption]]\ntitle = \"x\"\nkey = \"dispatch.acept\"\nlow = 1\nhigh = 2\n");
  const Answer check = wangge({"check", path("guess.toml"), "--lang", "en"});
  EXPECT_EQ(check.code, 2);
  EXPECT_NE(check.err.find("there is no key \"dispatch.acept\""), std::string::npos) << check.err;
  EXPECT_EQ(names_in("runs"), "");
}

TEST_F(AssumptionsOfARun, InterruptedLeaveNothing) {
  CommandRules rules;
  rules.meanwhile = [&](pid_t process) {
    // The maps are drawn just before: from then on the assumptions are under way.
    const auto drawn = [&] {
      const std::string folder = names_in("runs");
      return !folder.empty() && names_in("runs/" + folder + "/maps") == "grids-A4.svg";
    };
    for (int i = 0; i < 4000 && !drawn(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    EXPECT_TRUE(drawn());
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    ::kill(process, SIGINT);
  };
  EXPECT_EQ(run("runs/a", {"--assumptions", "--set", "sensitivity.replications=20000"}, rules).code, 130);
  EXPECT_EQ(names_in("runs"), "");
}

}  // namespace
}  // namespace wangge::test
