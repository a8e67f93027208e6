#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <string>
#include <thread>

namespace wangge::test {
namespace {

namespace fs = std::filesystem;

class Run : public TownTest {
 protected:
  [[nodiscard]] Answer run(const std::vector<std::string>& more = {}, const CommandRules& rules = {}) const {
    std::vector<std::string> words = {"run", scenario(), "--out", path("runs/a")};
    words.insert(words.end(), more.begin(), more.end());
    return wangge(words, rules);
  }
};

TEST_F(Run, MakesAWholePrivateFolder) {
  const Answer answer = run();
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(names_in("runs"), "a") << "nothing else is left beside it";
  EXPECT_EQ(names_in("runs/a"),
            "LICENCE.txt events.csv events.trace manifest.json maps metrics.csv metrics.json metrics.schema.json plan.gpkg "
            "report.html requests.csv "
            "timing.json");
  EXPECT_EQ(names_in("runs/a/maps"), "grids-A4.svg");
  struct stat state {};
  ASSERT_EQ(::stat(path("runs/a").c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777u, 0700u);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path("runs/a"))) {
    ASSERT_EQ(::stat(entry.path().c_str(), &state), 0);
    EXPECT_EQ(state.st_mode & 0777u, entry.is_directory() ? 0700u : 0600u) << entry.path();
  }
  EXPECT_NE(answer.out.find("stage"), std::string::npos) << answer.out;
  EXPECT_NE(answer.out.find("peak MiB"), std::string::npos);
  EXPECT_NE(answer.out.find("households a grid"), std::string::npos);
}

TEST_F(Run, SpeaksChinese) {
  const Answer answer = run({"--lang", "zh"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("每网格户数"), std::string::npos) << answer.out;
}

TEST_F(Run, QuietPrintsTheFolderAlone) {
  const Answer answer = run({"--quiet"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.out, path("runs/a") + "\n");
  EXPECT_EQ(answer.err, "");
}

TEST_F(Run, DefaultsToRunsAndTheName) {
  CommandRules rules;
  rules.folder = folder_.string();
  ASSERT_EQ(wangge({"run", "town.toml", "--quiet"}, rules).code, 0);
  EXPECT_EQ(names_in("runs"), "town");
}

TEST_F(Run, GivesTheSameBytesForAnyNumberOfThreads) {
  for (const char* threads : {"1", "2", "5"}) {
    const std::string folder = path(std::string("runs/t") + threads);
    ASSERT_EQ(wangge({"run", scenario(), "--out", folder, "--threads", threads, "--quiet"}).code, 0);
    ASSERT_EQ(wangge({"export", folder, "--as", "geojson,csv", "--quiet"}).code, 0);
  }
  for (const char* file :
       {"metrics.json", "metrics.csv", "manifest.json", "events.csv", "requests.csv", "report.html", "maps/grids-A4.svg",
        "-export-internal/grids.geojson", "-export-internal/cells.geojson", "-export-internal/buildings.geojson",
        "-export-internal/levels.geojson", "-export-internal/circles.geojson", "-export-internal/posts.csv"}) {
    const auto of = [&](const std::string& run) { return read("runs/" + run + (file[0] == '-' ? "" : "/") + file); };
    const std::string one = of("t1");
    EXPECT_FALSE(one.empty()) << file;
    EXPECT_TRUE(one == of("t2")) << file << " differs with 2 threads";
    EXPECT_TRUE(one == of("t5")) << file << " differs with 5 threads";
  }
}

TEST_F(Run, AnOverrideChangesTheRunAndIsNoted) {
  ASSERT_EQ(run({"--quiet"}).code, 0);
  const std::string plain = read("runs/a/metrics.json");
  ASSERT_EQ(run({"--quiet", "--set", "simulation.replications=3"}).code, 0);
  EXPECT_NE(read("runs/a/metrics.json"), plain);
  EXPECT_NE(read("runs/a/manifest.json").find("simulation.replications=3"), std::string::npos);
}

/// 288 houses of 20 people; of five hydrants one stands a kilometre beyond the town.
TEST_F(Run, AuditsWhatItsGridsAnswerFor) {
  std::string hydrants = R"({"type":"FeatureCollection","features":[)";
  const double places[5][2] = {{9.5010, 47.1010}, {9.5010, 47.1011}, {9.5012, 47.1010}, {9.5150, 47.1020}, {9.5500, 47.1020}};
  for (const auto& [longitude, latitude] : places) {
    hydrants += (hydrants.back() == '[' ? "" : ",") +
                std::string(R"({"type":"Feature","properties":{},"geometry":{"type":"Point",)") + R"("coordinates":[)" +
                std::to_string(longitude) + "," + std::to_string(latitude) + "]}}";
  }
  write("hydrants.geojson", hydrants + "]}");
  write("audited.toml", "extends = \"town.toml\"\n[[ledger]]\nkind = \"objects\"\nsource = \"hydrants.geojson\"\n");
  ASSERT_EQ(wangge({"run", path("audited.toml"), "--out", path("runs/a"), "--quiet"}).code, 0);
  const auto metrics = nlohmann::json::parse(read("runs/a/metrics.json"));
  std::map<std::string, nlohmann::json> elements;
  for (const auto& element : metrics.at("plan").at("elements")) elements[element.at("element")] = element;
  EXPECT_EQ(elements.at("people").at("total"), 5760);
  EXPECT_EQ(elements.at("people").at("outside"), 0);
  EXPECT_EQ(elements.at("people").at("grids_without"), 0);
  EXPECT_EQ(elements.at("buildings").at("total"), 288);
  EXPECT_EQ(elements.at("land").at("outside"), 0);
  EXPECT_NEAR(elements.at("land").at("total").get<double>(), 1600 * 800, 20000);
  EXPECT_GT(elements.at("matters").at("total").get<double>(), 0);
  const auto& objects = elements.at("objects");
  EXPECT_EQ(objects.at("total"), 5);
  EXPECT_EQ(objects.at("outside"), 1);
  EXPECT_EQ(objects.at("grids_without").get<std::size_t>(), metrics.at("plan").at("grids").get<std::size_t>() - 2);
  EXPECT_EQ(objects.at("of_a_grid").at("max"), 3);
  EXPECT_NE(read("runs/a/metrics.csv").find("plan.elements[objects].outside,1"), std::string::npos);
  EXPECT_NE(read("runs/a/report.html").find("Something is left out"), std::string::npos);
  EXPECT_NE(read("runs/a/report.html").find("There are blind spots"), std::string::npos);
  EXPECT_NE(read("runs/a/report.html").find("In no grid"), std::string::npos);
  ASSERT_EQ(wangge({"export", path("runs/a"), "--as", "json", "--audience", "partner", "--quiet"}).code, 0);
  EXPECT_EQ(read("runs/a-export-partner/metrics.json").find("\"elements\""), std::string::npos) << "counts of single grids";
}

TEST_F(Run, RunsTheVariantsOfItsFileUnderTheSameLuckAndComparesThem) {
  write("what-if.toml", R"(extends = "town.toml"
[[variant]]
name = "twice as much"
set = { simulation.horizon = "6 d" }
[[variant]]
name = "same"
set = { target = "arrive within 15 min" }
)");
  const Answer answer = wangge({"run", path("what-if.toml"), "--variants", "--out", path("runs/a") + "/", "--quiet"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(names_in("runs"), "a a-same a-same-compared a-twice-as-much a-twice-as-much-compared");
  const auto figures = [&](const std::string& run) { return nlohmann::json::parse(read("runs/" + run + "/metrics.json")); };
  EXPECT_EQ(figures("a").at("simulation"), figures("a-same").at("simulation")) << "the same luck";
  EXPECT_GT(figures("a-twice-as-much").at("simulation").at("requests").at("mean"),
            figures("a").at("simulation").at("requests").at("mean"));
  EXPECT_EQ(figures("a-same").at("scenario").at("name"), "town-same");
  EXPECT_TRUE(std::filesystem::exists(path("runs/a-same-compared/report.html")));

  ASSERT_EQ(wangge({"run", path("what-if.toml"), "--variant", "twice as much", "--out", path("runs/b"), "--quiet"}).code, 0);
  EXPECT_EQ(read("runs/b/metrics.json"), read("runs/a-twice-as-much/metrics.json"));
  EXPECT_EQ(wangge({"run", path("what-if.toml"), "--variant", "twice", "--quiet"}).code, 2);
  EXPECT_EQ(wangge({"run", path("what-if.toml"), "--variant", "same", "--variants", "--quiet"}).code, 2);
  EXPECT_EQ(wangge({"run", scenario(), "--variants", "--quiet"}).code, 2);
}

TEST_F(Run, DrawsRingsAndTellsWhatAClosedRoadAndTheMorningTakeAway) {
  write("what-if.toml", R"(extends = "town.toml"
target = "arrive within 2 min"
[roads]
closed = ["roads/2", "no such road"]
[travel.by_hour]
ebike = [1, 1, 1, 1, 1, 1, 1, 0.4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
[coverage]
rings = ["1 min", "4 min"]
rings_of_posts = true
)");
  const Answer answer = wangge({"run", path("what-if.toml"), "--out", path("runs/a"), "--quiet"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const auto metrics = nlohmann::json::parse(read("runs/a/metrics.json"));
  const auto& coverage = metrics.at("coverage");
  ASSERT_EQ(coverage.at("rings").size(), 3U);
  EXPECT_LT(coverage.at("rings").at(0).at("households"), coverage.at("rings").at(1).at("households"));
  EXPECT_EQ(coverage.at("rings").at(1).at("minutes"), 2);
  EXPECT_GE(coverage.at("rings").at(1).at("households"), coverage.at("households")) << "any post reaches whom the own post does";
  EXPECT_EQ(coverage.at("by_post").size(), coverage.at("posts"));
  ASSERT_EQ(coverage.at("by_hour").size(), 24U);
  EXPECT_LT(coverage.at("by_hour").at(7).at("households"), coverage.at("by_hour").at(6).at("households"));
  EXPECT_EQ(coverage.at("by_hour").at(6).at("households"), coverage.at("rings").at(1).at("households"));
  ASSERT_EQ(coverage.at("changes").size(), 1U);
  EXPECT_GT(coverage.at("changes").at(0).at("lost").at("area_m2"), 0);
  bool unknown = false;
  for (const auto& finding : metrics.at("findings")) unknown = unknown || finding.at("rule") == "road.closed_unknown";
  EXPECT_TRUE(unknown);

  ASSERT_EQ(wangge({"export", path("runs/a"), "--as", "geojson", "--quiet"}).code, 0);
  const auto circles = nlohmann::json::parse(read("runs/a-export-internal/circles.geojson")).at("features");
  const std::size_t posts = coverage.at("posts").get<std::size_t>();
  EXPECT_EQ(circles.size(), 3 * posts + 3);
  EXPECT_EQ(circles.back().at("properties").at("post"), "all");
  EXPECT_EQ(circles.back().at("properties").at("minutes"), 4);
  EXPECT_NE(read("runs/a-export-internal/circle_changes.geojson").find("closed roads"), std::string::npos);
  ASSERT_EQ(wangge({"export", path("runs/a"), "--as", "geojson,json", "--audience", "public", "--quiet"}).code, 0);
  EXPECT_EQ(names_in("runs/a-export-public").find("circle_changes"), std::string::npos) << "it shows single houses";
}

TEST_F(Run, TellsTheEffectiveCircle) {
  ASSERT_EQ(wangge({"run", scenario(), "--out", path("runs/a"), "--quiet"}).code, 0);
  const auto metrics = nlohmann::json::parse(read("runs/a/metrics.json"));
  const auto& coverage = metrics.at("coverage");
  const auto& effective = coverage.at("effective");
  const double share = effective.at("households_share").get<double>();
  EXPECT_NEAR(effective.at("households").get<double>(), 2304 * share, 0.5);
  EXPECT_LT(share, coverage.at("households_share").get<double>()) << "workers are busy at times";
  EXPECT_LT(effective.at("any_time_share").get<double>(), share) << "nobody comes at night";
  const double counted = metrics.at("simulation").at("within_shift").at("within_target_share").at("value").get<double>();
  EXPECT_NEAR(effective.at("requests_share").get<double>(), counted, 0.15);
  double sum = 0;
  for (const auto& grid : coverage.at("by_grid")) sum += grid.at("effective_share").get<double>();
  EXPECT_NEAR(sum / static_cast<double>(coverage.at("by_grid").size()), share, 0.1);
  const std::string rows = run_command({"ogrinfo", "-q", path("runs/a/plan.gpkg"), "-sql",
                                        "SELECT CAST(SUM(households * in_time) AS INTEGER) AS expected FROM buildings"})
                               .out;
  const auto told = static_cast<int>(effective.at("households").get<double>());
  EXPECT_NE(rows.find("= " + std::to_string(told) + "\n"), std::string::npos) << rows << told;
  EXPECT_NE(read("runs/a/report.html").find("有效响应圈"), std::string::npos);
}

// A town where everything stands still at night and the e-bikes crawl in the morning: the simulation follows the hours.
TEST_F(Run, SimulatesTheSpeedsOfEachHour) {
  const auto slowed = [&](const std::string& name, const std::string& slow) {
    std::string hours;
    for (int hour = 0; hour < 24; ++hour) hours += (hour == 0 ? "" : ", ") + (hour < 12 ? slow : std::string("1"));
    write(name + ".toml", "extends = \"town.toml\"\n[travel.by_hour]\nebike = [" + hours + "]\n");
    EXPECT_EQ(wangge({"run", path(name + ".toml"), "--out", path("runs/" + name), "--quiet"}).code, 0);
    return nlohmann::json::parse(read("runs/" + name + "/metrics.json")).at("simulation");
  };
  const auto usual = slowed("usual", "1");
  const auto slow = slowed("slow", "0.1");
  const auto mean = [](const nlohmann::json& simulation, std::size_t hour) {
    return simulation.at("by_hour").at(hour).at("response_mean").get<double>();
  };
  EXPECT_GT(mean(slow, 9), mean(usual, 9) + 1) << "minutes";
  EXPECT_LT(mean(slow, 15), mean(usual, 15) + 1);
  ASSERT_EQ(wangge({"run", path("slow.toml"), "--out", path("runs/again"), "--quiet", "--threads", "3"}).code, 0);
  EXPECT_EQ(read("runs/slow/metrics.json"), read("runs/again/metrics.json"));
  EXPECT_EQ(read("runs/slow/events.csv"), read("runs/again/events.csv"));
}

TEST_F(Run, InterruptedLeavesNothing) {
  CommandRules rules;
  rules.meanwhile = [&](pid_t process) {
    // As soon as the folder is begun, so that there is something to leave behind.
    for (int i = 0; i < 2000 && names_in("runs").empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    EXPECT_NE(names_in("runs").find(".a.partial-"), std::string::npos);
    ::kill(process, SIGINT);
  };
  const Answer answer = run({"--set", "simulation.replications=20000"}, rules);
  EXPECT_EQ(answer.code, 130);
  EXPECT_NE(answer.err.find("wangge: interrupted; nothing half-written was left"), std::string::npos) << answer.err;
  EXPECT_EQ(names_in("runs"), "");
}

TEST_F(Run, InterruptedLeavesTheEarlierRunAsItWas) {
  ASSERT_EQ(run({"--quiet"}).code, 0);
  const std::string before = read("runs/a/metrics.json");
  CommandRules rules;
  rules.meanwhile = [&](pid_t process) {
    for (int i = 0; i < 2000 && names_in("runs") == "a"; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    ::kill(process, SIGINT);
  };
  EXPECT_EQ(run({"--set", "simulation.replications=20000"}, rules).code, 130);
  EXPECT_EQ(names_in("runs"), "a");
  EXPECT_EQ(read("runs/a/metrics.json"), before);
}

TEST_F(Run, AFolderThatIsNoRunIsLeftAlone) {
  fs::create_directories(path("runs/a"));
  write("runs/a/notes.txt", "mine");
  const Answer answer = run();
  EXPECT_EQ(answer.code, 2);
  EXPECT_EQ(answer.err, "wangge: " + path("runs/a") + " exists and is no folder of Wangge's; choose another name with --out\n");
  EXPECT_EQ(names_in("runs/a"), "notes.txt");
}

TEST_F(Run, UnwritableFolderIsAnEnvironmentFault) {
  // Even root cannot make a folder below a file.
  write("runs", "a file");
  const Answer answer = run({"--lang", "zh"});
  EXPECT_EQ(answer.code, 3);
  EXPECT_NE(answer.err.find("wangge: 无法写入 " + path("runs")), std::string::npos) << answer.err;
  EXPECT_EQ(read("runs"), "a file");
}

TEST_F(Run, ForbiddenFolderIsAnEnvironmentFault) {
  if (::geteuid() == 0) {
    EXPECT_EQ(wangge({"run", scenario(), "--out", "/proc/wangge/a"}).code, 3) << "root may write everywhere but here";
    return;
  }
  fs::create_directories(path("runs"));
  ::chmod(path("runs").c_str(), 0500);
  const Answer answer = run();
  ::chmod(path("runs").c_str(), 0700);
  EXPECT_EQ(answer.code, 3);
  EXPECT_NE(answer.err.find("permission denied"), std::string::npos) << answer.err;
  EXPECT_EQ(names_in("runs"), "");
}

TEST_F(Run, ADiskThatFillsUpLeavesNothing) {
  // A small tmpfs where that may be mounted; else no file may grow beyond a limit.
  fs::create_directories(path("runs"));
  const bool mounted = ::mount("tmpfs", path("runs").c_str(), "tmpfs", 0, "size=200k") == 0;
  CommandRules rules;
  if (!mounted) rules.file_size = 100'000;
  const Answer answer = run({}, rules);
  const std::string left = names_in("runs");
  if (mounted) ::umount(path("runs").c_str());
  EXPECT_EQ(answer.code, 3) << answer.err;
  EXPECT_EQ(left, "");
  EXPECT_NE(answer.err.find("cannot write"), std::string::npos) << answer.err;
}

TEST_F(Run, AFileThatMayNotGrowLeavesNothing) {
  for (const std::uint64_t limit : {2'000u, 30'000u, 150'000u}) {
    CommandRules rules;
    rules.file_size = limit;
    const Answer answer = run({}, rules);
    EXPECT_EQ(answer.code, 3) << limit << ": " << answer.err;
    EXPECT_EQ(names_in("runs"), "") << limit;
  }
}

}  // namespace
}  // namespace wangge::test
