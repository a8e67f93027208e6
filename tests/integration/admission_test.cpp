// What departments hand down to the grids, from the scenario file to the run folder.
#include "scenarios/schema/explain.h"
#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"
#include "tests/unit/evaluation/json_schema.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace wangge::test {
namespace {

using nlohmann::json;

const std::string ledger = R"(
[[request]]
kind = "ledger check"
title = { zh = "台账核查", en = "Ledger check" }
rate = "0 per resident per year"
handle = "constant 10 min"
)";
const std::string department = R"(
[[department]]
name = "civil affairs"
title = { zh = "民政", en = "Civil affairs" }
matters = [{ kind = "ledger check", rate = "1 per resident per year" }, { kind = "repair", rate = "1 per resident per year" }]
hands_down = ["ledger check"]
)";

class Admissions : public TownTest {
 protected:
  [[nodiscard]] Answer run(const std::string& out, const std::vector<std::string>& words = {}) const {
    std::vector<std::string> all = {"run", scenario(), "--out", path(out), "--lang", "en", "--set", "simulation.trace=all"};
    all.insert(all.end(), words.begin(), words.end());
    return wangge(all, {});
  }
  void say(const std::string& more) const { std::ofstream(path("town.toml"), std::ios::app) << more; }
  [[nodiscard]] json figures(const std::string& out) const { return json::parse(read(out + "/metrics.json"))["simulation"]; }
};

TEST_F(Admissions, AreToldInFiguresReportConsoleAndSchema) {
  say(ledger + department);
  const Answer answer = run("runs/a");
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("workers' time on departments' matters"), std::string::npos) << answer.out;
  EXPECT_EQ(read("runs/a/metrics.json").find("scenario.zero_rate"), std::string::npos) << "departments bring it";
  EXPECT_EQ(read("runs/a/metrics.json").find("scenario.unused_department"), std::string::npos);
  const json simulation = figures("runs/a");
  const json& all = simulation["admission"];
  EXPECT_GT(all["handed_down"], 10.0);
  EXPECT_GT(all["refused"], 10.0);
  EXPECT_GT(all["worker_share"]["value"], 0.0);
  EXPECT_NEAR(all["done"].get<double>() / all["handed_down"].get<double>(), all["done_share"]["value"].get<double>(), 0.05);
  ASSERT_EQ(all["by_department"].size(), 1U);
  const json& kinds = all["by_department"][0]["by_kind"];
  ASSERT_EQ(kinds.size(), 2U);
  EXPECT_EQ(kinds[0]["kind"], "ledger check");
  EXPECT_EQ(kinds[0]["admitted"], true);
  EXPECT_EQ(kinds[0]["refused"], 0.0);
  EXPECT_EQ(kinds[1]["admitted"], false);
  EXPECT_EQ(kinds[1]["handed_down"], 0.0);
  EXPECT_EQ(kinds[1]["worker_share"]["value"], 0.0);
  bool told = false;
  double requests = 0;
  for (const json& kind : simulation["by_kind"]) {
    requests += kind["requests"].get<double>();
    EXPECT_NE(kind["kind"], "repair (civil affairs)") << "is in no grid";
    if (kind["kind"] != "ledger check (civil affairs)") continue;
    told = true;
    EXPECT_EQ(kind["handed_down_by"], "civil affairs");
    EXPECT_EQ(kind["title"]["zh"], "台账核查（民政下派）");
    EXPECT_NEAR(kind["requests"].get<double>(), all["handed_down"].get<double>(), 0.01);
  }
  EXPECT_TRUE(told);
  EXPECT_NEAR(requests, simulation["requests"]["mean"].get<double>(), 0.01) << "what is refused is in no other figure";

  wangge::testing::JsonSchema schema(json::parse(read("runs/a/metrics.schema.json")));
  for (const std::string& fault : schema.faults(json::parse(read("runs/a/metrics.json")))) ADD_FAILURE() << fault;
  std::istringstream lines(read("runs/a/metrics.csv"));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    const std::string name = line.substr(0, line.find(','));
    if (name.starts_with('"')) continue;
    EXPECT_NO_THROW((void)scenarios::explain(name, core::Language::en)) << name;
  }
  const std::string report = read("runs/a/report.html");
  for (const char* words : {"事项准入", "Admission of matters", "Civil affairs", "民政"})
    EXPECT_NE(report.find(words), std::string::npos) << words;
  EXPECT_NE(read("runs/a/requests.csv").find(",refused\n"), std::string::npos);
  EXPECT_NE(read("runs/a/events.csv").find(",not_admitted,"), std::string::npos);
}

TEST_F(Admissions, ChangeNothingThatResidentsOrder) {
  ASSERT_EQ(run("runs/without").code, 0);
  say(ledger + department);
  const Answer none = run("runs/none", {"--set", "department.civil affairs.hands_down=[]"});
  ASSERT_EQ(none.code, 0) << none.err;
  const json without = figures("runs/without");
  json refused = figures("runs/none");
  EXPECT_EQ(refused["admission"]["handed_down"], 0.0);
  EXPECT_FALSE(refused["admission"].contains("done_share"));
  for (const char* key : {"requests", "responses", "utilisation", "finals", "by_grid", "within_target_share", "by_hour"})
    EXPECT_EQ(refused[key], without[key]) << key;
}

TEST_F(Admissions, AreTheSameForAnyNumberOfThreadsAndFromTheTraceAlone) {
  say(ledger + department);
  ASSERT_EQ(run("runs/a", {"--threads", "1", "--set", "simulation.warm_up=1 d"}).code, 0);
  ASSERT_EQ(run("runs/b", {"--threads", "3", "--set", "simulation.warm_up=1 d"}).code, 0);
  EXPECT_EQ(read("runs/a/metrics.json"), read("runs/b/metrics.json"));
  EXPECT_EQ(read("runs/a/events.trace"), read("runs/b/events.trace"));
  const Answer again = run("runs/c", {"--set", "simulation.warm_up=1 d", "--replay", path("runs/a/events.trace")});
  ASSERT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(read("runs/a/metrics.json"), read("runs/c/metrics.json"));
}

TEST_F(Admissions, AreNoRequestsOfAWarmUpWhereRefused) {
  say(ledger + department);
  ASSERT_EQ(run("runs/a", {"--set", "simulation.warm_up=1 d"}).code, 0);
  const json warm_up = figures("runs/a")["warm_up"];
  double ended = 0;
  for (const json& count : warm_up["finals"]) ended += count.get<double>();
  EXPECT_GT(ended, 1.0);
  EXPECT_NEAR(ended, warm_up["requests"].get<double>(), 0.01);
}

TEST_F(Admissions, AreWarnedOfWhereASurgeActsOnThemAlone) {
  const std::string surge = "[[surge]]\nname = \"storm\"\nfrom = \"0 d\"\nlasts = \"3 d\"\nfactor = 5\nkinds = ";
  say(ledger + department + surge + "[\"ledger check\"]\n");
  ASSERT_EQ(run("runs/a").code, 0);
  EXPECT_NE(read("runs/a/metrics.json").find("scenario.idle_surge"), std::string::npos);
  ASSERT_EQ(run("runs/b", {"--set", "surge.storm.kinds=[\"ledger check\", \"repair\"]"}).code, 0);
  EXPECT_EQ(read("runs/b/metrics.json").find("scenario.idle_surge"), std::string::npos);
}

TEST_F(Admissions, OfRateZeroAndKeysOfWhistlesThatNobodyBlowsAreWarnedOf) {
  const auto told = [&](const std::string& more) {
    write("town2.toml", read("town.toml") + ledger + more);
    const Answer answer = wangge({"check", path("town2.toml"), "--lang", "en"}, {});
    EXPECT_EQ(answer.code, 0) << answer.err;
    return answer.out;
  };
  EXPECT_EQ(told(department).find("warning scenario."), std::string::npos);
  const std::string idle = told(department + "reports = \"constant 1 h\"\nhours = [\"mon-fri 08:00-18:00\"]\n");
  EXPECT_NE(idle.find("warning scenario.unused_whistle_key x2"), std::string::npos) << idle;
  for (const char* key : {"reports", "hours"}) {
    EXPECT_NE(idle.find(std::string("department[0].") + key), std::string::npos) << idle;
    EXPECT_NE(idle.find(std::string("its `") + key + "` is never used"), std::string::npos) << idle;
  }
  const std::string zero = told(
      "[[department]]\nname = \"civil affairs\"\nmatters = [{ kind = \"ledger check\", rate = \"0 per resident per year\" }]\n"
      "hands_down = [\"ledger check\"]\n");
  EXPECT_NE(zero.find("warning scenario.zero_matter x1\n    department[0].matters[0].rate"), std::string::npos) << zero;
  EXPECT_NE(zero.find("it is never handed down"), std::string::npos) << zero;
  EXPECT_NE(zero.find("repair: raise the rate, or remove the matter"), std::string::npos) << zero;
}

TEST_F(Admissions, LeaveNoCountsInExports) {
  say(ledger + department);
  ASSERT_EQ(run("runs/a").code, 0);
  ASSERT_EQ(wangge({"export", path("runs/a"), "--as", "json", "--audience", "public", "--out", path("out")}, {}).code, 0);
  const json simulation = json::parse(read("out/metrics.json"))["simulation"];
  EXPECT_FALSE(simulation.contains("by_kind")) << "all requests less the other kinds tell those handed down";
  EXPECT_EQ(simulation.dump().find("ledger check"), std::string::npos);
  const json& told = simulation["admission"];
  for (const json& item : {told, told["by_department"][0]}) {
    for (const char* key : {"handed_down", "refused", "done", "by_kind"}) EXPECT_FALSE(item.contains(key)) << key;
    EXPECT_FALSE(item["done_share"].contains("ci95"));
  }
}

TEST_F(Admissions, LeaveKindsInExportsWhereNothingIsOnAList) {
  say(ledger + department);
  ASSERT_EQ(run("runs/a", {"--set", "department.civil affairs.hands_down=[]"}).code, 0);
  ASSERT_EQ(wangge({"export", path("runs/a"), "--as", "json", "--audience", "public", "--out", path("out")}, {}).code, 0);
  EXPECT_EQ(json::parse(read("out/metrics.json"))["simulation"]["by_kind"].size(), 2U);
}

TEST_F(Admissions, AreRefusedWhereTheyCannotBe) {
  const auto refused = [&](const std::string& words, const std::string& why) {
    write("bad.toml", read("town.toml") + ledger + "[[department]]\nname = \"civil affairs\"\n" + words);
    const Answer answer = wangge({"check", path("bad.toml"), "--lang", "en"}, {});
    EXPECT_EQ(answer.code, 2) << words;
    EXPECT_NE(answer.err.find(why), std::string::npos) << answer.err;
  };
  const std::string rate = ", rate = \"1 per resident per year\" }";
  refused("matters = [{ kind = \"ledgr check\"" + rate + "]\n", "did you mean \"ledger check\"");
  refused("matters = [{ kind = \"ledger check\" }]\n", "department[0].matters[0].rate");
  refused("matters = [{ kind = \"ledger check\", rate = \"-1 per resident per year\" }]\n", "department[0].matters[0].rate");
  refused("matters = [{ kind = \"ledger check\"" + rate + ", { kind = \"ledger check\"" + rate + "]\n", "comes twice");
  refused("matters = [{ kind = \"ledger check\"" + rate +
              "]\n[[request]]\nkind = \"ledger check (civil affairs)\"\nrate = \"1 per resident per year\"\nhandle = \"constant "
              "5 min\"\n",
          "is told as \"ledger check (civil affairs)\"");
  refused(
      "matters = [{ kind = \"ledger check\"" + rate + "]\n[log]\nsource = \"past.csv\"\nopened = \"opened\"\nkind = \"kind\"\n",
      "department[0].matters[0].kind: cannot go with [log]");
  refused("hands_down = [\"ledger check\"]\n", "department[0].hands_down");
  refused("matters = [{ kind = \"ledger check\"" + rate + "]\nhands_down = [\"repair\"]\n", "department[0].hands_down");
  refused("matters = [{ kind = \"ledger check\"" + rate + "]\nhands_down = [\"ledger check\", \"ledger check\"]\n",
          "comes twice");
  refused(
      "[[request]]\nkind = \"wall\"\nrate = \"1 per resident per year\"\nhandle = \"constant 5 min\"\n"
      "escalate = [{ level = \"city\", takes = \"constant 1 h\", settled = \"50 %\" }]\n"
      "whistle = { share = \"10 %\", departments = [\"civil affairs\"], within = \"1 h\", takes = \"constant 1 h\" }\n",
      "has no `reports`");
}

}  // namespace
}  // namespace wangge::test
