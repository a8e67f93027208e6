// Scheduled work, from the scenario file to the run folder.
#include "scenarios/schema/explain.h"
#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"
#include "tests/unit/evaluation/json_schema.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace wangge::test {
namespace {

using nlohmann::json;

const std::string visits = R"(
[[population.group]]
name = "old"
share = "18 %"
[[duty]]
kind = "household visit"
name = "old people"
title = { zh = "走访老人", en = "Visits to old people" }
group = "old"
when = ["daily 08:00-12:00"]
each = "household every 2 days"
takes = "exponential 3 min"
absent = "30 %"
again = ["daily 14:00-18:00"]
calls = 2
most = 30
)";
const std::string sweep = R"(
[[duty]]
kind = "door-knock sweep"
start = "6 h"
when = ["daily 08:00-18:00"]
takes = "constant 10 s"
knock = "10 s"
absent = "20 %"
absent_hours = [1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
again = ["daily 14:00-18:00"]
interrupted_by = 1
)";

class Rounds : public TownTest {
 protected:
  [[nodiscard]] Answer run(const std::string& out, const std::vector<std::string>& words = {}) const {
    std::vector<std::string> all = {"run", scenario(), "--out", path(out), "--lang", "en"};
    all.insert(all.end(), words.begin(), words.end());
    return wangge(all, {});
  }
  void say(const std::string& more) const { std::ofstream(path("town.toml"), std::ios::app) << more; }
  [[nodiscard]] json figures(const std::string& out) const { return json::parse(read(out + "/metrics.json"))["simulation"]; }
};

double sum_of_ends(const json& duty) {
  double sum = 0;
  for (const char* key : {"done_share", "absent_share", "missed_share", "unmanned_share", "unreachable_share", "open_share"})
    sum += duty[key]["value"].get<double>();
  return sum;
}

TEST_F(Rounds, AreToldInFiguresReportAndSchema) {
  say(visits + sweep);
  const Answer answer = run("runs/a");
  ASSERT_EQ(answer.code, 0) << answer.err;
  const json all = figures("runs/a");
  EXPECT_GT(all["rounds_share"]["value"], 0.05);
  ASSERT_EQ(all["duties"].size(), 2U);
  const json& old = all["duties"][0];
  EXPECT_EQ(old["duty"], "old people");
  EXPECT_EQ(old["planned"], 2 * 1036) << "18 % of 5,760 residents, days 0-1 and 2";
  EXPECT_EQ(old["members"], 1036);
  EXPECT_NEAR(sum_of_ends(old), 1, 1e-5);
  EXPECT_GT(old["done_share"]["value"], 0.1);
  EXPECT_GE(old["way_minutes"], old["bound_minutes"]);
  const json& knocks = all["duties"][1];
  EXPECT_EQ(knocks["planned"], 2304) << "households";
  EXPECT_NEAR(sum_of_ends(knocks), 1, 1e-5);
  ASSERT_EQ(knocks["sweep"]["reached"].size(), 4U);
  EXPECT_EQ(knocks["sweep"]["reached"][0]["percent"], 50);
  EXPECT_EQ(knocks["sweep"]["reached"][0]["replications"], 2);
  EXPECT_LT(knocks["sweep"]["reached"][0]["hours"]["value"], knocks["sweep"]["reached"][1]["hours"]["value"]);
  double before = 0;
  for (const json& point : knocks["sweep"]["curve"]) {
    EXPECT_GE(point["share"]["value"], before);
    before = point["share"]["value"];
  }
  EXPECT_NEAR(before, knocks["done_share"]["value"].get<double>(), 1e-5);
  double planned = 0;
  for (const json& grid : all["by_grid"]) planned += grid["visits_planned"].get<double>();
  EXPECT_NEAR(planned, 2 * 1036 + 2304, 0.5);

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
  for (const char* words : {"id=\"rounds\"", "Scheduled work", "计划内工作", "Visits to old people", "走访老人", "完成曲线"})
    EXPECT_NE(page.find(words), std::string::npos) << words;
}

TEST_F(Rounds, GiveTheSameBytesForAnyNumberOfThreadsAndFromTheTraceAlone) {
  say(visits + sweep);
  ASSERT_EQ(run("runs/a", {"--threads", "1", "--set", "simulation.trace=all"}).code, 0);
  ASSERT_EQ(run("runs/b", {"--threads", "3", "--set", "simulation.trace=all"}).code, 0);
  EXPECT_EQ(read("runs/a/events.trace"), read("runs/b/events.trace"));
  EXPECT_EQ(read("runs/a/metrics.json"), read("runs/b/metrics.json"));
  const Answer again = run("runs/c", {"--set", "simulation.trace=all", "--replay", path("runs/a/events.trace")});
  ASSERT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(read("runs/a/metrics.json"), read("runs/c/metrics.json"));
}

TEST_F(Rounds, CountInTheTurnsThatBeginAfterTheWarmUp) {
  say(visits + sweep);
  ASSERT_EQ(run("runs/a", {"--set", "simulation.warm_up=1 d"}).code, 0);
  const json all = figures("runs/a");
  EXPECT_EQ(all["duties"][0]["planned"], 1036) << "days 0-1 began in the warm-up";
  EXPECT_NEAR(sum_of_ends(all["duties"][0]), 1, 1e-5);
  EXPECT_EQ(all["duties"][1]["planned"], 0.0);
  EXPECT_FALSE(all["duties"][1].contains("done_share"));
  double planned = 0;
  for (const json& grid : all["by_grid"]) planned += grid["visits_planned"].get<double>();
  EXPECT_NEAR(planned, 1036, 0.5);
  EXPECT_NE(read("runs/a/metrics.json").find("simulation.duty_in_warm_up"), std::string::npos) << "of the sweep";
  wangge::testing::JsonSchema schema(json::parse(read("runs/a/metrics.schema.json")));
  for (const std::string& fault : schema.faults(json::parse(read("runs/a/metrics.json")))) ADD_FAILURE() << fault;
}

TEST_F(Rounds, OfStreetsAndPlaces) {
  say(R"(
[[duty]]
kind = "consult"
when = ["daily 08:00-08:30"]
[[duty]]
kind = "checkpoint"
at = "station"
when = ["daily 14:00-15:00"]
staff = 2
[[duty]]
kind = "patrol"
when = ["daily 09:00-12:00"]
passes = 2
)");
  ASSERT_EQ(run("runs/a", {"--set", "simulation.trace=all"}).code, 0);
  const json duties = figures("runs/a")["duties"];
  ASSERT_EQ(duties.size(), 3U);
  const double grids = json::parse(read("runs/a/metrics.json"))["plan"]["grids"];
  EXPECT_EQ(duties[0]["kind"], "consult");
  EXPECT_EQ(duties[0]["places"], grids) << "one worker a grid";
  EXPECT_EQ(duties[0]["manned_hours_planned"], 3 * 0.5 * grids);
  EXPECT_GT(duties[0]["manned_share"]["value"], 0.9) << "but for requests of the night before";
  EXPECT_EQ(duties[1]["places"], 2 * grids);
  EXPECT_EQ(duties[1]["unfilled"], grids) << "two are wanted at each station, and there is one";
  EXPECT_LE(duties[1]["manned_share"]["value"], 0.5);
  EXPECT_GT(duties[1]["manned_share"]["value"], 0.2);
  EXPECT_EQ(duties[2]["passes_planned"], 3 * 2 * grids);
  // Streets of 20 x 128 m squares: seven rows of 12 pieces and thirteen columns of six.
  const double streets = 128.0 * (7 * 12 + 13 * 6);
  EXPECT_NEAR(duties[2]["streets_m_planned"].get<double>(), 3 * 2 * streets, 0.02 * 6 * streets);
  EXPECT_GT(duties[2]["streets_share"]["value"], 0.3);
  EXPECT_LE(duties[2]["streets_share"]["value"], 1.0);
  EXPECT_GE(duties[2]["way_minutes"], duties[2]["bound_minutes"]);
  const Answer again = run("runs/c", {"--set", "simulation.trace=all", "--replay", path("runs/a/events.trace")});
  ASSERT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(read("runs/a/metrics.json"), read("runs/c/metrics.json"));
  ASSERT_EQ(run("runs/late", {"--set", "simulation.warm_up=1 d"}).code, 0);
  const json late = figures("runs/late")["duties"];
  EXPECT_EQ(late[0]["planned"].get<double>() * 3, duties[0]["planned"].get<double>() * 2) << "of the two days that count";
  EXPECT_EQ(late[0]["manned_hours_planned"], 2 * 0.5 * grids);
  EXPECT_EQ(late[2]["passes_planned"], 2 * 2 * grids);
  EXPECT_LT(late[2]["streets_m"], duties[2]["streets_m"]);
  EXPECT_LE(late[2]["streets_share"]["value"], 1.0);
  wangge::testing::JsonSchema schema(json::parse(read("runs/a/metrics.schema.json")));
  for (const std::string& fault : schema.faults(json::parse(read("runs/a/metrics.json")))) ADD_FAILURE() << fault;
  const std::string page = read("runs/a/report.html");
  for (const char* words : {"Patrols", "巡查", "Checkpoints and consults", "值守和例会"})
    EXPECT_NE(page.find(words), std::string::npos) << words;
}

// Gates in a row to the east, from inside the town to far outside: however many lie outside, one warning says how many, names the
// first five and stands at the first.
TEST_F(Rounds, TellOnceOfAllGatesThatLieOutside) {
  std::string gates;
  for (int i = 0; i < 8; ++i) {
    gates += gates.empty() ? "" : ",";
    gates += R"({"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[)" + std::to_string(9.505 + 0.5 * i) +
             ",47.105]}}";
  }
  write("gates.geojson", R"({"type":"FeatureCollection","features":[)" + gates + "]}");
  say("[[duty]]\nkind = \"checkpoint\"\ngates = \"gates.geojson\"\nwhen = [\"daily 14:00-15:00\"]\n");
  ASSERT_EQ(run("runs/a").code, 0);
  EXPECT_EQ(figures("runs/a")["duties"][0]["places"], 1);
  const json all = json::parse(read("runs/a/metrics.json"));
  json told;
  for (const json& group : all["findings"]) {
    if (group["rule"] == "duty.outside") told = group;
  }
  EXPECT_EQ(told["count"], 1);
  const std::string words = told["example"]["en"];
  EXPECT_NE(words.find("of 8 gates 7 lie in no cell"), std::string::npos) << words;
  EXPECT_NE(words.find("gates/1, gates/2, gates/3, gates/4, gates/5 and 2 more"), std::string::npos) << words;
  EXPECT_NE(told["example"]["zh"].get<std::string>().find("8 个出入口中有 7 个"), std::string::npos) << told.dump();
  const Answer answer = run("runs/b", {"--verbose"});
  EXPECT_NE((answer.out + answer.err).find("duty.outside  gates.geojson gates/1 (576255.6, 5217322.5)"), std::string::npos);
}

/// The one finding of a rule; nothing where there is none or are several.
json only_finding(const json& metrics, const std::string& rule) {
  for (const json& group : metrics["findings"]) {
    if (group["rule"] == rule && group["count"] == 1) return group;
  }
  return {};
}

TEST_F(Rounds, WarnOfPatrolsThatNoWindowIsLongEnoughFor) {
  say("[[duty]]\nkind = \"patrol\"\nname = \"rounds\"\nwhen = [\"daily 09:00-12:00\", \"daily 14:00-14:10\"]\n");
  const std::string rule = "duty.round_longer_than_window";
  ASSERT_EQ(run("runs/a").code, 0);
  const json fits = json::parse(read("runs/a/metrics.json"));
  EXPECT_TRUE(only_finding(fits, rule).is_null()) << "the longest window counts";
  const json& duty = fits["simulation"]["duties"][0];
  const double mean = duty["way_minutes"].get<double>() / duty["responders"].get<double>();
  ASSERT_LT(mean, 90);
  ASSERT_GT(mean, 9);

  ASSERT_EQ(run("runs/many", {"--set", "duty.rounds.passes=10", "--set", "duty.rounds.when=[\"daily 09:00-10:30\"]"}).code, 0);
  const json many = only_finding(json::parse(read("runs/many/metrics.json")), rule);
  ASSERT_FALSE(many.is_null());
  const std::string all = std::to_string(duty["responders"].get<int>());
  const std::string told = many["example"]["en"];
  EXPECT_NE(told.find("its longest window is 90 min"), std::string::npos) << told;
  EXPECT_NE(told.find("One pass fits for " + all + " people, in " + all + " grids, but 10 passes do not"), std::string::npos)
      << told;
  EXPECT_EQ(told.find("never walked"), std::string::npos) << told;

  ASSERT_EQ(run("runs/short", {"--set", "duty.rounds.when=[\"daily 09:00-09:05\"]"}).code, 0);
  const json after = json::parse(read("runs/short/metrics.json"));
  EXPECT_EQ(after["simulation"]["duties"][0]["passes"], 0);
  const json never = only_finding(after, rule);
  ASSERT_FALSE(never.is_null());
  const std::string words = never["example"]["en"];
  EXPECT_NE(words.find("longer for " + all + " of " + all + " people, in " + all + " grids, and never walked to its end"),
            std::string::npos)
      << words;
  EXPECT_NE(words.find("longer windows in duty[0].when, fewer passes or smaller grids would help"), std::string::npos) << words;
  EXPECT_NE(never["example"]["zh"].get<std::string>().find("永远走不完"), std::string::npos) << never.dump();
  const Answer answer = run("runs/b", {"--verbose", "--set", "duty.rounds.when=[\"daily 09:00-09:05\"]"});
  EXPECT_NE((answer.out + answer.err).find(rule + "  "), std::string::npos) << answer.out << answer.err;
}

// A twentieth of a mediator a grid: there is none in so few grids.
TEST_F(Rounds, WarnOfDutiesThatNobodyIsFor) {
  say(R"([[responder]]
kind = "mediator"
per = { grid = 0.05 }
mode = "walk"
shift = ["daily 08:00-18:00"]
[[duty]]
kind = "consult"
name = "meeting"
title = { zh = "例会", en = "Meeting" }
by = "mediator"
when = ["daily 08:00-08:30"]
)");
  const Answer check = wangge({"check", scenario(), "--lang", "en"}, {});
  ASSERT_EQ(check.code, 0) << check.err;
  const std::string words =
      "duty[0].by: the duty \"Meeting\" (meeting) is for \"mediator\", and there is none of them, as responder[1].per.grid = "
      "0.05";
  EXPECT_NE(check.out.find(words), std::string::npos) << check.out;
  ASSERT_EQ(run("runs/a").code, 0);
  const json metrics = json::parse(read("runs/a/metrics.json"));
  const json told = only_finding(metrics, "simulation.duty_of_nobody");
  ASSERT_FALSE(told.is_null());
  EXPECT_NE(told["example"]["en"].get<std::string>().find(words), std::string::npos) << told.dump();
  for (const char* figure : {"done_share", "manned_share"})
    EXPECT_FALSE(metrics["simulation"]["duties"][0].contains(figure)) << figure << " of nothing";
  const std::string page = read("runs/a/report.html");
  EXPECT_NE(page.find("Nobody does: Meeting."), std::string::npos);
  EXPECT_NE(page.find("无人去做：例会。"), std::string::npos);
  const Answer two = wangge({"check", scenario(), "--lang", "en", "--set", "responder.mediator.per.grid=0.5"}, {});
  EXPECT_EQ(two.out.find("simulation.duty_of_nobody"), std::string::npos) << two.out;
}

TEST_F(Rounds, TellInEventsOfWhichDutyAndWhichVisitTheyAre) {
  say(visits + "[[duty]]\nkind = \"patrol\"\nwhen = [\"daily 16:00-17:00\"]\n");
  ASSERT_EQ(run("runs/a").code, 0);
  std::istringstream lines(read("runs/a/events.csv"));
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "time_ms,event,request,responder,duty,visit,walked_m,department");
  std::map<std::string, int> seen;
  while (std::getline(lines, line)) {
    std::vector<std::string> fields;
    std::istringstream rest(line + ",");
    for (std::string field; std::getline(rest, field, ',');) fields.push_back(field);
    ASSERT_EQ(fields.size(), 8U) << line;
    if (fields[1] == "called") {
      ++seen["called"];
      EXPECT_TRUE(fields[4] == "old people" && !fields[5].empty() && std::stoi(fields[5]) < 2 * 1036) << line;
    } else if (fields[1] == "street_walked") {
      ++seen["walked"];
      EXPECT_TRUE(fields[4] == "patrol" && fields[5].empty() && std::stod(fields[6]) > 0) << line;
    } else if (fields[1] == "ordered") {
      EXPECT_TRUE(fields[4].empty() && fields[5].empty() && fields[6].empty() && fields[7].empty()) << line;
    }
  }
  EXPECT_GT(seen["called"], 100);
  EXPECT_GT(seen["walked"], 3);
}

TEST_F(Rounds, TellWhatIsWrongAndWhere) {
  const auto refused = [&](const std::string& duty, const std::string& words) {
    const std::string whole = read("town.toml");
    say("[[duty]]\nkind = \"household visit\"\n" + duty);
    const Answer answer = wangge({"check", scenario(), "--lang", "en"}, {});
    EXPECT_EQ(answer.code, 2) << duty;
    EXPECT_NE(answer.err.find("town.toml:"), std::string::npos) << answer.err;
    EXPECT_NE(answer.err.find(words), std::string::npos) << answer.err;
    const Answer zh = wangge({"check", scenario(), "--lang", "zh"}, {});
    EXPECT_NE(zh.err.find("duty"), std::string::npos) << zh.err;
    write("town.toml", whole);
  };
  const std::string takes = "takes = \"constant 5 min\"\n";
  const std::string when = "when = [\"daily 09:00-11:00\"]\n";
  refused(when, "takes");
  refused(takes + when + "[[responder]]\nkind = \"grid worker\"\nshift = [\"daily 18:00-20:00\"]\n",
          "more than one [[responder]] is called \"grid worker\"");
  refused(takes, "when");
  refused(takes + "when = [\"every tuesdy 09:00-11:00\"]\n", "there is no day \"tuesdy\"");
  refused(takes + "when = [\"every tuesday 20:00-21:00\"]\n", "no \"grid worker\" is on shift then");
  refused(takes + "when = [\"daily 00:00-24:00\"]\n", "turns cannot be told apart");
  refused(takes + when + "absent = \"40 %\"\nagain = [\"daily 00:00-24:00\"]\n", "has no pause between its hours");
  refused(takes + "when = [\"first friday of the month 09:00-11:00\"]\n", "needs simulation.start");
  refused(takes + when + "each = \"household once a quarter\"\n", "needs simulation.start");
  refused(takes + when + "each = \"twice\"\n", "household once a quarter");
  refused(takes + when + "by = \"captain\"\n", "captain");
  refused(takes + when + "group = \"young\"\n", "young");
  refused(takes + when + "start = \"9 d\"\n", "after the end of the simulation");
  refused(takes + when + "absent = \"140 %\"\n", "absent");
  refused(takes + when + "passes = 2\n", "does not go with \"household visit\"");
  const std::string valid = takes + when;
  refused(valid + "[[duty]]\nkind = \"checkpoint\"\n" + when, "expected one of `at` and `gates`");
  refused(valid + "[[duty]]\nkind = \"checkpoint\"\nat = \"barracks\"\n" + when, "barracks");
  refused(valid + "[[duty]]\nkind = \"patrol\"\n" + takes + when, "does not go with \"patrol\"");
  refused(takes + when + "[[duty]]\nkind = \"household visit\"\n" + takes + when, "there are two duties \"household visit\"");
  refused(takes + when + "[[duty]]\nkind = \"door-knock sweep\"\nabsent = \"10 %\"\n" + takes + when, "calls again");
  refused(takes + when + "[[duty]]\nkind = \"door-knock sweep\"\neach = \"household once\"\n" + takes + when,
          "does not go with a sweep");
}

TEST_F(Rounds, LeaveNoCountsOfHouseholdsInExports) {
  say(visits + sweep);
  ASSERT_EQ(run("runs/a").code, 0);
  const Answer answer = wangge({"export", path("runs/a"), "--as", "json", "--audience", "public", "--out", path("out")}, {});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const json all = json::parse(read("out/metrics.json"))["simulation"];
  for (const json& duty : all["duties"]) {
    EXPECT_FALSE(duty.contains("planned") || duty.contains("calls") || duty.contains("sweep")) << duty.dump();
    EXPECT_TRUE(duty.contains("done_share"));
  }
  for (const json& grid : all.value("by_grid", json::array()))
    EXPECT_FALSE(grid.contains("visits_planned") || grid.contains("rounds_share")) << grid.dump();
}

}  // namespace
}  // namespace wangge::test
