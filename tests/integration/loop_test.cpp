// The life of requests, kinds of responders, escalation and traces, from the scenario file to the run folder.
#include "scenarios/schema/explain.h"
#include "tests/integration/loop_scenario.h"
#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"
#include "tests/unit/evaluation/json_schema.h"

#include <gtest/gtest.h>
#include <algorithm>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace wangge::test {
namespace {

using nlohmann::json;

class LoopOfARun : public TownTest {
 protected:
  [[nodiscard]] Answer run(const std::string& out, const std::vector<std::string>& words = {}) const {
    std::vector<std::string> all = {"run", scenario(), "--out", path(out), "--lang", "en"};
    all.insert(all.end(), words.begin(), words.end());
    return wangge(all, {});
  }
  void say(const std::string& more) const { std::ofstream(path("town.toml"), std::ios::app) << more; }
  [[nodiscard]] json figures(const std::string& out) const { return json::parse(read(out + "/metrics.json"))["simulation"]; }
};

TEST_F(LoopOfARun, TellsEveryStepInTheFigures) {
  say(whole_loop);
  const Answer answer = run("runs/a");
  ASSERT_EQ(answer.code, 0) << answer.err;
  const json all = figures("runs/a");
  for (const char* key :
       {"declined_share", "timed_out_share", "handed_over_share", "assisted_share", "council_share", "escalated_share",
        "reopened_share", "rated_share", "late_accept_share", "late_arrive_share", "late_resolve_share", "utilisation_gini"}) {
    ASSERT_TRUE(all.contains(key)) << key;
    EXPECT_EQ(all[key]["samples"].size(), 2U) << key;
    EXPECT_GE(all[key]["value"], 0.0) << key;
    EXPECT_LE(all[key]["value"], 1.0) << key;
  }
  EXPECT_GT(all["declined_share"]["value"], 0.0);
  EXPECT_EQ(all["handed_over_share"]["value"], 0.0) << "skills are matched";
  EXPECT_FALSE(all.contains("interrupted_share")) << "the policy interrupts nobody";
  EXPECT_GT(all["stars_mean"]["value"], 3.5) << "(1 + 2 + 9 + 40 + 125) / 40 = 4.4";
  EXPECT_GT(all["way_hours"]["value"], 1.0);
  EXPECT_GT(all["distance_m"]["value"], 1000.0);
  const json levels = all["escalated"];
  ASSERT_EQ(levels.size(), 3U);
  EXPECT_EQ(levels[0]["level"], "community");
  EXPECT_GT(levels[0]["share"], levels[1]["share"]);
  EXPECT_GT(levels[1]["share"], levels[2]["share"]);
  EXPECT_GT(all["finals"]["unsettled"], 0.0) << "nobody visits again";
  ASSERT_EQ(all["teams"].size(), 2U) << "of the communities";
  EXPECT_EQ(all["teams"][0]["team"], "1101");
  EXPECT_GT(all["teams"][1]["rated"], 0.0);
  const json& quarrel = all["by_kind"][1];
  for (const char* step : {"accept", "arrive", "resolve"}) EXPECT_TRUE(quarrel["responses"][step].contains("p90")) << step;
  EXPECT_TRUE(quarrel.contains("late_arrive_share"));
  EXPECT_FALSE(all["by_kind"][0].contains("late_arrive_share")) << "repair has no deadline";
  EXPECT_TRUE(all["by_hour"][9].contains("late_arrive_share"));
  EXPECT_TRUE(all["by_grid"][0].contains("declined_share"));
}

TEST_F(LoopOfARun, FollowsTheSchemaAndIsExplainedAndReported) {
  say(whole_loop);
  ASSERT_EQ(run("runs/a").code, 0);
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
  const std::string page = read("runs/a/report.html");
  for (const char* words : {"id=\"service\"", "How requests were dealt with", "办理过程", "missed the deadline to arrive",
                            "逐级上报", "Stars and points of the teams", "Gini coefficient"})
    EXPECT_NE(page.find(words), std::string::npos) << words;
}

TEST_F(LoopOfARun, GivesTheSameBytesForAnyNumberOfThreads) {
  say(whole_loop);
  ASSERT_EQ(run("runs/a", {"--threads", "1", "--set", "simulation.trace=all"}).code, 0);
  ASSERT_EQ(run("runs/b", {"--threads", "3", "--set", "simulation.trace=all"}).code, 0);
  EXPECT_EQ(read("runs/a/events.trace"), read("runs/b/events.trace"));
  EXPECT_EQ(read("runs/a/metrics.json"), read("runs/b/metrics.json"));
}

TEST_F(LoopOfARun, AsksCaptainsFirstUnderSmallestScope) {
  say(R"(
[microgrids]
count = 12
[[responder]]
kind = "captain"
per = { microgrid = 1 }
post = "home"
shift = ["mon-fri 08:00-12:00", "mon-fri 14:00-18:00"]
)");
  // Of each community: how many requests a captain had last. Workers are numbered first, one a grid.
  const auto by_captains = [&](const std::string& policy) {
    EXPECT_EQ(run("runs/a", {"--set", "dispatch.policy=" + policy}).code, 0);
    const std::size_t grids = json::parse(read("runs/a/metrics.json"))["plan"]["grids"];
    std::istringstream rows(read("runs/a/requests.csv"));
    std::string row;
    std::getline(rows, row);
    std::size_t captains = 0;
    std::size_t all = 0;
    while (std::getline(rows, row)) {
      const std::size_t end = row.rfind(',');
      const std::size_t begin = row.rfind(',', end - 1) + 1;
      if (begin == end) continue;
      ++all;
      captains += std::stoul(row.substr(begin, end - begin)) >= grids ? 1 : 0;
    }
    EXPECT_GT(all, 20U);
    return static_cast<double>(captains) / static_cast<double>(all);
  };
  // Each grid has one worker and two captains or so: as many of the nearest are captains, and nearly all of the first asked.
  EXPECT_GT(by_captains("smallest scope first"), by_captains("own grid, then neighbours") + 0.1);
}

TEST_F(LoopOfARun, LetsWorkersServeTheirWholeCommunity) {
  const std::vector<std::string> own_only = {"--set", "dispatch.policy=own grid only"};
  std::vector<std::string> wide = own_only;
  wide.insert(wide.end(), {"--set", "responder.0.scope=community"});
  ASSERT_EQ(run("runs/a", own_only).code, 0);
  ASSERT_EQ(run("runs/b", wide).code, 0);
  const json narrow_figures = figures("runs/a");
  const json wide_figures = figures("runs/b");
  EXPECT_TRUE(narrow_figures["by_grid"][0].contains("utilisation"));
  EXPECT_FALSE(wide_figures["by_grid"][0].contains("utilisation")) << "nobody serves one grid alone";
  EXPECT_EQ(wide_figures["helped_share"], 0.0) << "all of the community's grids are their own";
  EXPECT_LT(wide_figures["responses"]["accept"]["mean"], narrow_figures["responses"]["accept"]["mean"])
      << "whoever is free comes";
}

TEST_F(LoopOfARun, LeavesOutThoseWhoAreAbsent) {
  ASSERT_EQ(run("runs/a", {"--set", "responder.0.present=50 %"}).code, 0);
  EXPECT_NE(read("runs/a/events.csv").find(",absent,"), std::string::npos);
  ASSERT_EQ(run("runs/b").code, 0);
  EXPECT_EQ(read("runs/b/events.csv").find(",absent,"), std::string::npos);
  EXPECT_LT(figures("runs/a")["within_target_share"]["value"], figures("runs/b")["within_target_share"]["value"]);
}

TEST_F(LoopOfARun, LetsUrgentMattersInterrupt) {
  say(R"(
[[request]]
kind = "leak"
rate = "4 per resident per year"
urgency = 5
handle = "constant 5 min"
)");
  ASSERT_EQ(run("runs/a", {"--set", "dispatch.policy=most urgent first, interrupting"}).code, 0);
  const json all = figures("runs/a");
  EXPECT_GT(all["by_kind"][0]["interrupted_share"], 0.0);
  EXPECT_EQ(all["by_kind"][1]["interrupted_share"], 0.0) << "nothing is more urgent";
  EXPECT_NE(read("runs/a/events.csv").find(",interrupted,"), std::string::npos);
}

TEST_F(LoopOfARun, HoldsEachKindToItsOwnPromise) {
  say(R"(
[[request]]
kind = "leak"
rate = "4 per resident per year"
handle = "constant 5 min"
target = "resolve within 4 h"
)");
  ASSERT_EQ(run("runs/a").code, 0);
  const json all = figures("runs/a");
  EXPECT_EQ(all["by_kind"][0]["target"], "arrive");
  EXPECT_EQ(all["by_kind"][0]["target_minutes"], 15.0);
  EXPECT_EQ(all["by_kind"][1]["target"], "resolve");
  EXPECT_EQ(all["by_kind"][1]["target_minutes"], 240.0);
  EXPECT_EQ(all["by_kind"][1]["response_mean"], all["by_kind"][1]["resolve_mean"]);
  EXPECT_NE(read("runs/a/report.html").find("within 240 min"), std::string::npos);
}

TEST_F(LoopOfARun, KeepsTeamsInside) {
  say(whole_loop);
  ASSERT_EQ(run("runs/a").code, 0);
  ASSERT_EQ(wangge({"export", path("runs/a"), "--as", "json", "--audience", "partner", "--out", path("out")}).code, 0);
  const std::string left = read("out/metrics.json");
  EXPECT_EQ(left.find("\"teams\""), std::string::npos);
  EXPECT_NE(left.find("\"declined_share\""), std::string::npos);
}

TEST_F(LoopOfARun, IsToldAnewFromItsTrace) {
  say(whole_loop);
  const std::vector<std::string> all = {"--set", "simulation.trace=all"};
  ASSERT_EQ(run("runs/a", all).code, 0);
  std::vector<std::string> words = {"--replay", path("runs/a/events.trace")};
  words.insert(words.end(), all.begin(), all.end());
  const Answer answer = run("runs/b", words);
  ASSERT_EQ(answer.code, 0) << answer.err;
  for (const char* file : {"/metrics.json", "/requests.csv", "/events.csv", "/events.trace"})
    EXPECT_EQ(read(std::string("runs/a") + file), read(std::string("runs/b") + file)) << file;
  const json simulated = json::parse(read("runs/a/manifest.json"));
  const json manifest = json::parse(read("runs/b/manifest.json"));
  EXPECT_FALSE(simulated.contains("replay"));
  EXPECT_EQ(manifest["replay"]["trace"], path("runs/a/events.trace"));
  EXPECT_EQ(manifest["replay"]["replications"], 2);
  EXPECT_EQ(manifest["replay"]["sha256"].get<std::string>().size(), 64U);
  EXPECT_NE(manifest["command"].get<std::string>().find(" --replay "), std::string::npos);
}

TEST_F(LoopOfARun, TellsTheFirstReplicationWhereOnlyItWasKept) {
  ASSERT_EQ(run("runs/a").code, 0);
  ASSERT_EQ(run("runs/b", {"--replay", path("runs/a/events.trace")}).code, 0);
  EXPECT_EQ(figures("runs/b")["replications"], 1);
  EXPECT_EQ(figures("runs/b")["requests"]["mean"], figures("runs/a")["requests"]["samples"][0]);
  EXPECT_EQ(figures("runs/b")["responses"]["arrive"]["mean"], figures("runs/a")["responses"]["arrive"]["samples"][0]);
  ASSERT_EQ(run("runs/c", {"--set", "simulation.trace=none"}).code, 0);
  EXPECT_EQ(names_in("runs/c").find("events.trace"), std::string::npos);
}

TEST_F(LoopOfARun, RefusesATraceWhoseInputsHaveChanged) {
  ASSERT_EQ(run("runs/a").code, 0);
  const std::vector<std::string> replay = {"--replay", path("runs/a/events.trace")};
  std::vector<std::string> other_seed = replay;
  other_seed.insert(other_seed.end(), {"--set", "seed=8"});
  const Answer scenario_changed = run("runs/b", other_seed);
  EXPECT_EQ(scenario_changed.code, 1);
  EXPECT_NE(scenario_changed.err.find("events.trace: the inputs have changed"), std::string::npos) << scenario_changed.err;
  EXPECT_NE(scenario_changed.err.find("the scenario, with every --set"), std::string::npos) << scenario_changed.err;

  std::string roads = read("roads.geojson");
  write("roads.geojson", roads.replace(roads.find("Row 0"), 5, "Row A"));
  const Answer file_changed = run("runs/b", replay);
  EXPECT_EQ(file_changed.code, 1);
  EXPECT_NE(file_changed.err.find("roads.geojson had SHA-256"), std::string::npos) << file_changed.err;
  EXPECT_EQ(file_changed.err.find("buildings.geojson had"), std::string::npos) << file_changed.err;
  EXPECT_EQ(names_in("runs"), "a") << "nothing half-written";
}

TEST_F(LoopOfARun, RefusesATraceWhoseSideFilesHaveChanged) {
  const Answer made = run_command({"ogr2ogr", "-f", "ESRI Shapefile", path("roads.shp"), path("roads.geojson")});
  ASSERT_EQ(made.code, 0) << made.err;
  const std::vector<std::string> shapes = {"--set", "roads.source=roads.shp"};
  ASSERT_EQ(run("runs/a", shapes).code, 0);
  std::vector<std::string> replay = {"--replay", path("runs/a/events.trace")};
  replay.insert(replay.end(), shapes.begin(), shapes.end());
  ASSERT_EQ(run("runs/b", replay).code, 0);
  for (const char* side : {"roads.dbf", "roads.shx", "roads.prj", "roads.cpg"}) {
    const bool there = std::filesystem::exists(path(side));
    const std::string before = there ? read(side) : std::string();
    write(side, there ? before + " " : "UTF-8");
    const Answer answer = run("runs/c", replay);
    EXPECT_EQ(answer.code, 1) << side;
    EXPECT_NE(answer.err.find(std::string(side) + " had SHA-256"), std::string::npos) << side << ": " << answer.err;
    there ? write(side, before) : static_cast<void>(std::filesystem::remove(path(side)));
  }
}

TEST_F(LoopOfARun, RefusesWhatIsNoTrace) {
  ASSERT_EQ(run("runs/a").code, 0);
  write("no.trace", "time,event\n");
  Answer answer = run("runs/b", {"--replay", path("no.trace")});
  EXPECT_EQ(answer.code, 1);
  EXPECT_NE(answer.err.find("no.trace: is no trace that this program reads"), std::string::npos) << answer.err;
  const std::string whole = read("runs/a/events.trace");
  write("short.trace", whole.substr(0, whole.size() - 100));
  answer = run("runs/b", {"--replay", path("short.trace")});
  EXPECT_EQ(answer.code, 1);
  EXPECT_NE(answer.err.find("short.trace: the file is cut short or damaged"), std::string::npos) << answer.err;
  std::string broken = whole;
  for (std::size_t i = broken.size() - 400; i < broken.size() - 380; ++i) broken[i] = static_cast<char>(broken[i] ^ 0x55);
  write("broken.trace", broken);
  answer = run("runs/b", {"--replay", path("broken.trace")});
  EXPECT_EQ(answer.code, 1);
  EXPECT_NE(answer.err.find("broken.trace: the file is damaged or was altered"), std::string::npos) << answer.err;
  answer = run("runs/b", {"--replay", path("nowhere.trace")});
  EXPECT_EQ(answer.code, 3) << answer.err;
}

TEST_F(LoopOfARun, RefusesAChainThatTurnsBackWithItsPlace) {
  say(R"(
[[request]]
kind = "quarrel"
rate = "2 per resident per year"
handle = "constant 5 min"
unsettled = "40 %"
escalate = [{ level = "town", takes = "constant 2 h", settled = "30 %" }, { level = "community", takes = "constant 2 h", settled = "1 %" }]
)");
  const Answer answer = run("runs/a");
  EXPECT_EQ(answer.code, 2);
  EXPECT_NE(answer.err.find("request[1].escalate[1].level: \"community\" is below \"town\""), std::string::npos) << answer.err;
}

}  // namespace
}  // namespace wangge::test
