#include "tests/integration/small_town.h"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <vector>

namespace wangge::test {
namespace {

namespace fs = std::filesystem;

/// Metres from the town's south-west corner as WGS 84.
std::string at(double x, double y) { return fmt::format("[{:.8f},{:.8f}]", 9.5 + x / 75900, 47.1 + y / 111200); }

std::string box(double x, double y, double width, double height) {
  return fmt::format(R"({{"type":"Polygon","coordinates":[[{},{},{},{},{}]]}})", at(x, y), at(x + width, y),
                     at(x + width, y + height), at(x, y + height), at(x, y));
}

std::string feature(const std::string& properties, const std::string& geometry) {
  return fmt::format(R"({{"type":"Feature","properties":{{{}}},"geometry":{}}})", properties, geometry);
}

void write_layer(const fs::path& path, const std::vector<std::string>& features) {
  std::ofstream(path) << fmt::format(R"({{"type":"FeatureCollection","features":[{}]}})", fmt::join(features, ",\n"));
}

constexpr double side = 800;

std::vector<std::string> houses(bool lonely) {
  std::vector<std::string> all;
  for (int community = 0; community < 2; ++community) {
    for (int row = 0; row < 12; ++row) {
      for (int column = 0; column < 12; ++column) {
        const double x = community * side + 20 + column * 64;
        const double y = 20 + row * 64;
        all.push_back(feature(
            fmt::format(R"("id":"b{}-{}-{}","type":"house","floors":3,"dwellings":8,"people":20)", community, row, column),
            box(x, y, 20, 15)));
      }
    }
  }
  if (lonely)
    all.push_back(
        feature(R"("id":"lonely","type":"house","floors":1,"dwellings":1,"people":2)", box(2 * side - 30, side - 30, 10, 10)));
  return all;
}

/// Streets meet where their lines share a point, so each is written with all its crossings.
std::vector<std::string> streets() {
  std::vector<std::string> all;
  for (int i = 0; i < 7; ++i) {
    std::vector<std::string> points;
    for (int j = 0; j < 13; ++j) points.push_back(at(10 + j * 128, 10 + i * 128));
    all.push_back(feature(fmt::format(R"("name":"Row {}","class":"residential")", i),
                          fmt::format(R"({{"type":"LineString","coordinates":[{}]}})", fmt::join(points, ","))));
  }
  for (int j = 0; j < 13; ++j) {
    std::vector<std::string> points;
    for (int i = 0; i < 7; ++i) points.push_back(at(10 + j * 128, 10 + i * 128));
    all.push_back(feature(fmt::format(R"("name":"Column {}","class":"residential")", j),
                          fmt::format(R"({{"type":"LineString","coordinates":[{}]}})", fmt::join(points, ","))));
  }
  return all;
}

std::string toml(const TownRules& rules) {
  return fmt::format(R"(name = "town"
title = {{ zh = "小镇", en = "Small town" }}
date = 2026-11-21
seed = 7
[[level]]
name = "district"
source = "districts.geojson"
code = "code"
[[level]]
name = "community"
source = "communities.geojson"
code = "code"
[buildings]
source = "buildings.geojson"
id = "id"
use = {{ field = "type", residential = ["house"] }}
floors = {{ field = "floors" }}
[population]
households = {{ field = "dwellings" }}
residents = {{ field = "people", per_household = 2.5, source = "the test" }}
[roads]
source = "roads.geojson"
class = {{ field = "class" }}
[planning]
households = [200, 500]
effort = 20
[[post]]
[[responder]]
shift = ["mon-fri 08:00-12:00", "mon-fri 14:00-18:00"]
[[request]]
kind = "repair"
rate = "2 per resident per year"
handle = "lognormal 20 min cv 0.8"
[simulation]
horizon = "{}"
replications = {}
[export]
map = [{{ as = ["svg"], paper = "A4" }}]
)",
                     rules.horizon, rules.replications);
}

}  // namespace

fs::path write_small_town(const fs::path& folder, const TownRules& rules) {
  fs::create_directories(folder);
  write_layer(folder / "districts.geojson", {feature(R"("code":"11","name":"District")", box(0, 0, 2 * side, side))});
  write_layer(folder / "communities.geojson", {feature(R"("code":"1101","name":"West")", box(0, 0, side, side)),
                                               feature(R"("code":"1102","name":"East")", box(side, 0, side, side))});
  write_layer(folder / "buildings.geojson", houses(rules.lonely));
  write_layer(folder / "roads.geojson", streets());
  std::ofstream(folder / "town.toml") << toml(rules);
  return folder / "town.toml";
}

TownTest::TownTest(const TownRules& rules) {
  const testing::TestInfo* info = testing::UnitTest::GetInstance()->current_test_info();
  folder_ = fs::temp_directory_path() /
            (std::string("wangge_") + info->test_suite_name() + "_" + info->name() + "_" + std::to_string(::getpid()));
  fs::remove_all(folder_);
  write_small_town(folder_, rules);
}

TownTest::~TownTest() { fs::remove_all(folder_); }

void TownTest::write(const std::string& name, const std::string& text) const {
  std::ofstream(folder_ / name, std::ios::binary) << text;
}

std::string TownTest::read(const std::string& name) const {
  std::ifstream in(folder_ / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string TownTest::names_in(const std::string& name) const {
  std::vector<std::string> names;
  if (fs::exists(folder_ / name)) {
    for (const auto& entry : fs::directory_iterator(folder_ / name)) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return fmt::format("{}", fmt::join(names, " "));
}

}  // namespace wangge::test
