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
    return {};
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

TEST_F(AssumptionsOfARun, TellWhatIsWrongBeforeAnythingIsWritten) {
  EXPECT_EQ(wangge({"run", scenario(), "--assumptions", "--out", path("runs/a")}).code, 2) << "it has none";
  const Answer both = run("runs/a", {"--assumptions", "--variants"});
  EXPECT_EQ(both.code, 2);
  EXPECT_NE(both.err.find("--variants does not go with --assumptions"), std::string::npos) << both.err;
  EXPECT_EQ(run("runs/a", {"--assumptions", "--replay", path("x.trace")}).code, 2);
  const Answer none = run("runs/a", {"--assumptions", "--set", "sensitivity.figure=simulation.assisted_share"});
  EXPECT_EQ(none.code, 2);
  EXPECT_NE(none.err.find("this run has no simulation.assisted_share"), std::string::npos) << none.err;
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
