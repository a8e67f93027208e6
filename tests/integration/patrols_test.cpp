// Patrols, from the scenario file to the run folder: what they leave out is told.
#include "tests/integration/run_command.h"
#include "tests/integration/small_town.h"
#include "tests/unit/evaluation/json_schema.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <string>
#include <vector>

namespace wangge::test {
namespace {

using nlohmann::json;

class Patrols : public TownTest {
 protected:
  Patrols() {
    std::ofstream(path("town.toml"), std::ios::app)
        << "[[duty]]\nkind = \"patrol\"\nname = \"rounds\"\nwhen = [\"daily 09:00-12:00\"]\n";
  }
  [[nodiscard]] Answer run(const std::string& out, const std::vector<std::string>& words = {}) const {
    std::vector<std::string> all = {"run", scenario(), "--out", path(out), "--lang", "en"};
    all.insert(all.end(), words.begin(), words.end());
    return wangge(all, {});
  }
  [[nodiscard]] json metrics(const std::string& out) const { return json::parse(read(out + "/metrics.json")); }
};

/// The one finding of a rule; nothing where there is none or are several.
json only_finding(const json& metrics, const std::string& rule) {
  for (const json& group : metrics["findings"]) {
    if (group["rule"] == rule && group["count"] == 1) return group;
  }
  return {};
}

// Half a worker a grid: every second grid has nobody, and its streets are planned all the same.
TEST_F(Patrols, PlanTheStreetsOfGridsThatNobodyIsIn) {
  ASSERT_EQ(run("runs/one").code, 0);
  const json one = metrics("runs/one");
  const json& full = one["simulation"]["duties"][0];
  EXPECT_EQ(full["streets_m_unmanned"], 0);
  EXPECT_TRUE(only_finding(one, "duty.grid_of_nobody").is_null());
  EXPECT_EQ(read("runs/one/report.html").find("Of these in grids of nobody (km)"), std::string::npos);

  std::string toml = read("town.toml");
  const std::string responder = "[[responder]]\n";
  toml.replace(toml.find(responder), responder.size(), responder + "per = { grid = 0.5 }\n");
  write("town.toml", toml);
  ASSERT_EQ(run("runs/half").code, 0);
  const json half = metrics("runs/half");
  const json& duty = half["simulation"]["duties"][0];
  const double planned = duty["streets_m_planned"];
  const double unmanned = duty["streets_m_unmanned"];
  EXPECT_NEAR(planned, full["streets_m_planned"].get<double>(), 1e-4 * planned);
  EXPECT_EQ(duty["passes_planned"], full["passes_planned"]);
  EXPECT_NEAR(unmanned / planned, 0.5, 0.15);
  EXPECT_LE(duty["streets_share"]["value"].get<double>(), 1 - unmanned / planned + 1e-5);
  EXPECT_GT(duty["streets_share"]["value"], 0.25);
  const json told = only_finding(half, "duty.grid_of_nobody");
  ASSERT_FALSE(told.is_null());
  const int grids = half["plan"]["grids"];
  const int empty = grids - duty["responders"].get<int>();
  const std::string words = told["example"]["en"];
  const std::string counts =
      std::to_string(empty) + " of " + std::to_string(grids) + " grids have streets to patrol and no \"grid worker\"";
  EXPECT_NE(words.find(counts), std::string::npos) << words;
  EXPECT_NE(told["example"]["zh"].get<std::string>().find("有街道可巡而没有"), std::string::npos) << told.dump();
  const std::string page = read("runs/half/report.html");
  for (const char* column : {"Of these in grids of nobody (km)", "其中网格无人（公里）"})
    EXPECT_NE(page.find(column), std::string::npos) << column;
  wangge::testing::JsonSchema schema(json::parse(read("runs/half/metrics.schema.json")));
  for (const std::string& fault : schema.faults(half)) ADD_FAILURE() << fault;
  toml.replace(toml.find("grid = 0.5"), 10, "grid = 0.01");
  write("town.toml", toml);
  ASSERT_EQ(run("runs/nobody").code, 0);
  const json nobody = metrics("runs/nobody");
  EXPECT_NEAR(nobody["simulation"]["duties"][0]["streets_m_planned"].get<double>(), planned, 1e-4 * planned);
  EXPECT_EQ(nobody["simulation"]["duties"][0]["streets_share"]["value"], 0);
  EXPECT_TRUE(only_finding(nobody, "duty.grid_of_nobody").is_null()) << "simulation.duty_of_nobody says so";
}

//   West   East   | Hamlet:   house
//   streets ------|---600 m        (its middle far from any house)      ---400 m beyond the border
TEST_F(Patrols, TellOfRoadsThatNoHouseIsNear) {
  ASSERT_EQ(run("runs/before").code, 0);
  const json before = metrics("runs/before");
  EXPECT_EQ(before["simulation"]["duties"][0]["streets_m_left_out"], 0);
  EXPECT_EQ(before["simulation"]["duties"][0]["grids_without_streets"], 0);
  EXPECT_TRUE(only_finding(before, "duty.streets_left_out").is_null());

  const auto point = [](double x, double y) { return json::array({9.5 + x / 75900, 47.1 + y / 111200}); };
  const auto box = [&](double x, double width, double y, double height) {
    const json ring = {point(x, y), point(x + width, y), point(x + width, y + height), point(x, y + height), point(x, y)};
    return json{{"type", "Polygon"}, {"coordinates", json::array({ring})}};
  };
  const auto add = [&](const std::string& layer, const json& properties, const json& geometry) {
    json all = json::parse(read(layer));
    all["features"].push_back({{"type", "Feature"}, {"properties", properties}, {"geometry", geometry}});
    write(layer, all.dump());
  };
  const auto road = [&](double from, double to) {
    const json line = {{"type", "LineString"}, {"coordinates", json::array({point(from, 10), point(to, 10)})}};
    add("roads.geojson", {{"name", "Road"}, {"class", "residential"}}, line);
  };
  json districts = json::parse(read("districts.geojson"));
  districts["features"][0]["geometry"] = box(0, 2400, 0, 800);
  write("districts.geojson", districts.dump());
  add("communities.geojson", {{"code", "1103"}, {"name", "Hamlet"}}, box(1600, 800, 0, 800));
  add("buildings.geojson", {{"id", "far"}, {"type", "house"}, {"floors", 9}, {"dwellings", 300}, {"people", 700}},
      box(2250, 20, 700, 20));
  road(1546, 2146);
  road(2450, 2850);
  ASSERT_EQ(run("runs/after").code, 0);
  const json after = metrics("runs/after");
  const json& duty = after["simulation"]["duties"][0];
  EXPECT_NEAR(duty["streets_m_left_out"].get<double>(), 600, 10) << "the second road lies in no grid";
  EXPECT_EQ(duty["grids_without_streets"], 1);
  EXPECT_NEAR(duty["streets_m_planned"].get<double>(), before["simulation"]["duties"][0]["streets_m_planned"].get<double>(), 30)
      << "not planned";
  const json told = only_finding(after, "duty.streets_left_out");
  ASSERT_FALSE(told.is_null());
  const std::string words = told["example"]["en"];
  for (const char* part : {"m of roads (2.8 % of those of the grids that may be used) have no building within 150 m",
                           "; 1 grid has a \"grid worker\" and no street to patrol, the first is grid 1103001"})
    EXPECT_NE(words.find(part), std::string::npos) << words;
  EXPECT_NE(told["example"]["zh"].get<std::string>().find("没有一条街道可巡"), std::string::npos) << told.dump();
  const std::string page = read("runs/after/report.html");
  for (const char* column :
       {"Not planned: no building near (km)", "不在计划：旁无建筑（公里）", "Grids without a street", "无街道可巡的网格"})
    EXPECT_NE(page.find(column), std::string::npos) << column;
  wangge::testing::JsonSchema schema(json::parse(read("runs/after/metrics.schema.json")));
  for (const std::string& fault : schema.faults(after)) ADD_FAILURE() << fault;
}

}  // namespace
}  // namespace wangge::test
