#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

/// Bad input as a user meets it: one clear error or a counted warning, the right exit code, nothing left behind.
namespace wangge::test {
namespace {

class BadInput : public TownTest {
 protected:
  [[nodiscard]] Answer run(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words = {"run", scenario(), "--out", path("runs/a")};
    words.insert(words.end(), more.begin(), more.end());
    return wangge(words);
  }

  /// One error in both languages, with this exit code and these words; no crash, nothing half-written.
  void expect_error(int code, const std::string& en_words, const std::string& zh_words,
                    std::vector<std::string> more = {}) const {
    const Answer en = run(more);
    EXPECT_EQ(en.code, code) << en.err;
    EXPECT_NE(en.err.find(en_words), std::string::npos) << en.err;
    more.insert(more.end(), {"--lang", "zh"});
    const Answer zh = run(more);
    EXPECT_EQ(zh.code, code);
    EXPECT_NE(zh.err.find(zh_words), std::string::npos) << zh.err;
    EXPECT_EQ(names_in("runs"), "");
  }

  void replace(const std::string& file, const std::string& what, const std::string& by) const {
    std::string text = read(file);
    const std::size_t at = text.find(what);
    ASSERT_NE(at, std::string::npos) << what;
    write(file, text.replace(at, what.size(), by));
  }
};

TEST_F(BadInput, MissingSourceFile) {
  std::filesystem::remove(path("roads.geojson"));
  expect_error(3, "roads.geojson", "roads.geojson");
}

TEST_F(BadInput, TheWordsOfALibraryStandInBracketsInChinese) {
  write("junk.gpkg", "junk");
  expect_error(1, "not recognized as a supported file format", "无法把“junk.gpkg”作为矢量数据打开",
               {"--set", "buildings.source=junk.gpkg"});
  EXPECT_NE(run({"--set", "buildings.source=junk.gpkg", "--lang", "zh"}).err.find("（系统信息："), std::string::npos);
  expect_error(3, "no such file or folder", "文件或文件夹不存在", {"--set", "buildings.source=nowhere.gpkg"});
}

TEST_F(BadInput, TruncatedExtract) {
  const std::string source = std::string(WANGGE_SOURCE_DIR) + "/data/liechtenstein/liechtenstein-20240304.osm.pbf";
  std::filesystem::copy_file(source, path("cut.osm.pbf"));
  std::filesystem::resize_file(path("cut.osm.pbf"), 100'000);
  expect_error(1, "cut.osm.pbf", "cut.osm.pbf", {"--set", "roads.source=cut.osm.pbf"});
}

TEST_F(BadInput, AMissingFileOrLayerNamesTheKeyThatAskedForIt) {
  expect_error(3, "--set buildings.source=none.gpkg: buildings.source: cannot open file 'none.gpkg'",
               "--set buildings.source=none.gpkg: buildings.source: 无法打开文件“none.gpkg”",
               {"--set", "buildings.source=none.gpkg"});
  replace("town.toml", "\"buildings.geojson\"", "\"buildings.geojson\"\nlayer = \"huts\"");
  expect_error(1, "buildings.layer: 'buildings.geojson' has no layer 'huts'",
               "buildings.layer: 数据源“buildings.geojson”没有图层“huts”");
}

TEST_F(BadInput, NotAScenario) {
  write("town.toml", "{\"type\": \"FeatureCollection\"}");
  expect_error(2, "town.toml:1:1: not a scenario file (TOML)", "town.toml:1:1: 不是场景文件（TOML）");
}

TEST_F(BadInput, UnknownKey) {
  expect_error(2, "there is no key \"planning.efort\"; did you mean \"planning.effort\"?",
               "没有“planning.efort”这个键；是不是“planning.effort”？", {"--set", "planning.efort=3"});
}

TEST_F(BadInput, ValueWithoutUnit) {
  replace("town.toml", "horizon = \"3 d\"", "horizon = 3");
  expect_error(2, ": simulation.horizon: 3 has no unit; expected a duration, such as \"28 d\"",
               ": simulation.horizon: “3”没有单位；应为时长，例如 \"28 d\"");
}

TEST_F(BadInput, ValueWithWrongUnit) {
  replace("town.toml", "horizon = \"3 d\"", "horizon = \"3 km\"");
  expect_error(2, "\"3 km\" has the wrong unit \"km\"", "“3 km”的单位“km”不适用");
}

TEST_F(BadInput, AbsentLayer) { expect_error(1, "no_such_layer", "no_such_layer", {"--set", "buildings.layer=no_such_layer"}); }

TEST_F(BadInput, AbsentField) { expect_error(1, "dwelings", "dwelings", {"--set", "population.households.field=dwelings"}); }

TEST_F(BadInput, NegativeHouseholds) {
  replace("buildings.geojson", "\"dwellings\":8", "\"dwellings\":-8");
  expect_error(1, "-8", "-8");
}

TEST_F(BadInput, TwoCommunitiesWithOneCode) {
  replace("communities.geojson", "\"1102\"", "\"1101\"");
  expect_error(1, "1101", "1101");
}

TEST_F(BadInput, ARunWithErrorFindingsIsWholeAndEndsWithOne) {
  std::string roads = read("roads.geojson");
  for (std::size_t at = 0; (at = roads.find("\"class\":\"", at)) != std::string::npos; ++at)
    roads.replace(at + 9, roads.find('"', at + 9) - at - 9, "stream");
  write("roads.geojson", roads);
  const Answer answer = run({"--quiet"});
  EXPECT_EQ(answer.code, 1) << answer.err << answer.out;
  EXPECT_NE(answer.err.find("error road.none"), std::string::npos) << answer.err;
  EXPECT_NE(answer.err.find("the input has 3 errors (see above): the run folder is whole"), std::string::npos) << answer.err;
  EXPECT_FALSE(read("runs/a/metrics.json").empty());
  const Answer zh = run({"--lang", "zh"});
  EXPECT_EQ(zh.code, 1);
  EXPECT_NE(zh.err.find("输入有 3 处错误（见上）：运行文件夹已写全"), std::string::npos) << zh.err;
}

/// Posts as the file gives them: twice at one place, under one name, outside the area, far from every road.
TEST_F(BadInput, PostsThatCannotBeRight) {
  const auto row = [](const std::string& name, double x, double y) {
    return fmt::format("{},{:.8f},{:.8f}\n", name, 9.5 + x / 75900, 47.1 + y / 111200);
  };
  write("posts.csv", "name,x,y\n" + row("A", 400, 400) + row("A2", 400.2, 400) + row("A", 1200, 400) + row("far", -5000, 400) +
                         row("B", 600, 600));
  replace("town.toml", "[[post]]\n", "[[post]]\nat = \"posts.csv\"\nreference = \"EPSG:4326\"\n");
  const Answer checked = wangge({"check", scenario()});
  const Answer answer = run();
  EXPECT_NE(checked.out.find("posts.csv"), std::string::npos) << checked.out;
  for (const Answer* one : {&checked, &answer}) {
    EXPECT_EQ(one->code, 1) << one->err;
    for (const char* words :
         {"the posts \"A2\" and \"A\" (station) stand at one place", "the post \"far\" (station) lies outside the area",
          "two posts (station) are named \"A\"", "no usable road near the post \"far\""})
      EXPECT_NE((one->out + one->err).find(words), std::string::npos) << words << one->out;
    EXPECT_EQ((one->out + one->err).find("\"B\""), std::string::npos) << one->out;
  }
}

TEST_F(BadInput, NoRoadsIsAWarning) {
  write(
      "roads.geojson",
      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"x","class":"residential"},"geometry":{"type":"LineString","coordinates":[[9.7,47.3],[9.71,47.31]]}}]})");
  const Answer answer = run();
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("building.unreachable x288"), std::string::npos) << answer.out;
  const nlohmann::json covered = nlohmann::json::parse(read("runs/a/metrics.json")).at("coverage");
  EXPECT_EQ(covered.at("households_share"), 0) << "nobody is reached, and everybody is counted";
  EXPECT_EQ(covered.at("households_unreachable"), 2304);
}

TEST_F(BadInput, DisconnectedRoadsAreAWarning) {
  std::string roads = read("roads.geojson");
  roads.insert(
      roads.rfind("]}"),
      R"(,{"type":"Feature","properties":{"name":"island","class":"residential"},"geometry":{"type":"LineString","coordinates":[[9.5202,47.1035],[9.5208,47.1037]]}})");
  write("roads.geojson", roads);
  const Answer answer = run();
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("road.disconnected"), std::string::npos) << answer.out;
}

TEST_F(BadInput, ZeroWorkersIsAWarning) {
  const Answer answer = run({"--set", "responder.0.per.grid=0"});
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("simulation.no_responders"), std::string::npos) << answer.out;
}

TEST_F(BadInput, ZeroRequestsIsAWarning) {
  const Answer answer = run({"--set", "request.0.rate=0 per resident per year"});
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_NE(answer.out.find("simulation.no_requests"), std::string::npos) << answer.out;
}

TEST_F(BadInput, DamagedRunFolder) {
  ASSERT_EQ(run({"--quiet"}).code, 0);
  std::filesystem::resize_file(path("runs/a/plan.gpkg"), 5000);
  const Answer answer = wangge({"export", path("runs/a"), "--as", "geojson"});
  EXPECT_EQ(answer.code, 1) << answer.err;
  EXPECT_NE(answer.err.find("plan.gpkg"), std::string::npos) << answer.err;
}

}  // namespace
}  // namespace wangge::test
