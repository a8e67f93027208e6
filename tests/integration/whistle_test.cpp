// Departments that are whistled for, from the scenario file to the run folder.
#include "scenarios/schema/explain.h"
#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"
#include "tests/unit/evaluation/json_schema.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace wangge::test {
namespace {

using nlohmann::json;

const std::string departments = R"(
[[department]]
name = "housing"
title = { zh = "住建", en = "Housing" }
reports = "exponential 4 h"
hours = ["daily 08:00-18:00"]
[[department]]
name = "fire brigade"
reports = "exponential 30 min"
)";
const std::string wall = R"(
[[request]]
kind = "unsafe wall"
rate = "4 per resident per year"
handle = "constant 5 min"
whistle = { share = "80 %", departments = ["housing", "fire brigade"], within = "6 h", grace = "2 h", takes = "exponential 2 h" }
escalate = [{ level = "community", takes = "exponential 3 h", settled = "60 %" }, { level = "city", takes = "exponential 3 h", settled = "50 %" }]
)";

class Whistles : public TownTest {
 protected:
  [[nodiscard]] Answer run(const std::string& out, const std::vector<std::string>& words = {}) const {
    std::vector<std::string> all = {"run", scenario(), "--out", path(out), "--lang", "en"};
    all.insert(all.end(), words.begin(), words.end());
    return wangge(all, {});
  }
  void say(const std::string& more) const { std::ofstream(path("town.toml"), std::ios::app) << more; }
  [[nodiscard]] json figures(const std::string& out) const { return json::parse(read(out + "/metrics.json"))["simulation"]; }
};

TEST_F(Whistles, AreToldInFiguresReportConsoleAndSchema) {
  say(departments + wall);
  const Answer answer = run("runs/a");
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("whistles reported in time"), std::string::npos) << answer.out;
  const json all = figures("runs/a")["whistles"];
  EXPECT_NEAR(all["calls"].get<double>(), 2 * all["blown"]["value"].get<double>(), 0.01) << "two departments each";
  ASSERT_EQ(all["by_department"].size(), 2U);
  ASSERT_EQ(all["by_kind"].size(), 1U) << "repair whistles for nobody";
  EXPECT_EQ(all["by_department"][0]["title"]["zh"], "住建");
  for (const json& item : {all, all["by_department"][0], all["by_department"][1], all["by_kind"][0]}) {
    EXPECT_GT(item["decided"], 20.0);
    EXPECT_NEAR(item["in_time_share"]["value"].get<double>() + item["late_share"]["value"].get<double>() +
                    item["missed_share"]["value"].get<double>(),
                1, 1e-5);
    EXPECT_TRUE(item["in_time_share"].contains("ci95"));
  }
  // Within 6 h exponentially 30 min: 1 - exp(-12); housing 1 - exp(-1.5) at best, less what is blown at the end of its day.
  EXPECT_GT(all["by_department"][1]["in_time_share"]["value"], 0.99);
  EXPECT_LT(all["by_department"][0]["in_time_share"]["value"], 0.90);
  EXPECT_NEAR(all["by_department"][1]["report_minutes"]["value"].get<double>(), 30, 6);
  EXPECT_GT(figures("runs/a")["escalated"][0]["requests"], 1.0) << "what was missed";

  wangge::testing::JsonSchema schema(json::parse(read("runs/a/metrics.schema.json")));
  for (const std::string& fault : schema.faults(json::parse(read("runs/a/metrics.json")))) ADD_FAILURE() << fault;
  std::istringstream lines(read("runs/a/metrics.csv"));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    const bool quoted = line.starts_with('"');
    const std::string name = quoted ? line.substr(1, line.find('"', 1) - 1) : line.substr(0, line.find(','));
    EXPECT_NO_THROW((void)scenarios::explain(name, core::Language::en)) << name;
  }
  const std::string events = read("runs/a/events.csv");
  for (const char* words : {",whistled,", ",,,,,housing\n", ",,,,,fire brigade\n"})
    EXPECT_NE(events.find(words), std::string::npos) << words;
  const std::string page = read("runs/a/report.html");
  for (const char* words : {"吹哨报到", "Whistles", "Housing", "住建", "Whistle to report"})
    EXPECT_NE(page.find(words), std::string::npos) << words;
}

TEST_F(Whistles, AreTheSameForAnyNumberOfThreadsAndFromTheTraceAlone) {
  say(departments + wall);
  ASSERT_EQ(run("runs/a", {"--threads", "1", "--set", "simulation.trace=all"}).code, 0);
  ASSERT_EQ(run("runs/b", {"--threads", "3", "--set", "simulation.trace=all"}).code, 0);
  EXPECT_EQ(read("runs/a/events.trace"), read("runs/b/events.trace"));
  EXPECT_EQ(read("runs/a/metrics.json"), read("runs/b/metrics.json"));
  const Answer again = run("runs/c", {"--set", "simulation.trace=all", "--replay", path("runs/a/events.trace")});
  ASSERT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(read("runs/a/metrics.json"), read("runs/c/metrics.json"));
}

TEST_F(Whistles, OfMattersHandedDownHaveTitles) {
  say(departments + wall +
      "[[department]]\nname = \"civil affairs\"\ntitle = { zh = \"民政\", en = \"Civil affairs\" }\n"
      "matters = [{ kind = \"unsafe wall\", rate = \"2 per resident per year\" }]\nhands_down = [\"unsafe wall\"]\n");
  ASSERT_EQ(run("runs/a").code, 0);
  const json kinds = figures("runs/a")["whistles"]["by_kind"];
  ASSERT_EQ(kinds.size(), 2U);
  EXPECT_EQ(kinds[1]["kind"], "unsafe wall (civil affairs)");
  EXPECT_TRUE(kinds[1]["title"]["zh"].get<std::string>().ends_with("（民政下派）")) << kinds[1].dump();
}

TEST_F(Whistles, LeaveNoCountsInExports) {
  say(departments + wall);
  ASSERT_EQ(run("runs/a").code, 0);
  const Answer answer = wangge({"export", path("runs/a"), "--as", "json", "--audience", "public", "--out", path("out")}, {});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const json all = json::parse(read("out/metrics.json"))["simulation"]["whistles"];
  for (const json& item : {all, all["by_department"][0], all["by_kind"][0]}) {
    EXPECT_FALSE(item.contains("calls") || item.contains("decided") || item.contains("blown")) << item.dump();
    EXPECT_FALSE(item.contains("matters")) << item.dump();
    EXPECT_FALSE(item["in_time_share"].contains("samples"));
    EXPECT_FALSE(item["in_time_share"].contains("ci95")) << "Wilson's ends tell of how many";
    EXPECT_EQ(item["report_minutes"].size(), 1U) << item.dump();
    const double minutes = item["report_minutes"]["value"].get<double>();
    EXPECT_DOUBLE_EQ(minutes, std::round(minutes));
    const double percents = item["in_time_share"]["value"].get<double>() * 100;
    EXPECT_NEAR(percents, std::round(percents), 1e-6);
  }
}

TEST_F(Whistles, LeaveOutADepartmentThatNobodyCallsAndWarnOfIt) {
  say("[[department]]\nname = \"women\"\nreports = \"constant 1 h\"\n" + departments + wall);
  const Answer answer = run("runs/a");
  ASSERT_EQ(answer.code, 0);
  EXPECT_NE(read("runs/a/metrics.json").find("scenario.unused_department"), std::string::npos);
  const json all = figures("runs/a")["whistles"]["by_department"];
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0]["department"], "housing");
  EXPECT_EQ(all[0]["title"]["zh"], "住建");
  ASSERT_EQ(wangge({"export", path("runs/a"), "--as", "json", "--audience", "public", "--out", path("out")}, {}).code, 0);
  const json told = json::parse(read("out/metrics.json"))["simulation"]["whistles"];
  EXPECT_EQ(told["by_department"].size(), 2U);
}

// Few matters of many departments are few: their calls may be many.
TEST_F(Whistles, OfFewMattersLeaveNothingInExports) {
  std::string few;
  std::string names;
  for (const char* name : {"police", "housing", "fire brigade", "health", "civil affairs", "women"}) {
    few += std::string("[[department]]\nname = \"") + name + "\"\nreports = \"constant 61 min\"\n";
    names += std::string(names.empty() ? "\"" : ", \"") + name + "\"";
  }
  say(few + R"(
[[request]]
kind = "domestic violence"
rate = "0.1 per resident per year"
handle = "constant 10 min"
whistle = { share = "100 %", within = "1 h", takes = "constant 1 h", departments = [)" +
      names + "] }\nescalate = [{ level = \"community\", takes = \"constant 1 h\", settled = \"100 %\" }]\n");
  ASSERT_EQ(run("runs/a").code, 0);
  const json inside = figures("runs/a")["whistles"];
  ASSERT_GT(inside["matters"], 0.0);
  ASSERT_LT(inside["matters"], 5.0);
  ASSERT_GE(inside["decided"], 5.0) << "calls enough, were calls what counts";
  for (const char* audience : {"public", "partner"}) {
    const Answer answer = wangge({"export", path("runs/a"), "--as", "json", "--audience", audience, "--out", path(audience)}, {});
    ASSERT_EQ(answer.code, 0) << answer.err;
    const json all = json::parse(read(std::string(audience) + "/metrics.json"))["simulation"];
    EXPECT_FALSE(all.contains("whistles")) << all["whistles"].dump();
  }
}

TEST_F(Whistles, TellWhatIsWrongAndWhere) {
  const auto refused = [&](const std::string& text, const std::string& words) {
    const std::string whole = read("town.toml");
    say(text);
    const Answer answer = wangge({"check", scenario(), "--lang", "en"}, {});
    EXPECT_EQ(answer.code, 2) << text;
    EXPECT_NE(answer.err.find("town.toml:"), std::string::npos) << answer.err;
    EXPECT_NE(answer.err.find(words), std::string::npos) << answer.err;
    const Answer zh = wangge({"check", scenario(), "--lang", "zh"}, {});
    EXPECT_EQ(zh.code, 2);
    write("town.toml", whole);
  };
  const auto request = [&](const std::string& whistle, const std::string& more = "") {
    return departments + "[[request]]\nkind = \"wall\"\nrate = \"1 per resident per year\"\nhandle = \"constant 5 min\"\n" +
           "whistle = { " + whistle + " }\n" + more;
  };
  const std::string chain = "escalate = [{ level = \"community\", takes = \"constant 1 h\", settled = \"50 %\" }]\n";
  const std::string whom = "departments = [\"housing\"], ";
  refused(departments + departments, "there are two departments \"housing\"");
  refused(request("share = \"10 %\", within = \"1 h\", takes = \"constant 1 h\"", chain), "whistle.departments");
  refused(request("share = \"10 %\", departments = [\"houses\"], within = \"1 h\", takes = \"constant 1 h\"", chain), "housing");
  refused(
      request("share = \"10 %\", departments = [\"housing\", \"housing\"], within = \"1 h\", takes = \"constant 1 h\"", chain),
      "comes twice");
  refused(request("share = \"10 %\", " + whom + "takes = \"constant 1 h\"", chain), "whistle.within");
  refused(request("share = \"10 %\", " + whom + "within = \"0 s\", takes = \"constant 1 h\"", chain), "above zero");
  refused(request("share = \"10 %\", " + whom + "within = \"1 h\", takes = \"constant 1 h\""), "needs a chain");
  refused(request(whom + "within = \"1 h\""), "the step would never happen");
  refused(request("share = \"0 %\"", chain), "nothing would ever climb");
  refused(request("share = \"10 %\", " + whom + "within = \"1 h\", takes = \"constant 1 h\", after = \"town\"", chain), "town");
  refused(request("share = \"10 %\", " + whom + "within = \"1 h\", takes = \"constant 1 h\", after = \"community\"", chain),
          "`unsettled`");
}

}  // namespace
}  // namespace wangge::test
