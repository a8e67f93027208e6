// Desks of the levels, from the scenario file to the run folder.
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

const std::string quarrel = R"(
[[request]]
kind = "quarrel"
rate = "4 per resident per year"
handle = "constant 5 min"
unsettled = "60 %"
escalate = [{ level = "community", takes = "exponential 1 h", settled = "60 %" }, { level = "city", takes = "exponential 2 h", settled = "50 %" }]
)";
const std::string desks = R"(
[[office]]
level = "community"
title = { zh = "服务站", en = "Station" }
desks = 1
[[office]]
level = "city"
desks = 2
takes = "exponential 3 h"
)";

class Offices : public TownTest {
 protected:
  [[nodiscard]] Answer run(const std::string& out, const std::vector<std::string>& words = {}) const {
    std::vector<std::string> all = {"run", scenario(), "--out", path(out), "--lang", "en"};
    all.insert(all.end(), words.begin(), words.end());
    return wangge(all, {});
  }
  void say(const std::string& more) const { std::ofstream(path("town.toml"), std::ios::app) << more; }
  [[nodiscard]] json figures(const std::string& out) const { return json::parse(read(out + "/metrics.json"))["simulation"]; }
};

TEST_F(Offices, AreToldInFiguresReportAndSchema) {
  say(quarrel + desks);
  const Answer answer = run("runs/a");
  ASSERT_EQ(answer.code, 0) << answer.err;
  const json offices = figures("runs/a")["offices"];
  ASSERT_EQ(offices.size(), 2U);
  const json& stations = offices[0];
  EXPECT_EQ(stations["level"], "community");
  EXPECT_EQ(stations["offices"], 2);
  EXPECT_EQ(offices[1]["offices"], 1) << "the town has one district: the city has one office";
  ASSERT_EQ(stations["by_office"].size(), 2U);
  double matters = 0;
  for (const json& office : stations["by_office"]) matters += office["matters"].get<double>();
  EXPECT_NEAR(matters, stations["matters"].get<double>(), 0.01);
  EXPECT_NEAR(matters, figures("runs/a")["escalated"][0]["requests"].get<double>(), 0.01) << "nothing is handed back";
  EXPECT_GT(stations["wait_minutes"]["value"], 1.0);
  EXPECT_GT(stations["utilisation"]["value"], 0.1);
  // What the desk takes is the law of the chain, or of the office.
  const auto mean_hours = [&](const json& level) {
    const double time =
        level["utilisation"]["value"].get<double>() * 72 * level["desks"].get<double>() * level["offices"].get<double>();
    return time / (level["matters"].get<double>() - level["waiting_at_end"].get<double>());
  };
  EXPECT_NEAR(mean_hours(stations), 1, 0.25);
  EXPECT_NEAR(mean_hours(offices[1]), 3, 0.9);

  wangge::testing::JsonSchema schema(json::parse(read("runs/a/metrics.schema.json")));
  for (const std::string& fault : schema.faults(json::parse(read("runs/a/metrics.json")))) ADD_FAILURE() << fault;
  const std::string report = read("runs/a/report.html");
  for (const char* words : {"各级机构的席位和排队", "Desks of the levels", "服务站", "Station"})
    EXPECT_NE(report.find(words), std::string::npos) << words;
  EXPECT_NE(read("runs/a/metrics.csv").find("simulation.offices[community].wait_minutes.value,"), std::string::npos);
  std::istringstream lines(read("runs/a/metrics.csv"));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    const std::string name = line.substr(0, line.find(','));
    if (name.starts_with('"')) continue;
    EXPECT_NO_THROW((void)scenarios::explain(name, core::Language::en)) << name;
  }
}

TEST_F(Offices, KeepTheirHours) {
  say(quarrel + desks);
  ASSERT_EQ(run("runs/always").code, 0);
  const std::string hours = "office.community.hours=[\"mon-fri 09:00-12:00\", \"mon-fri 14:00-17:00\"]";
  ASSERT_EQ(run("runs/a", {"--set", hours, "--set", "simulation.trace=all"}).code, 0);
  const json always = figures("runs/always")["offices"];
  const json offices = figures("runs/a")["offices"];
  EXPECT_EQ(offices[0]["hours"].size(), 2U);
  EXPECT_EQ(offices[0]["open_share"], 0.25);
  EXPECT_EQ(offices[0]["matters"], always[0]["matters"]);
  EXPECT_GT(offices[0]["wait_minutes"]["value"], always[0]["wait_minutes"]["value"]);
  EXPECT_GT(offices[0]["utilisation"]["value"], always[0]["utilisation"]["value"]);
  EXPECT_LE(offices[0]["utilisation"]["value"], 1.0);
  EXPECT_GT(offices[0]["after_hours_share"]["value"], 0.0);
  EXPECT_LT(offices[0]["after_hours_share"]["value"], 0.5);
  for (const char* key : {"hours", "open_share", "after_hours_share"}) EXPECT_FALSE(offices[1].contains(key)) << key;
  const Answer again = run("runs/c", {"--set", hours, "--set", "simulation.trace=all", "--replay", path("runs/a/events.trace")});
  ASSERT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(read("runs/a/metrics.json"), read("runs/c/metrics.json"));
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
  for (const char* words :
       {"open mon-fri 09:00-12:00, mon-fri 14:00-17:00 (25", "在周一至周五 09:00-12:00、周一至周五 14:00-17:00 办公"})
    EXPECT_NE(report.find(words), std::string::npos) << words;
  EXPECT_NE(read("runs/a/metrics.json").find("no formula stands beside the wait for a desk"), std::string::npos);
}

TEST_F(Offices, AreTheSameForAnyNumberOfThreadsAndFromTheTraceAlone) {
  say(quarrel + desks);
  ASSERT_EQ(run("runs/a", {"--threads", "1", "--set", "simulation.trace=all"}).code, 0);
  ASSERT_EQ(run("runs/b", {"--threads", "3", "--set", "simulation.trace=all"}).code, 0);
  EXPECT_EQ(read("runs/a/events.trace"), read("runs/b/events.trace"));
  EXPECT_EQ(read("runs/a/metrics.json"), read("runs/b/metrics.json"));
  EXPECT_NE(read("runs/a/events.csv").find(",desk_taken,"), std::string::npos);
  const Answer again = run("runs/c", {"--set", "simulation.trace=all", "--replay", path("runs/a/events.trace")});
  ASSERT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(read("runs/a/metrics.json"), read("runs/c/metrics.json"));
}

TEST_F(Offices, ChangeNothingWithADeskForEverybody) {
  say(quarrel);
  ASSERT_EQ(run("runs/without").code, 0);
  say("[[office]]\nlevel = \"community\"\ndesks = 100000\n");
  ASSERT_EQ(run("runs/with").code, 0);
  json with = figures("runs/with");
  EXPECT_EQ(with["offices"][0]["wait_minutes"]["value"], 0.0);
  with.erase("offices");
  EXPECT_EQ(with, figures("runs/without"));
  const Answer set = run("runs/set", {"--set", "office.community.desks=1"});
  ASSERT_EQ(set.code, 0) << set.err;
  EXPECT_GT(figures("runs/set")["offices"][0]["wait_minutes"]["value"], 0.0);
}

TEST_F(Offices, HaveTheSameLineAtTheEndWhateverIsCounted) {
  say(quarrel + "[[office]]\nlevel = \"city\"\ndesks = 1\ntakes = \"exponential 20 h\"\n");
  ASSERT_EQ(run("runs/all").code, 0);
  ASSERT_EQ(run("runs/late", {"--set", "simulation.warm_up=2 d"}).code, 0);
  const json all = figures("runs/all");
  const json late = figures("runs/late");
  EXPECT_GT(all["offices"][0]["waiting_at_end"], 5.0);
  EXPECT_LT(late["offices"][0]["matters"], all["offices"][0]["matters"]);
  EXPECT_EQ(late["offices"][0]["waiting_at_end"], all["offices"][0]["waiting_at_end"]);
  EXPECT_GT(all["backlog"]["value"], 5.0);
  EXPECT_EQ(late["backlog"], all["backlog"]);
}

TEST_F(Offices, LeaveNoRunFolderOneByOne) {
  say(quarrel + desks);
  ASSERT_EQ(run("runs/a").code, 0);
  ASSERT_EQ(wangge({"export", path("runs/a"), "--as", "json", "--audience", "public", "--out", path("out")}, {}).code, 0);
  const json told = json::parse(read("out/metrics.json"))["simulation"]["offices"];
  ASSERT_EQ(told.size(), 1U) << "the city has one office";
  EXPECT_FALSE(told[0].contains("by_office"));
  EXPECT_FALSE(told[0].contains("matters"));
  EXPECT_FALSE(told[0]["wait_minutes"].contains("ci95"));
  const json seated = told[0]["seated_share"];
  EXPECT_EQ(seated.size(), 1U) << "a wait leaves with the share that it is of, in whole percents: " << seated.dump();
  const json inside = figures("runs/a")["offices"][0];
  EXPECT_NEAR(seated["value"].get<double>(), inside["seated_share"]["value"].get<double>(), 0.005);
  EXPECT_NEAR(inside["seated_share"]["value"].get<double>() * inside["matters"].get<double>(),
              inside["matters"].get<double>() - inside["waiting_at_end"].get<double>(), 0.5);
}

TEST_F(Offices, AreRefusedWhereTheyCannotBe) {
  const auto refused = [&](const std::string& office, const std::string& why) {
    write("bad.toml", read("town.toml") + quarrel + office);
    const Answer answer = wangge({"check", path("bad.toml"), "--lang", "en"}, {});
    EXPECT_EQ(answer.code, 2) << office;
    EXPECT_NE(answer.err.find(why), std::string::npos) << answer.err;
    EXPECT_NE(answer.err.find("bad.toml:"), std::string::npos) << answer.err;
  };
  refused("[[office]]\nlevel = \"comunity\"\ndesks = 1\n", "office[0].level");
  refused("[[office]]\nlevel = \"compound\"\ndesks = 1\n", "the scenario has no areas of the level \"compound\"");
  refused("[[office]]\nlevel = \"town\"\ndesks = 1\n", "the scenario has no areas of the level \"town\"");
  refused("[[office]]\nlevel = \"community\"\ndesks = 0\n", "office[0].desks: 0 is too small");
  refused("[[office]]\nlevel = \"community\"\n", "office[0].desks");
  refused("[[office]]\nlevel = \"community\"\ndesks = 1\ntakes = \"constant -1 h\"\n", "office[0].takes");
  refused("[[office]]\nlevel = \"community\"\ndesks = 1\nhours = []\n", "office[0].hours: is empty: the offices never open");
  refused("[[office]]\nlevel = \"community\"\ndesks = 1\nhours = [\"mon-fri 09:00-25:00\"]\n",
          "\"25:00\" is not a time from 00:00 to 24:00");
  refused("[[office]]\nlevel = \"city\"\ndesks = 1\n[[office]]\nlevel = \"city\"\ndesks = 2\n",
          "there are two [[office]] of the level \"city\"");
}

TEST_F(Offices, ThatNothingClimbsToAreWarnedOf) {
  say(quarrel + "[[office]]\nlevel = \"grid\"\ndesks = 1\n");
  const Answer answer = run("runs/a");
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(read("runs/a/metrics.json").find("scenario.unused_office"), std::string::npos);
}

TEST_F(Offices, ThatAChainNamesAndNothingComesToAreWarnedOf) {
  const auto warned = [&](const std::string& chain, const std::string& more = {}) {
    write("town2.toml", read("town.toml") + "[[request]]\nkind = \"quarrel\"\nhandle = \"constant 5 min\"\n" + chain +
                            "[[office]]\nlevel = \"city\"\ndesks = 1\n" + more);
    const Answer answer = wangge({"check", path("town2.toml"), "--lang", "en"}, {});
    EXPECT_EQ(answer.code, 0) << answer.err;
    return answer.out.find("warning scenario.unused_office x1\n    office[0].level") != std::string::npos &&
           answer.out.find("chains have the level \"city\" and nothing ever comes to it") != std::string::npos;
  };
  const auto chain = [](const std::string& rate, const std::string& unsettled, const std::string& community) {
    return "rate = \"" + rate + " per resident per year\"\nunsettled = \"" + unsettled +
           "\"\nescalate = [{ level = \"community\", takes = \"constant 1 h\", settled = \"" + community +
           " }, { level = \"city\", takes = \"constant 1 h\", settled = \"50 %\" }]\n";
  };
  EXPECT_FALSE(warned(chain("4", "60 %", "60 %\"")));
  EXPECT_TRUE(warned(chain("4", "0 %", "60 %\""))) << "nothing is left unsettled";
  EXPECT_TRUE(warned(chain("0", "60 %", "60 %\""))) << "it never occurs";
  EXPECT_FALSE(warned(chain("0", "60 %", "60 %\""),
                      "[[surge]]\nname = \"storm\"\nfrom = \"0 d\"\nlasts = \"1 d\"\nkinds = [\"quarrel\"]\nextra = \"1 per "
                      "resident per year\"\n"))
      << "but in a surge";
  EXPECT_TRUE(warned(chain("4", "60 %", "100 %\""))) << "the community settles all";
  EXPECT_FALSE(warned(chain("4", "60 %", "100 %\", within = \"30 min\""))) << "but what it has no time for";
}

}  // namespace
}  // namespace wangge::test
