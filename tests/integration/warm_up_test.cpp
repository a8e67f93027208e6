// A start that is simulated and not counted, from the scenario file to the run folder.
#include "scenarios/schema/explain.h"
#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"
#include "tests/unit/evaluation/json_schema.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>
#include <string>
#include <vector>

namespace wangge::test {
namespace {

using nlohmann::json;

class WarmUps : public TownTest {
 protected:
  [[nodiscard]] Answer run(const std::string& out, const std::vector<std::string>& words = {}) const {
    std::vector<std::string> all = {"run", scenario(), "--out", path(out), "--lang", "en", "--set", "simulation.trace=all"};
    all.insert(all.end(), words.begin(), words.end());
    return wangge(all, {});
  }
  [[nodiscard]] json figures(const std::string& out) const { return json::parse(read(out + "/metrics.json"))["simulation"]; }
};

TEST_F(WarmUps, AreLeftOutOfFiguresAndToldInAllOutputs) {
  ASSERT_EQ(run("runs/all").code, 0);
  const Answer answer = run("runs/a", {"--set", "simulation.warm_up=1 d"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("warm-up (days, not counted)"), std::string::npos) << answer.out;
  const json all = figures("runs/all");
  const json counted = figures("runs/a");
  EXPECT_FALSE(all.contains("warm_up"));
  const json& warm_up = counted["warm_up"];
  EXPECT_EQ(warm_up["days"], 1.0);
  EXPECT_EQ(warm_up["found"], "given");
  EXPECT_FALSE(warm_up.contains("settled"));
  const auto mean = [](const json& simulation) { return simulation["requests"]["mean"].get<double>(); };
  EXPECT_NEAR(mean(counted) + warm_up["requests"].get<double>(), mean(all), 0.01);
  EXPECT_GT(warm_up["requests"], 1.0);
  EXPECT_NEAR(counted["requests_per_day"].get<double>() * 2, mean(counted), 0.01) << "of the two days that count";
  for (const char* end : {"open", "resolved", "unreachable"})
    EXPECT_NEAR(counted["finals"][end].get<double>() + warm_up["finals"][end].get<double>(), all["finals"][end].get<double>(),
                0.01)
        << end;
  EXPECT_EQ(counted["backlog"], all["backlog"]) << "what is open at the end, whenever it was ordered";
  EXPECT_EQ(read("runs/a/events.csv"), read("runs/all/events.csv")) << "nothing else happens";
  EXPECT_EQ(json::parse(read("runs/a/manifest.json"))["warm_up"]["days"], 1.0);
  EXPECT_FALSE(json::parse(read("runs/all/manifest.json")).contains("warm_up"));
  const std::string report = read("runs/a/report.html");
  for (const char* words : {"为预热段（由场景给定）", "are a warm-up (given by the scenario)"})
    EXPECT_NE(report.find(words), std::string::npos) << words;
  std::istringstream requests(read("runs/a/requests.csv"));
  std::string line;
  std::getline(requests, line);
  EXPECT_TRUE(line.ends_with(",final,counted")) << line;
  std::getline(requests, line);
  EXPECT_TRUE(line.ends_with(",0")) << line;
  EXPECT_EQ(read("runs/all/requests.csv").find("counted"), std::string::npos);

  wangge::testing::JsonSchema schema(json::parse(read("runs/a/metrics.schema.json")));
  for (const std::string& fault : schema.faults(json::parse(read("runs/a/metrics.json")))) ADD_FAILURE() << fault;
  std::istringstream lines(read("runs/a/metrics.csv"));
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    const std::string name = line.substr(0, line.find(','));
    if (name.starts_with('"')) continue;
    EXPECT_NO_THROW((void)scenarios::explain(name, core::Language::en)) << name;
  }
  const Answer compared = wangge({"compare", path("runs/all"), path("runs/a"), "--lang", "en"}, {});
  EXPECT_NE((compared.out + compared.err).find("simulation.warm_up.days differs (0 and 1)"), std::string::npos)
      << compared.out << compared.err;
}

TEST_F(WarmUps, AreTheSameForAnyNumberOfThreadsAndFromTheTraceAlone) {
  for (const char* span : {"1 d", "auto"}) {
    const std::string set = std::string("simulation.warm_up=") + span;
    const std::string name = span == std::string("auto") ? "auto" : "day";
    ASSERT_EQ(run("runs/a" + name, {"--threads", "1", "--set", set}).code, 0);
    ASSERT_EQ(run("runs/b" + name, {"--threads", "3", "--set", set}).code, 0);
    EXPECT_EQ(read("runs/a" + name + "/metrics.json"), read("runs/b" + name + "/metrics.json"));
    EXPECT_EQ(read("runs/a" + name + "/events.trace"), read("runs/b" + name + "/events.trace"));
    const Answer again = run("runs/c" + name, {"--set", set, "--replay", path("runs/a" + name + "/events.trace")});
    ASSERT_EQ(again.code, 0) << again.err;
    EXPECT_EQ(read("runs/a" + name + "/metrics.json"), read("runs/c" + name + "/metrics.json"));
  }
  EXPECT_EQ(figures("runs/aauto")["warm_up"]["found"], "MSER-5");
  ASSERT_EQ(
      run("runs/none", {"--set", "simulation.warm_up=auto", "--set", "request.repair.rate=0.001 per resident per year"}).code, 0);
  EXPECT_EQ(figures("runs/none")["warm_up"]["days"], 0.0);
  EXPECT_NE(read("runs/none/requests.csv").find(",final,counted\n"), std::string::npos) << "a warm-up was asked for";
}

TEST_F(WarmUps, AreRefusedWhereNothingWouldBeCounted) {
  const auto refused = [&](const std::string& span, const std::string& why) {
    const Answer answer = run("runs/bad", {"--set", "simulation.warm_up=" + span});
    EXPECT_EQ(answer.code, 2) << span;
    EXPECT_NE(answer.err.find("simulation.warm_up: "), std::string::npos) << answer.err;
    EXPECT_NE(answer.err.find(why), std::string::npos) << answer.err;
  };
  refused("3 d", "is as long as the 3 days that are simulated");
  refused("4 d", "or longer: nothing would be counted");
  refused("-1 d", "must not be negative");
  refused("soon", "expected a duration or \"auto\"");
}

}  // namespace
}  // namespace wangge::test
