// Blocks of responders may stand in the file in any order.
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

class ResponderOrder : public TownTest {
 protected:
  [[nodiscard]] Answer run(const std::string& out, const std::vector<std::string>& words = {}) const {
    std::vector<std::string> all = {"run", scenario(), "--out", path(out), "--lang", "en"};
    all.insert(all.end(), words.begin(), words.end());
    return wangge(all, {});
  }
  void say(const std::string& more) const { std::ofstream(path("town.toml"), std::ios::app) << more; }
  [[nodiscard]] json figures(const std::string& out) const { return json::parse(read(out + "/metrics.json"))["simulation"]; }
  /// The time of duty stands in the order of the file; here it has one of its own.
  [[nodiscard]] json figures_in_any_order(const std::string& out) const {
    json all = figures(out);
    std::sort(all["duty_time"].begin(), all["duty_time"].end());
    return all;
  }
};

/// The blocks of responders the other way round, behind everything else.
std::string with_responders_turned_round(const std::string& text) {
  std::istringstream lines(text);
  std::string rest;
  std::vector<std::string> blocks;
  bool responder = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind('[', 0) == 0) {
      responder = line == "[[responder]]";
      if (responder) blocks.emplace_back();
    }
    (responder ? blocks.back() : rest) += line + "\n";
  }
  for (auto block = blocks.rbegin(); block != blocks.rend(); ++block) rest += *block;
  return rest;
}

TEST_F(ResponderOrder, ChangesNoFigure) {
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
    write("town.toml", with_responders_turned_round(as_written));
    ASSERT_EQ(run("runs/b", {"--set", "dispatch.policy=" + policy}).code, 0);
    EXPECT_EQ(figures_in_any_order("runs/a"), figures_in_any_order("runs/b")) << policy;
  }
}

TEST_F(ResponderOrder, ChangesNoLabelOfATeamOfOne) {
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
  write("town.toml", with_responders_turned_round(as_written));
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

}  // namespace
}  // namespace wangge::test
