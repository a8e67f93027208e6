// Blocks of responders, requests, departments and duties may stand in the file in any order.
#include "tests/integration/loop_scenario.h"
#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace wangge::test {
namespace {

using nlohmann::json;

class BlockOrder : public TownTest {
 protected:
  [[nodiscard]] Answer run(const std::string& out, const std::vector<std::string>& words = {}) const {
    std::vector<std::string> all = {"run", scenario(), "--out", path(out), "--lang", "en"};
    all.insert(all.end(), words.begin(), words.end());
    return wangge(all, {});
  }
  void say(const std::string& more) const { std::ofstream(path("town.toml"), std::ios::app) << more; }
  [[nodiscard]] json figures(const std::string& out) const { return json::parse(read(out + "/metrics.json"))["simulation"]; }
  /// Lists that stand in the order of the file have one of their own here.
  [[nodiscard]] json figures_in_any_order(const std::string& out) const {
    json all = figures(out);
    for (const char* list : {"duty_time", "by_kind", "duties"}) {
      if (all.contains(list)) std::sort(all[list].begin(), all[list].end());
    }
    for (const char* list : {"by_kind", "by_department"}) {
      if (all.contains("whistles")) std::sort(all["whistles"][list].begin(), all["whistles"][list].end());
    }
    if (all.contains("admission")) std::sort(all["admission"]["by_department"].begin(), all["admission"]["by_department"].end());
    for (json& kind : all["duty_time"]) std::sort(kind["duties"].begin(), kind["duties"].end());
    return all;
  }
};

/// The blocks of a kind, as "responder", the other way round, behind everything else.
std::string with_blocks_turned_round(const std::string& text, const std::string& kind) {
  std::istringstream lines(text);
  std::string rest;
  std::vector<std::string> blocks;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line == "[[" + kind + "]]") {
      inside = true;
      blocks.emplace_back();
    } else if (line.rfind('[', 0) == 0 && line.rfind("[" + kind + ".", 0) != 0 && line.rfind("[[" + kind + ".", 0) != 0) {
      inside = false;
    }
    (inside ? blocks.back() : rest) += line + "\n";
  }
  for (auto block = blocks.rbegin(); block != blocks.rend(); ++block) rest += *block;
  return rest;
}

TEST_F(BlockOrder, OfRespondersChangesNoFigure) {
  say(whole_loop + R"(
[[responder]]
kind = "grid worker"
post = "station"
shift = ["daily 08:00-20:00"]
skills = ["mediation"]
[[duty]]
kind = "household visit"
by = "walker"
when = ["daily 08:00-12:00"]
each = "household every 2 days"
takes = "exponential 3 min"
absent = "30 %"
again = ["daily 14:00-18:00"]
[[duty]]
kind = "door-knock sweep"
by = "captain"
responders = 1
when = ["daily 09:00-18:00"]
takes = "constant 1 min"
[[duty]]
kind = "patrol"
by = "walker"
when = ["daily 16:00-18:00"]
[[duty]]
kind = "checkpoint"
by = "captain"
at = "station"
when = ["daily 14:00-15:00"]
[[duty]]
kind = "consult"
by = "mediator"
when = ["daily 08:00-08:30"]
)");
  const std::string as_written = read("town.toml");
  for (const std::string policy : {"own grid, then neighbours", "smallest scope first", "assignment each minute"}) {
    write("town.toml", as_written);
    ASSERT_EQ(run("runs/a", {"--set", "dispatch.policy=" + policy}).code, 0);
    write("town.toml", with_blocks_turned_round(as_written, "responder"));
    ASSERT_EQ(run("runs/b", {"--set", "dispatch.policy=" + policy}).code, 0);
    EXPECT_EQ(figures_in_any_order("runs/a"), figures_in_any_order("runs/b")) << policy;
  }
}

TEST_F(BlockOrder, OfRespondersChangesNoLabelOfATeamOfOne) {
  say(whole_loop + R"(
[[responder]]
kind = "grid worker"
post = "station"
shift = ["daily 08:00-20:00"]
[scoring]
by = "responder"
)");
  const std::string as_written = read("town.toml");
  ASSERT_EQ(run("runs/a").code, 0);
  write("town.toml", with_blocks_turned_round(as_written, "responder"));
  ASSERT_EQ(run("runs/b").code, 0);
  const json teams = figures("runs/a")["teams"];
  EXPECT_EQ(teams, figures("runs/b")["teams"]);
  std::set<std::string> labels;
  for (const json& team : teams) {
    labels.insert(team["team"].get<std::string>());
    EXPECT_EQ(team["responders"], 1) << team["team"];
  }
  EXPECT_EQ(labels.size(), teams.size());
  const std::vector<json> grids = json::parse(read("runs/a/metrics.json"))["simulation"]["by_grid"];
  for (const json& grid : grids) {
    const std::string code = grid["code"];
    EXPECT_TRUE(labels.contains(code + " grid worker 1") && labels.contains(code + " grid worker 2")) << code;
  }
  EXPECT_TRUE(labels.contains("1101 mediator 1") && labels.contains("1102 mediator 1"));
}

const std::string many_kinds = R"(
[[department]]
name = "housing"
reports = "exponential 4 h"
hours = ["daily 08:00-18:00"]
[[department]]
name = "civil affairs"
reports = "exponential 30 min"
matters = [{ kind = "ledger check", rate = "1 per resident per year" }, { kind = "noise", rate = "1 per resident per year" }]
hands_down = ["ledger check"]
[[request]]
kind = "ledger check"
rate = "0 per resident per year"
handle = "constant 10 min"
[[request]]
kind = "unsafe wall"
rate = "4 per resident per year"
handle = "constant 5 min"
whistle = { share = "80 %", departments = ["housing", "civil affairs"], within = "6 h", grace = "2 h", takes = "exponential 2 h" }
escalate = [{ level = "community", takes = "exponential 3 h", settled = "60 %" }, { level = "city", takes = "exponential 3 h", settled = "50 %" }]
[[request]]
kind = "noise"
rate = "3 per resident per year"
busy_days = 0.5
handle = "exponential 15 min"
[[surge]]
name = "storm"
from = "1 d"
lasts = "1 d"
factor = 3
kinds = ["unsafe wall", "noise"]
[[surge]]
name = "quiet"
from = "2 d"
lasts = "1 d"
factor = 0.5
kinds = ["noise"]
[[surge]]
name = "heat"
from = "1 d"
lasts = "2 d"
factor = 4
extra = "1 per resident per year"
kinds = ["noise"]
[[duty]]
kind = "household visit"
name = "visits"
by = "walker"
when = ["daily 08:00-12:00"]
each = "household every 2 days"
takes = "exponential 3 min"
absent = "30 %"
[[duty]]
kind = "patrol"
name = "patrol"
by = "walker"
when = ["daily 16:00-18:00"]
)";

// Each kind of request, department, duty and surge has luck that goes by its name.
TEST_F(BlockOrder, OfRequestsDepartmentsDutiesAndSurgesChangesNoFigure) {
  say(whole_loop + many_kinds);
  const std::string as_written = read("town.toml");
  for (const std::string policy : {"own grid, then neighbours", "assignment each minute", "claims from an open list"}) {
    write("town.toml", as_written);
    const Answer first = run("runs/a", {"--set", "dispatch.policy=" + policy});
    ASSERT_EQ(first.code, 0) << first.err;
    for (const char* kind : {"request", "department", "duty", "surge"}) {
      write("town.toml", with_blocks_turned_round(as_written, kind));
      ASSERT_EQ(run("runs/b", {"--set", "dispatch.policy=" + policy}).code, 0);
      EXPECT_EQ(figures_in_any_order("runs/a"), figures_in_any_order("runs/b")) << policy << ", " << kind;
    }
  }
}

// One that nobody orders in these days, so that nothing else has a reason to change.
TEST_F(BlockOrder, ARequestPutInFrontLeavesTheLuckOfTheOthers) {
  const std::string as_written = read("town.toml");
  ASSERT_EQ(run("runs/a").code, 0);
  const std::string never = R"([[request]]
kind = "never"
rate = "1 per resident per year"
hours = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
weekdays = [0, 0, 0, 0, 0, 0, 1]
handle = "constant 10 min"
)";
  const std::size_t first = as_written.find("[[request]]");
  write("town.toml", as_written.substr(0, first) + never + as_written.substr(first));
  ASSERT_EQ(run("runs/b").code, 0);
  const json before = figures("runs/a");
  const json after = figures("runs/b");
  EXPECT_GT(before["requests"]["mean"], 10.0);
  EXPECT_EQ(after["by_kind"][0]["kind"], "never");
  for (const char* key : {"requests", "responses", "utilisation", "finals", "by_grid", "by_hour"})
    EXPECT_EQ(before[key], after[key]) << key;
}

}  // namespace
}  // namespace wangge::test
