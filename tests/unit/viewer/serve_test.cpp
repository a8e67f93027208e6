#include "viewer/server/serve.h"

#include "engine/core/error.h"
#include "tests/unit/viewer/sample_town.h"
#include "tests/unit/viewer/tile_reader.h"
#include "viewer/server/routes.h"

#include <unistd.h>

#include <gtest/gtest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <string>
#include <thread>

namespace wangge::viewer {
namespace {

using Json = nlohmann::json;

class StopFlag final : public core::Progress {
 public:
  void begin(std::string_view, std::uint64_t) override {}
  void advance(std::uint64_t) override {}
  void end() override {}
  [[nodiscard]] bool interrupted() const override { return stop; }
  std::atomic<bool> stop = false;
};

/// The studio's files in a folder of this process: another test that writes the same ones would empty them for a moment.
class StudioFolder {
 public:
  StudioFolder() {
    std::filesystem::create_directories(path() / "assets");
    std::ofstream(path() / "index.html") << "<!doctype html><title>studio</title>";
    std::ofstream(path() / "assets" / "index-1a2b.js") << std::string(5000, ' ') << "export {};";
    std::ofstream(path() / "assets" / "empty.css");
    std::ofstream(around_ / "wangge_secret.txt") << "secret";
  }
  ~StudioFolder() { std::filesystem::remove_all(around_); }
  StudioFolder(const StudioFolder&) = delete;
  StudioFolder& operator=(const StudioFolder&) = delete;

  [[nodiscard]] std::filesystem::path path() const { return around_ / "studio"; }

 private:
  std::filesystem::path around_ = std::filesystem::path(testing::TempDir()) / ("wangge_serve_test_" + std::to_string(getpid()));
};

std::filesystem::path studio_folder() {
  static const StudioFolder folder;
  return folder.path();
}

/// The sample town served on a free port for as long as the object lives.
class Served {
 public:
  Served() {
    std::promise<std::string> address;
    auto ready = address.get_future();
    thread_ = std::thread([this, &address] {
      result_ = serve(sample_town(),
                      {.language = core::Language::zh,
                       .studio = studio_folder(),
                       .ready = [&](const std::string& url) { address.set_value(url); }},
                      flag_);
    });
    const std::string url = ready.get();
    port_ = std::stoi(url.substr(url.rfind(':') + 1));
  }
  ~Served() { stop(); }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

  int stop() {
    flag_.stop = true;
    if (thread_.joinable()) thread_.join();
    return result_;
  }
  [[nodiscard]] int port() const { return port_; }
  /// Patient: on a busy machine an answer may take longer than the library's five seconds.
  [[nodiscard]] httplib::Client client() const {
    httplib::Client client("127.0.0.1", port_);
    client.set_connection_timeout(60);
    client.set_read_timeout(60);
    return client;
  }

 private:
  StopFlag flag_;
  int result_ = -1;
  int port_ = 0;
  std::thread thread_;
};

Served& town() {
  static Served served;
  return served;
}

Json json_of(const httplib::Result& result) { return Json::parse(result->body); }

TEST(Serve, AnswersTheRunWithItsBounds) {
  const auto result = town().client().Get("/api/run");
  ASSERT_TRUE(result);
  EXPECT_EQ(result->status, 200);
  const Json run = json_of(result);
  EXPECT_EQ(run.at("title").at("zh"), "样例镇");
  EXPECT_EQ(run.at("language"), "zh");
  EXPECT_EQ(run.at("synthetic"), true);
  EXPECT_EQ(run.at("attributions").at(0), "© OpenStreetMap contributors, ODbL 1.0");
  const Json& bounds = run.at("bounds");
  EXPECT_NEAR(bounds.at(0), 9.52, 0.02);
  EXPECT_NEAR(bounds.at(1), 47.13, 0.02);
  EXPECT_LT(bounds.at(0), bounds.at(2));
  EXPECT_LT(bounds.at(1), bounds.at(3));
}

TEST(Serve, AnswersTheFiguresOfOneGrid) {
  const RunFolder run = sample_town();
  const Json grid = json_of(town().client().Get("/api/grid/900201"));
  EXPECT_EQ(grid.at("households"), run.plan.grids[4].households);
  EXPECT_EQ(grid.at("valid"), false);
  EXPECT_EQ(grid.at("reason").at("zh"), "户数 270，少于下限 500。");
  EXPECT_EQ(grid.at("reason").at("en"), "270 households are fewer than the minimum of 500.");
  EXPECT_EQ(grid.at("parent_name"), "Eastside 河东社区");
  EXPECT_NEAR(grid.at("coverage").at("households_share"), 0.82, 1e-12);
  EXPECT_NEAR(grid.at("simulation").at("response_mean"), 13.3, 1e-12);
  EXPECT_EQ(grid.at("posts").at(0).at("post"), "post-900201");
  const Json all = json_of(town().client().Get("/api/grids"));
  ASSERT_EQ(all.size(), 8U);
  EXPECT_EQ(all.at(4), grid);
}

TEST(Serve, AnswersMetricsUnchanged) { EXPECT_EQ(town().client().Get("/api/metrics")->body, sample_town().metrics); }

TEST(Serve, SaysAnUnknownGridInBothLanguages) {
  const auto result = town().client().Get("/api/grid/nothing");
  EXPECT_EQ(result->status, 404);
  EXPECT_EQ(json_of(result).at("en"), "there is no grid with code 'nothing'");
  EXPECT_FALSE(json_of(result).at("zh").get<std::string>().empty());
}

TEST(Serve, AnswersTilesPlainAndPacked) {
  auto client = town().client();
  const httplib::Headers packed = {{"Accept-Encoding", "gzip"}};
  const auto plain = client.Get("/tiles/14/8625/5753.pbf");
  ASSERT_EQ(plain->status, 200);
  EXPECT_EQ(plain->get_header_value("Content-Type"), "application/vnd.mapbox-vector-tile");
  EXPECT_FALSE(plain->has_header("Content-Encoding"));
  EXPECT_GT(read_tile(plain->body).at("buildings").features.size(), 50U);
  const auto gzipped = client.Get("/tiles/14/8625/5753.pbf", packed);
  EXPECT_EQ(gzipped->get_header_value("Content-Encoding"), "gzip");
  EXPECT_EQ(gzipped->body, plain->body);  // the client unpacks
  EXPECT_LT(std::stoul(gzipped->get_header_value("Content-Length")), plain->body.size());
  EXPECT_EQ(client.Get("/tiles/14/1/1.pbf")->status, 204);
}

TEST(Serve, RefusesTilesThatDoNotExist) {
  auto client = town().client();
  for (const char* path :
       {"/tiles/17/0/0.pbf", "/tiles/2/4/0.pbf", "/tiles/-1/0/0.pbf", "/tiles/2/0/0.png", "/tiles/2/0/9999999.pbf"}) {
    const auto result = client.Get(path);
    EXPECT_EQ(result->status, 404) << path;
    EXPECT_TRUE(json_of(result).contains("zh")) << path;
  }
}

TEST(Serve, AnswersTheStudioWithItsPolicy) {
  const auto page = town().client().Get("/");
  EXPECT_EQ(page->status, 200);
  EXPECT_EQ(page->body, "<!doctype html><title>studio</title>");
  EXPECT_EQ(page->get_header_value("Content-Security-Policy").rfind("default-src 'self';", 0), 0U);
  EXPECT_EQ(page->get_header_value("X-Content-Type-Options"), "nosniff");
  EXPECT_FALSE(page->has_header("Access-Control-Allow-Origin"));
  const auto script = town().client().Get("/assets/index-1a2b.js", {{"Accept-Encoding", "br, gzip"}});
  EXPECT_EQ(script->get_header_value("Content-Encoding"), "gzip");
  EXPECT_EQ(script->body.size(), 5010U);
  EXPECT_NE(script->get_header_value("Cache-Control").find("immutable"), std::string::npos);
}

TEST(Serve, AnswersAnEmptyFileAtOnce) {
  auto client = town().client();
  client.set_read_timeout(10);
  const auto style = client.Get("/assets/empty.css");
  ASSERT_TRUE(style) << httplib::to_string(style.error());
  EXPECT_EQ(style->status, 200);
  EXPECT_TRUE(style->body.empty());
}

TEST(Serve, NeverLeavesTheStudioFolder) {
  auto client = town().client();
  for (const char* path :
       {"/../wangge_secret.txt", "/assets/../../wangge_secret.txt", "/%2e%2e/wangge_secret.txt", "/..%2fwangge_secret.txt",
        "//etc/passwd", "/assets/..\\..\\wangge_secret.txt", "/assets/%00", "/assets"}) {
    const auto result = client.Get(path);
    ASSERT_TRUE(result) << path;
    EXPECT_GE(result->status, 400) << path;
    EXPECT_EQ(result->body.find("secret\n"), std::string::npos) << path;
  }
}

TEST(Serve, RefusesAnotherHostName) {
  auto client = town().client();
  for (const char* host : {"evil.example", "evil.example:8741", "127.0.0.1.evil.example", "127.0.0.1:80@evil.example", ""}) {
    const auto result = client.Get("/api/run", {{"Host", host}});
    ASSERT_TRUE(result) << host;
    EXPECT_EQ(result->status, 403) << host;
    EXPECT_TRUE(json_of(result).contains("en")) << host;
  }
  EXPECT_TRUE(is_loopback_host("127.0.0.1:8741"));
  EXPECT_TRUE(is_loopback_host("localhost"));
  EXPECT_TRUE(is_loopback_host("[::1]:9"));
  EXPECT_FALSE(is_loopback_host("localhost:"));
}

TEST(Serve, RefusesToWrite) {
  const auto result = town().client().Post("/api/run", "{}", "application/json");
  ASSERT_TRUE(result);
  EXPECT_EQ(result->status, 405);
}

TEST(Serve, AnswersAtOnceOnAKeptConnection) {
  auto client = town().client();
  client.set_keep_alive(true);
  static_cast<void>(client.Get("/api/run"));
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 20; ++i) EXPECT_EQ(client.Get("/api/grid/900101")->status, 200);
  // With Nagle's algorithm each answer waits about 40 ms for the client's acknowledgement.
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(400));
}

TEST(Serve, ListensOnTheLoopbackOnlyAndOnAPortOfItsOwn) {
  Served second;
  EXPECT_NE(second.port(), town().port());
  StopFlag flag;
  EXPECT_THROW(serve(sample_town(), {.port = second.port(), .studio = studio_folder()}, flag), core::Error);
  EXPECT_EQ(second.stop(), 0);
}

TEST(Serve, StopsSoonAfterTheInterrupt) {
  Served served;
  const auto page = served.client().Get("/");
  ASSERT_TRUE(page) << httplib::to_string(page.error());
  EXPECT_EQ(page->status, 200);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(served.stop(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(3));
}

TEST(Serve, NamesWhatIsMissing) {
  StopFlag flag;
  const auto message = [&](const std::filesystem::path& run, const std::filesystem::path& studio) -> std::string {
    try {
      serve(run, {.studio = studio}, flag);
    } catch (const core::Error& error) {
      return error.message().en;
    }
    return "";
  };
  EXPECT_NE(message("/no/such/run", studio_folder()).find("there is no /no/such/run; name a run folder"), std::string::npos);
  EXPECT_NE(message("/no/such/run", "/no/studio").find("/no/studio"), std::string::npos);
  const std::filesystem::path half = std::filesystem::path(testing::TempDir()) / "wangge_half_run";
  std::filesystem::create_directories(half);
  EXPECT_NE(message(half, studio_folder()).find("is not a run folder (it has no manifest.json)"), std::string::npos);
  std::ofstream(half / "manifest.json") << "{}";
  EXPECT_NE(message(half, studio_folder()).find("metrics.json is absent"), std::string::npos);
  std::ofstream(half / "metrics.json") << "{";
  EXPECT_NE(message(half, studio_folder()).find("not a valid JSON"), std::string::npos);
  std::filesystem::remove_all(half);
}

}  // namespace
}  // namespace wangge::viewer
