#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "tests/integration/run_command.h"

namespace wangge::test {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

/// What the pages of Yulin, Hezhou and Guixi say (docs/deployments), in runs of few replications.
class DeploymentPages : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("wangge-deployment-pages-" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  static std::string scenario(const std::string& name) { return std::string(WANGGE_SOURCE) + "/scenarios/" + name + ".toml"; }
  std::string out(const std::string& name) const { return (folder_ / name).string(); }
  static std::string text_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }

  json run(const std::string& name, const std::string& file, int replications, const std::string& horizon) {
    const Answer answer =
        wangge({"run", file, "--out", out(name), "--quiet", "--set", "simulation.replications=" + std::to_string(replications),
                "--set", "simulation.horizon=" + horizon});
    EXPECT_EQ(answer.code, 0) << answer.err;
    const json metrics = json::parse(text_of(out(name) + "/metrics.json"), nullptr, false);
    EXPECT_TRUE(metrics.is_object()) << name;
    return metrics.is_object() ? metrics.at("simulation") : json::object();
  }
  json run(const std::string& name, int replications, const std::string& horizon) {
    return run(name, scenario(name), replications, horizon);
  }

  static double value(const json& simulation, const char* figure) {
    const json found = simulation.value(figure, json::object());
    return found.value("value", 0.0);
  }
  static double within_shift(const json& simulation) { return value(simulation.at("within_shift"), "within_target_share"); }
  static double done(const json& simulation, const std::string& duty) {
    for (const json& one : simulation.at("duties")) {
      if (one.at("duty") == duty) return value(one, "done_share");
    }
    ADD_FAILURE() << "no duty " << duty;
    return 0;
  }
  /// How many requests of replication 0 each responder had last.
  std::map<int, int> requests_of_responders(const std::string& name) const {
    std::map<int, int> counts;
    std::istringstream rows(text_of(out(name) + "/requests.csv"));
    std::string row;
    std::getline(rows, row);
    while (std::getline(rows, row)) {
      const std::size_t last = row.rfind(',');
      const std::size_t before = row.rfind(',', last - 1);
      const std::string responder = row.substr(before + 1, last - before - 1);
      if (!responder.empty()) counts[std::stoi(responder)] += 1;
    }
    return counts;
  }

  fs::path folder_;
};

/// Much of a worker's day is scheduled work, and it gets done beside the requests.
void expect_a_full_day(const json& simulation, double busy) {
  ASSERT_TRUE(simulation.contains("rounds_share"));
  EXPECT_GT(simulation.at("rounds_share").at("value"), 0.35);
  EXPECT_LT(simulation.at("rounds_share").at("value"), 0.9);
  EXPECT_NEAR(simulation.at("utilisation").at("value").get<double>(), busy, busy / 2);
}

/// Whoever answers on the spot follows from skill, distance and load: not from the order in which the file names the workers.
TEST_F(DeploymentPages, XingyeKnowsNoOrderOfWorkersInTheFile) {
  const std::string file = text_of(scenario("xingye"));
  const std::string head = "[[responder]]\n";
  const std::size_t from = file.find(head);
  std::size_t end = file.rfind("[[responder]]");
  end = file.find("\n\n", end) + 1;
  std::vector<std::string> blocks;
  for (std::size_t at = from; at < end;) {
    const std::size_t next = std::min(end, file.find(head, at + 1));
    blocks.push_back(file.substr(at, next - at));
    at = next;
  }
  ASSERT_EQ(blocks.size(), 3U);
  std::string other = file.substr(0, from) + blocks[2] + "\n" + blocks[1] + "\n" + blocks[0] + "\n" + file.substr(end);
  for (const auto& [relative, whole] : std::vector<std::pair<std::string, std::string>>{
           {"\"../data/", std::string("\"") + WANGGE_SOURCE + "/data/"},
           {"\"defaults/", std::string("\"") + WANGGE_SOURCE + "/scenarios/defaults/"}}) {
    for (std::size_t at = other.find(relative); at != std::string::npos; at = other.find(relative, at + whole.size()))
      other.replace(at, relative.size(), whole);
  }
  std::ofstream(out("other.toml")) << other;
  const json one = run("xingye", 2, "91 d");
  const json two = run("other", out("other.toml"), 2, "91 d");
  for (const char* figure : {"handed_over_share", "assisted_share", "utilisation", "rounds_share", "response_minutes",
                             "within_target_share", "finals", "by_kind", "by_grid"})
    EXPECT_EQ(one.value(figure, json()), two.value(figure, json())) << figure;
  expect_a_full_day(one, 0.0002);
}

/// The first who comes: nobody but a mediator can mediate, the clerk alone knows permits. Mediators meet when workers do, so that
/// the worker of the grid comes first nearly always.
TEST_F(DeploymentPages, XingyeNeedsHelpWhereWhoComesFirstCannotDoIt) {
  const json simulation = run("xingye", 2, "364 d");
  std::map<std::string, double> handed;
  for (const json& kind : simulation.at("by_kind")) handed[kind.at("kind")] = kind.value("handed_over_share", 0.0);
  EXPECT_EQ(handed["demand of daily life"], 0);
  EXPECT_GT(handed["demand for mediation"], 0.8) << "hardly ever is a mediator the first";
  EXPECT_GT(handed["demand for a permit"], 0.5) << "of the night's permits the clerk, who does not meet, takes some at once";
  const double taught = value(run("xingye-whatif", 2, "364 d"), "handed_over_share");
  EXPECT_LT(taught, value(simulation, "handed_over_share") - 0.05);
}

/// Council rooms of 12 communities, 6 towns and the district; two compounds have a room of their own.
TEST_F(DeploymentPages, FumianMeetsInItsCouncilRooms) {
  const json simulation = run("fumian", 4, "364 d");
  std::map<std::string, int> rooms;
  for (const json& level : simulation.at("offices")) rooms[level.at("level")] = level.at("offices");
  EXPECT_EQ(rooms, (std::map<std::string, int>{{"community", 12}, {"town", 6}, {"district", 1}}));
  std::vector<std::string> levels;
  double meetings = 0;
  for (const json& level : simulation.at("escalated")) {
    levels.push_back(level.at("level"));
    meetings += level.at("requests").get<double>();
  }
  EXPECT_EQ(levels, (std::vector<std::string>{"compound", "community", "town", "district"}));
  EXPECT_NEAR(meetings, 165, 35) << "one a level: 162 published";
  EXPECT_NEAR(simulation.at("escalated").at(0).at("requests").get<double>(), 15, 12);
  expect_a_full_day(simulation, 0.03);
  const std::string rows = text_of(std::string(WANGGE_SOURCE) + "/scenarios/deployments/fumian/council_compounds.csv");
  EXPECT_NE(rows.find("丽景名城东区"), std::string::npos);
  EXPECT_NE(rows.find("名仕湾"), std::string::npos);
}

/// 251 workers and 24 mediators of the same stations: no handful of them takes the orders.
TEST_F(DeploymentPages, HezhouSpreadsItsOrders) {
  const json simulation = run("hezhou", 1, "364 d");
  expect_a_full_day(simulation, 0.004);
  const std::map<int, int> counts = requests_of_responders("hezhou");
  int all = 0;
  int most = 0;
  for (const auto& [responder, count] : counts) {
    all += count;
    most = std::max(most, count);
  }
  EXPECT_GT(counts.size(), 240U) << "who had any";
  EXPECT_GT(all, 2000);
  EXPECT_LT(most, 80) << "nine orders in ten went to 24 mediators, 92 each, when ties went by code";
}

TEST_F(DeploymentPages, SharesInTimeAndVisitsDoneAreThoseOfThePages) {
  const json bobai = run("bobai", 2, "91 d");
  EXPECT_NEAR(within_shift(bobai), 0.962, 0.015);
  EXPECT_NEAR(done(bobai, "household visits"), 0.984, 0.02);
  expect_a_full_day(bobai, 0.044);
  const json evenings = run("bobai-whatif", 2, "91 d");
  EXPECT_GT(done(evenings, "household visits"), done(bobai, "household visits"));
  EXPECT_LT(value(evenings, "within_target_share"), value(bobai, "within_target_share")) << "nobody comes at the weekend";

  const json guixi = run("guixi", 2, "91 d");
  EXPECT_NEAR(within_shift(guixi), 0.775, 0.02);
  EXPECT_NEAR(done(guixi, "household visits"), 0.8, 0.03) << "the others have no way";
  for (const json& duty : guixi.at("duties")) {
    if (duty.at("duty") != "household visits") continue;
    EXPECT_EQ(duty.at("responders"), 35);
  }
  const json compound = run("hezhou-compound", 30, "364 d");
  EXPECT_NEAR(within_shift(compound), 0.912, 0.03);
  EXPECT_NEAR(value(compound, "within_target_share"), 0.577, 0.04);
  EXPECT_NEAR(value(run("hezhou-compound-whatif", 30, "364 d"), "within_target_share"), 0.198, 0.04);
}

/// What if market supervision were on call in the evening: it alone reports to more of its whistles in time.
TEST_F(DeploymentPages, HezhouHearsWhistlesInTheEvening) {
  const auto in_time = [](const json& simulation) {
    std::map<std::string, double> shares;
    for (const json& one : simulation.at("whistles").at("by_department"))
      shares[one.at("department")] = value(one, "in_time_share");
    return shares;
  };
  std::map<std::string, double> today = in_time(run("hezhou", 1, "182 d"));
  std::map<std::string, double> evening = in_time(run("hezhou-whatif", 1, "182 d"));
  EXPECT_NEAR(today["market supervision"], 0.8, 0.08);
  EXPECT_GT(evening["market supervision"], today["market supervision"] + 0.08);
  for (const char* other : {"housing", "fire brigade", "city management", "civil affairs"})
    EXPECT_EQ(evening[other], today[other]) << other;
}

TEST_F(DeploymentPages, HezhouReplaysItsDemandListRowByRow) {
  const json simulation = run("hezhou-lists", 1, "364 d");
  EXPECT_EQ(simulation.at("requests").at("mean"), 1600.0);
  std::map<std::string, double> kinds;
  for (const json& kind : simulation.at("by_kind")) kinds[kind.at("kind")] = kind.at("requests");
  EXPECT_EQ(kinds, (std::map<std::string, double>{{"matter of a resident", 709},
                                                  {"unsafe building", 124},
                                                  {"disorder in the street", 381},
                                                  {"family in need", 386},
                                                  {"project claimed", 0}}));
}

}  // namespace
}  // namespace wangge::test
