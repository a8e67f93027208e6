// Time of duty, from the scenario file to the run folder, the report, exports and comparisons.
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

const std::string duties = R"(
[[duty]]
kind = "household visit"
name = "visits"
title = { zh = "入户走访", en = "Household visits" }
when = ["daily 08:00-12:00"]
each = "household once a day"
takes = "exponential 3 min"
absent = "30 %"
source = "assumed: three minutes"
[[duty]]
kind = "patrol"
name = "streets"
title = { zh = "网格巡查", en = "Patrol" }
when = ["daily 14:00-15:00"]
source = "the district's handbook"
)";

/// Of two communities one has no post of theirs.
const std::string mediator = R"(
[[post]]
kind = "hall"
level = "community"
at = "halls.csv"
reference = "EPSG:4326"
[[responder]]
kind = "mediator"
per = { community = 1 }
post = "hall"
shift = ["mon-fri 08:00-12:00"]
)";

class DutyTime : public TownTest {
 protected:
  [[nodiscard]] Answer run(const std::string& out, const std::vector<std::string>& words = {}) const {
    std::vector<std::string> all = {"run", scenario(), "--out", path(out), "--lang", "en"};
    all.insert(all.end(), words.begin(), words.end());
    return wangge(all, {});
  }
  void say(const std::string& more) const { std::ofstream(path("town.toml"), std::ios::app) << more; }
  [[nodiscard]] json figures(const std::string& out) const { return json::parse(read(out + "/metrics.json"))["simulation"]; }
};

/// Of all parts of a kind.
double sum_of(const json& kind, const char* what) {
  double sum = 0;
  for (const char* part : {"to_requests", "with_requests", "moving_back", "free_patrol", "at_post", "without_post"}) {
    if (kind.contains(part)) sum += kind[part][what]["value"].get<double>();
  }
  for (const json& duty : kind["duties"]) {
    for (const char* part : {"way", "at"}) {
      if (duty.contains(part)) sum += duty[part][what]["value"].get<double>();
    }
  }
  return sum;
}

double value(const json& estimate) { return estimate["value"].get<double>(); }

TEST_F(DutyTime, AddsUpAndIsToldInFiguresReportAndSchema) {
  say(duties);
  ASSERT_EQ(run("runs/a", {"--set", "simulation.trace=all"}).code, 0);
  const json all = figures("runs/a");
  ASSERT_EQ(all["duty_time"].size(), 1U);
  const json& kind = all["duty_time"][0];
  EXPECT_EQ(kind["kind"], "grid worker");
  const double hours = value(kind["on_shift_hours"]) + value(kind["overtime_hours"]);
  EXPECT_NEAR(sum_of(kind, "hours"), hours, 1e-4 * hours);
  EXPECT_NEAR(sum_of(kind, "share"), 1, 1e-4);
  EXPECT_NEAR(value(kind["overtime_hours"]), all["overtime_hours"].get<double>(), 1e-3);
  ASSERT_EQ(kind["duties"].size(), 2U);
  EXPECT_EQ(kind["duties"][0]["duty"], "visits");
  EXPECT_GT(value(kind["duties"][0]["at"]["hours"]), 2 * value(kind["duties"][0]["way"]["hours"]));
  EXPECT_EQ(kind["duties"][0]["at"]["share"]["samples"].size(), 2U);
  EXPECT_FALSE(kind["duties"][1].contains("way")) << "a patrol is on its way from the first step";
  EXPECT_FALSE(kind.contains("free_patrol")) << "they wait at the post";
  EXPECT_GT(value(kind["moving_back"]["hours"]), 0);
  EXPECT_EQ(kind["duties"][1]["source"], "the district's handbook");
  EXPECT_EQ(kind["duties"][0]["source_text"], (json{{"zh", "假定：three minutes"}, {"en", "assumed: three minutes"}}));

  wangge::testing::JsonSchema schema(json::parse(read("runs/a/metrics.schema.json")));
  for (const std::string& fault : schema.faults(json::parse(read("runs/a/metrics.json")))) ADD_FAILURE() << fault;
  std::istringstream lines(read("runs/a/metrics.csv"));
  std::string line;
  std::size_t told = 0;
  while (std::getline(lines, line)) {
    const std::string name = line.substr(0, line.find(','));
    if (!name.starts_with("simulation.duty_time")) continue;
    EXPECT_NO_THROW((void)scenarios::explain(name, core::Language::en)) << name;
    ++told;
  }
  EXPECT_GT(told, 10U);
  const std::string page = read("runs/a/report.html");
  for (const char* words : {"id=\"duty-time\"", "Time of duty", "工时构成", "空闲：返回驻点", "the district&#39;s handbook",
                            ">假定：three minutes<", ">assumed: three minutes<"})
    EXPECT_NE(page.find(words), std::string::npos) << words;
  const Answer again = run("runs/c", {"--set", "simulation.trace=all", "--replay", path("runs/a/events.trace")});
  ASSERT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(figures("runs/c")["duty_time"], all["duty_time"]);
}

TEST_F(DutyTime, TellsSourcesInBothLanguages) {
  say(duties);
  const std::vector<std::string> both = {"--set", R"(duty.visits.source={ zh = "假定：每天一次", en = "assumed: once a day" })"};
  ASSERT_EQ(run("runs/a", both).code, 0);
  const json duty = figures("runs/a")["duty_time"][0]["duties"][0];
  EXPECT_EQ(duty["source"], "assumed: once a day");
  EXPECT_EQ(duty["source_text"], (json{{"zh", "假定：每天一次"}, {"en", "assumed: once a day"}}));
  const std::string page = read("runs/a/report.html");
  for (const char* words : {">假定：每天一次<", ">assumed: once a day<"}) EXPECT_NE(page.find(words), std::string::npos) << words;
}

/// Captains at home, and volunteers at a post.
const std::string volunteers = R"(
[microgrids]
count = 6
[[responder]]
kind = "captain"
title = { zh = "楼栋长", en = "Captain" }
per = { microgrid = 1 }
post = "home"
mode = "walk"
shift = ["daily 18:00-21:00"]
[[responder]]
kind = "helper"
shift = ["daily 18:00-21:00"]
volunteer = true
)";

TEST_F(DutyTime, KeepsThoseOnCallAndThoseWithoutAPostApart) {
  say(duties + volunteers + mediator);
  write("halls.csv", "name,lon,lat\nhall,9.5053,47.1036\n");
  const Answer answer = run("runs/a");
  ASSERT_EQ(answer.code, 0) << answer.err;
  const json kinds = figures("runs/a")["duty_time"];
  ASSERT_EQ(kinds.size(), 4U);
  const std::vector<bool> on_call = {false, true, true, false};
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    EXPECT_EQ(kinds[i].value("volunteer", false), on_call[i]) << kinds[i]["kind"];
    EXPECT_NEAR(sum_of(kinds[i], "share"), 1, 1e-4) << kinds[i]["kind"];
  }
  EXPECT_FALSE(kinds[0].contains("without_post"));
  EXPECT_EQ(kinds[3]["responders"], 2);
  EXPECT_EQ(kinds[3]["responders_without_post"], 1);
  EXPECT_NEAR(value(kinds[3]["without_post"]["hours"]), 12, 1e-3) << "one of them, four hours of three days";
  EXPECT_LT(value(kinds[3]["at_post"]["hours"]), 12.001);
  wangge::testing::JsonSchema schema(json::parse(read("runs/a/metrics.schema.json")));
  for (const std::string& fault : schema.faults(json::parse(read("runs/a/metrics.json")))) ADD_FAILURE() << fault;
  for (const char* figure : {"without_post.hours.value", "without_post.share.value", "responders_without_post"})
    EXPECT_NO_THROW((void)scenarios::explain(std::string("simulation.duty_time.") + figure, core::Language::zh)) << figure;

  const std::string page = read("runs/a/report.html");
  const std::string chapter = page.substr(page.find("id=\"duty-time\""),
                                          page.find("</section>", page.find("id=\"duty-time\"")) - page.find("id=\"duty-time\""));
  const std::string chart = chapter.substr(chapter.find("<svg"), chapter.find("</svg>") - chapter.find("<svg"));
  EXPECT_NE(chart.find("mediator"), std::string::npos);
  EXPECT_NE(chart.find("free: without a post"), std::string::npos);
  for (const char* volunteer : {"Captain", "helper"}) EXPECT_EQ(chart.find(volunteer), std::string::npos) << volunteer;
  const std::size_t line = chapter.find("Those below are volunteers");
  ASSERT_NE(line, std::string::npos);
  const std::string below = chapter.substr(line);
  for (const char* words : {"Captain", "helper", "hours on call or at work, which are no paid hours", "不是上班工时",
                            "On call: waiting for an order", "待命：等候派单"})
    EXPECT_NE(below.find(words), std::string::npos) << words;
  for (const char* words : {"Free: at the post", "空闲：驻点待命", "Free: without a post", "hours on shift and"})
    EXPECT_EQ(below.find(words), std::string::npos) << words;
  for (const char* words : {"Free: without a post", "空闲：没有驻点", "unable to reach anybody: 1 of them"})
    EXPECT_NE(chapter.find(words), std::string::npos) << words;
}

// Hours of volunteers on call are no working time: of those who work alone, it is as without volunteers.
TEST_F(DutyTime, TellsHowBusyThoseAreWhoAreNoVolunteers) {
  say(duties + volunteers);
  ASSERT_EQ(run("runs/a").code, 0);
  const json all = figures("runs/a");
  const json& kinds = all["duty_time"];
  double on_shift = 0;
  for (const json& kind : kinds) on_shift += value(kind["on_shift_hours"]);
  const double of_workers = value(kinds[0]["on_shift_hours"]);
  ASSERT_LT(of_workers, on_shift);
  EXPECT_NEAR(value(all["rounds_share_of_workers"]) * of_workers, value(all["rounds_share"]) * on_shift, 1e-3 * on_shift);
  EXPECT_GT(value(all["rounds_share_of_workers"]), value(all["rounds_share"]));
  EXPECT_GT(value(all["utilisation_of_workers"]), 0.0);
  EXPECT_NE(read("runs/a/report.html").find("Of the time on shift, that of volunteers on call apart,"), std::string::npos);
  ASSERT_EQ(wangge({"export", path("runs/a"), "--as", "json", "--audience", "public", "--out", path("out")}, {}).code, 0);
  EXPECT_EQ(read("out/metrics.json").find("_of_workers"), std::string::npos);

  ASSERT_EQ(run("runs/b", {"--set", "responder.captain.volunteer=false", "--set", "responder.helper.volunteer=false"}).code, 0);
  EXPECT_FALSE(figures("runs/b").contains("rounds_share_of_workers")) << "everybody is at work";
}

TEST_F(DutyTime, IsOfTheHoursAfterTheWarmUp) {
  say(duties);
  ASSERT_EQ(run("runs/a").code, 0);
  ASSERT_EQ(run("runs/b", {"--set", "simulation.warm_up=1 d"}).code, 0);
  const json all = figures("runs/a")["duty_time"][0];
  const json counted = figures("runs/b")["duty_time"][0];
  EXPECT_NEAR(value(counted["on_shift_hours"]), value(all["on_shift_hours"]) * 2 / 3, 1e-3) << "two days of three";
  const double hours = value(counted["on_shift_hours"]) + value(counted["overtime_hours"]);
  EXPECT_NEAR(sum_of(counted, "hours"), hours, 1e-4 * hours);
  EXPECT_NE(read("runs/b/report.html").find("Only the hours after the warm-up count."), std::string::npos);
}

TEST_F(DutyTime, LeavesInWholePercentsAndNotWhereFewPeopleAreOfAKind) {
  say(duties);
  const auto exported = [&](const char* from, const char* to) {
    const Answer answer = wangge({"export", path(from), "--as", "json", "--audience", "public", "--out", path(to)}, {});
    EXPECT_EQ(answer.code, 0) << answer.err;
    return json::parse(read(std::string(to) + "/metrics.json"))["simulation"];
  };
  const std::vector<std::string> more_grids = {"--set", "planning.households=[200, 350]"};
  ASSERT_EQ(run("runs/many", more_grids).code, 0);
  const json many = exported("runs/many", "out");
  ASSERT_EQ(many["duty_time"].size(), 1U);
  const json& kind = many["duty_time"][0];
  for (const char* key : {"responders", "on_shift_hours", "overtime_hours"}) EXPECT_FALSE(kind.contains(key)) << key;
  for (const json& duty : kind["duties"]) {
    EXPECT_FALSE(duty["at"].contains("hours"));
    EXPECT_FALSE(duty["at"]["share"].contains("samples") || duty["at"]["share"].contains("ci95"));
    const double percent = 100 * value(duty["at"]["share"]);
    EXPECT_NEAR(percent, std::round(percent), 1e-9);
  }
  const auto mediators = [&](int of_each_community) {
    return std::vector<std::string>{"--set", "planning.households=[200, 350]", "--set",
                                    "responder.mediator.per.community=" + std::to_string(of_each_community)};
  };
  const std::string without_gates = read("town.toml");
  write("gates.csv", "name,lon,lat\ngate,9.5053,47.1036\n");
  say("[[duty]]\nkind = \"checkpoint\"\nname = \"gate\"\ngates = \"gates.csv\"\nreference = \"EPSG:4326\"\n"
      "when = [\"daily 14:00-15:00\"]\n");
  const Answer gate = run("runs/gate", more_grids);
  ASSERT_EQ(gate.code, 0) << gate.err;
  ASSERT_EQ(figures("runs/gate")["duties"].back()["responders"], 1);
  EXPECT_FALSE(exported("runs/gate", "gate").contains("duty_time")) << "one person at the gate";
  write("town.toml", without_gates);
  write("halls.csv", "name,lon,lat\nhall,9.5053,47.1036\n");
  say(mediator);
  ASSERT_EQ(run("runs/five", mediators(5)).code, 0);
  const json five = exported("runs/five", "five")["duty_time"][1];
  EXPECT_EQ(value(five["without_post"]["share"]), 0.5);
  EXPECT_FALSE(five.contains("responders_without_post") || five["without_post"].contains("hours"));
  ASSERT_EQ(run("runs/four", mediators(4)).code, 0);
  EXPECT_FALSE(exported("runs/four", "four").contains("duty_time")) << "four people without a post";
  say("[[responder]]\nkind = \"judge\"\nper = { community = 1 }\npost = \"station\"\nshift = [\"daily 08:00-12:00\"]\n");
  ASSERT_EQ(run("runs/few", mediators(5)).code, 0);
  EXPECT_EQ(figures("runs/few")["duty_time"].size(), 3U);
  EXPECT_FALSE(exported("runs/few", "few").contains("duty_time")) << "all less the others tells the hours of one person";
}

TEST_F(DutyTime, IsComparedDutyByDuty) {
  say(duties);
  ASSERT_EQ(run("runs/a").code, 0);
  ASSERT_EQ(run("runs/b", {"--set", "duty.visits.takes=exponential 6 min"}).code, 0);
  const Answer answer = wangge({"compare", path("runs/a"), path("runs/b"), "--lang", "en", "--out", path("ab")}, {});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const std::string page = read("ab/report.html");
  for (const char* figure :
       {"simulation.duty_time[grid worker].duties[visits].at.share.value",
        "simulation.duty_time[grid worker].duties[streets].at.share.value", "simulation.duties[visits].done_share.value"})
    EXPECT_NE(page.find(figure), std::string::npos) << figure;
}

}  // namespace
}  // namespace wangge::test
