// Youjiang as its page has it: 2,843 workers, its share in 15 minutes, scheduled work, and the measure that reaches 95 %.
#include "tests/integration/run_command.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace wangge::test {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

class Youjiang : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("wangge-youjiang-" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  static std::string scenario(const std::string& name) { return std::string(WANGGE_SOURCE) + "/scenarios/" + name + ".toml"; }
  std::string out(const std::string& name) const { return (folder_ / name).string(); }
  static json parsed(const std::string& file) {
    std::ifstream in(file);
    return json::parse(in, nullptr, false);
  }
  json run(const std::string& file, const std::string& name, const std::vector<std::string>& more) {
    std::vector<std::string> words = {
        "run", file, "--out", out(name), "--quiet", "--set", "simulation.replications=2", "--set", "simulation.trace=none"};
    words.insert(words.end(), more.begin(), more.end());
    const Answer answer = wangge(words);
    EXPECT_EQ(answer.code, 0) << answer.err;
    return parsed(out(name) + "/metrics.json");
  }
  void check_independently() const {
#ifdef WANGGE_ACCEPTANCE
    const Answer plan = run_command({"/usr/bin/python3", WANGGE_ACCEPTANCE "/check_plan.py", out("youjiang") + "/plan.gpkg",
                                     "--buildings", "110710", "--min", "21", "--max", "111"});
    EXPECT_EQ(plan.code, 0) << plan.out << plan.err;
    const Answer whole = run_command({"/usr/bin/python3", WANGGE_ACCEPTANCE "/check_run.py", out("youjiang")});
    EXPECT_EQ(whole.code, 0) << whole.out << whole.err;
#endif
  }

  fs::path folder_;
};

double in_time(const json& metrics) { return metrics.at("simulation").at("within_shift").at("within_target_share").at("value"); }

/// The what-if is run on the same borders, as the page's table of measures has it.
TEST_F(Youjiang, ReachesItsShareAndWithTheMeasureOfItsPageNinetyFivePercent) {
  const json metrics = run(scenario("youjiang"), "youjiang", {});
  ASSERT_TRUE(metrics.is_object());
  check_independently();
  EXPECT_EQ(metrics.at("plan").at("grids"), 2435);
  EXPECT_EQ(metrics.at("plan").at("invalid"), metrics.at("plan").at("excused"));
  EXPECT_EQ(metrics.at("territory").at("residents"), 472086);
  std::map<std::string, int> areas;
  for (const json& level : metrics.at("territory").at("levels")) areas[level.at("level")] = level.at("areas");
  EXPECT_EQ(areas, (std::map<std::string, int>{{"community", 122}, {"district", 1}, {"town", 9}}));
  for (const json& group : metrics.at("findings")) EXPECT_NE(group.at("rule"), "planning.count_out_of_range");
  const json sectors = parsed(out("youjiang") + "/sectors.json");
  EXPECT_EQ(sectors.at("sectors").size(), 3U);
  EXPECT_FALSE(sectors.at("conflicts").empty());

  int workers = 0;
  for (const json& kind : metrics.at("simulation").at("duty_time")) workers += kind.at("responders").get<int>();
  EXPECT_EQ(workers, 2843);
  EXPECT_NEAR(in_time(metrics), 0.627, 0.02);
  const json& worker = metrics.at("simulation").at("duty_time").at(0);
  double scheduled = 0;
  for (const json& duty : worker.at("duties")) {
    scheduled += duty.at("at").at("share").at("value").get<double>();
    if (duty.contains("way")) scheduled += duty.at("way").at("share").at("value").get<double>();
  }
  EXPECT_GT(scheduled, 0.4);
  EXPECT_LT(scheduled, 0.85);
  for (const json& duty : metrics.at("simulation").at("duties")) {
    if (duty.at("kind") != "household visit") continue;
    EXPECT_GT(duty.at("done_share").at("value"), 0.95) << duty.at("duty");
  }

  const std::string held = out("held.toml");
  std::ofstream(held) << "extends = \"" << scenario("youjiang-whatif") << "\"\nname = \"held\"\n"
                      << "without = [\"sector\", \"planning.count\", \"export.map\"]\n";
  EXPECT_GT(in_time(run(held, "held", {"--plan", out("youjiang") + "/plan.gpkg"})), 0.95);
}

}  // namespace
}  // namespace wangge::test
