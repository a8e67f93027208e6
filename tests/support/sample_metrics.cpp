#include "tests/support/sample_run.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>

namespace wangge::tests {
namespace {

using Json = nlohmann::json;

Json plan_part(const gis::PlanFile& plan) {
  std::vector<std::int64_t> sizes;
  for (const auto& grid : plan.grids) sizes.push_back(grid.households);
  std::sort(sizes.begin(), sizes.end());
  return {{"grids", plan.grids.size()},
          {"households", {{"min", sizes.front()}, {"median", sizes[sizes.size() / 2]}, {"max", sizes.back()}}},
          {"balance", {{"deviation_median", 0.04}, {"deviation_max", 0.11}, {"gini", 0.031}}},
          {"compactness", {{"mean", 0.61}, {"min", 0.47}}},
          {"border",
           {{"none", 1200.0},
            {"lane", 3100.0},
            {"street", 9400.0},
            {"arterial", 5200.0},
            {"river", 800.0},
            {"railway", 1500.0},
            {"wall", 0.0}}},
          {"valid", plan.grids.size() - 1},
          {"invalid", 1},
          {"violations",
           {{{"grid", "900102003"},
             {"rule", 5},
             {"reason", {{"zh", "593 户 < 600"}, {"en", "593 households < 600 & <no> k fits"}}},
             {"households", 593},
             {"excused", true}}}},
          {"excused", 1}};
}

Json coverage_part(const gis::PlanFile& plan) {
  std::map<std::string, std::pair<double, double>> by_grid;
  double inside = 0;
  double all = 0;
  for (const auto& building : plan.buildings) {
    const auto households = static_cast<double>(building.households);
    by_grid[building.grid].second += households;
    all += households;
    if (building.minutes.value_or(99) > 15) continue;
    by_grid[building.grid].first += households;
    inside += households;
  }
  Json grids = Json::array();
  for (const auto& [code, sums] : by_grid)
    grids.push_back(
        {{"code", code}, {"households_share", sums.first / sums.second}, {"minutes_mean", 6.5}, {"minutes_max", 14.0}});
  Json areas = Json::array();
  for (const auto& level : plan.levels)
    areas.push_back({{"code", level.code}, {"name", level.name}, {"households_share", inside / all}});
  return {{"minutes", 15},
          {"mode", "ebike"},
          {"posts", plan.posts.size()},
          {"hour", 10},
          {"households_share", inside / all},
          {"residents_share", inside / all},
          {"households", inside},
          {"residents", inside * 2.6},
          {"by_grid", grids},
          {"by_area", areas},
          {"blind_spots",
           {{{"building", plan.buildings[36].building}, {"households", 11}},
            {{"building", plan.buildings[5].building}, {"households", 11}, {"minutes", 17.2}}}}};
}

Json theory_part(const gis::PlanFile& plan) {
  const Json compared = {
      {"utilisation", {{"theory", 0.32}, {"simulated", 0.31}, {"simulated_ci95", {0.3, 0.32}}, {"difference", 0.01}}},
      {"arrive_minutes", {{"theory", 6.1}, {"simulated", 6.4}, {"difference", -0.3}}}};
  Json grids = Json::array();
  for (const auto& grid : plan.grids)
    grids.push_back({{"code", grid.code}, {"units", {{"utilisation", 0.3}}}, {"simulated", {{"utilisation", 0.33}}}});
  return {{"units", {{"utilisation", 0.32}, {"exact", false}, {"mean_load", true}}},
          {"grids", {{"utilisation", 0.32}, {"overloaded_grids", 2}, {"shared_grids", 0}}},
          {"compared", {{"units", compared}}},
          {"no_grids", {{"zh", "原因 <一>"}, {"en", "a <reason>"}}},
          {"by_grid", grids},
          {"gaps", {{{"what", "breaks"}, {"text", {{"zh", "休息时间不计"}, {"en", "breaks are left out"}}}}}}};
}

Json simulation_part(const gis::PlanFile& plan) {
  Json histogram = Json::array();
  double sum = 0;
  for (int i = 0; i < 30; ++i) sum += (i + 1) * std::exp(-i / 3.0);
  for (int i = 0; i < 30; ++i) histogram.push_back({{"from", i}, {"to", i + 1}, {"share", (i + 1) * std::exp(-i / 3.0) / sum}});
  Json hours = Json::array();
  for (int h = 0; h < 24; ++h)
    hours.push_back({{"hour", h},
                     {"requests", 4 + 12 * std::exp(-(h - 14) * (h - 14) / 20.0)},
                     {"response_mean", 5 + (h < 8 || h > 20 ? 12.0 : 1.5)}});
  Json grids = Json::array();
  int i = 0;
  for (const auto& grid : plan.grids) {
    grids.push_back({{"code", grid.code},
                     {"requests", 40 + i},
                     {"response_mean", 6.0 + 0.1 * i},
                     {"within_target_share", 0.95},
                     {"utilisation", 0.18 + 0.011 * (i * 7 % 30)},
                     {"helped_share", 0.1}});
    ++i;
  }
  const auto times = [](double mean) {
    return Json{{"mean", mean}, {"ci95", {mean - 0.2, mean + 0.2}}, {"p50", mean * 0.8}, {"p90", mean * 2}, {"p99", mean * 4}};
  };
  return {{"replications", 10},
          {"horizon_days", 30.0},
          {"requests", {{"mean", 1342.0}, {"ci95", {1330.0, 1354.0}}}},
          {"requests_per_day", 44.7},
          {"responses", {{"accept", times(2)}, {"arrive", times(6.4)}, {"resolve", times(28)}}},
          {"response_minutes", times(6.4)},
          {"target", "arrive"},
          {"within_target_share", {{"value", 0.934}, {"ci95", {0.929, 0.939}}}},
          {"utilisation", {{"value", 0.31}, {"ci95", {0.3, 0.32}}}},
          {"backlog", {{"value", 2.3}, {"ci95", {1.9, 2.7}}}},
          {"finals", {{"resolved", 1338.0}, {"open", 2.3}, {"unreachable", 1.7}}},
          {"histogram", histogram},
          {"by_hour", hours},
          {"by_kind",
           {{{"kind", "repair <urgent> & small"}, {"requests", 800.0}, {"response_mean", 6.1}, {"within_target_share", 0.95}},
            {{"kind", "dispute"}, {"requests", 542.0}, {"response_mean", 6.9}, {"within_target_share", 0.91}}}},
          {"theory", theory_part(plan)},
          {"by_grid", grids}};
}

}  // namespace

std::string sample_metrics() {
  const gis::PlanFile plan = sample_plan();
  double households = 0;
  double residents = 0;
  for (const auto& grid : plan.grids) {
    households += static_cast<double>(grid.households);
    residents += static_cast<double>(grid.residents);
  }
  const Json metrics = {
      {"schema", 1},
      {"wangge", {{"version", "0.1.0"}}},
      {"seed", 20261121},
      {"synthetic", true},
      {"scenario",
       {{"name", "sample"},
        {"title", {{"zh", "示例镇"}, {"en", "Sample Town"}}},
        {"hash", "8c1f"},
        {"date", "2026-11-21"},
        {"target", "arrive"},
        {"target_minutes", 15}}},
      {"territory",
       {{"cells", 2100},
        {"cells_without_building", 12},
        {"buildings", {{"total", plan.buildings.size() + 1}, {"assigned", plan.buildings.size()}, {"unassigned", 1}}},
        {"households", households},
        {"residents", residents},
        {"population_modelled_share", 1.0},
        {"unreachable", {{"walk", 2}, {"ebike", 3}, {"car", 5}}}}},
      {"plan", plan_part(plan)},
      {"coverage", coverage_part(plan)},
      {"simulation", simulation_part(plan)},
      {"findings",
       {{{"rule", "building.outside"},
         {"severity", "warning"},
         {"count", 1},
         {"example", {{"zh", "建筑 way/1 不在任何社区内"}, {"en", "building way/1 lies in no community"}}}}}},
      {"inputs", {{{"path", "town.gpkg"}, {"sha256", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}}}}};
  return metrics.dump(1);
}

std::string sample_manifest() {
  const Json manifest = {{"wangge", {{"version", "0.1.0"}}},
                         {"command", "wangge run sample.toml --set \"seed=1\" && true"},
                         {"attribution", {"© OpenStreetMap contributors, ODbL 1.0"}},
                         {"synthetic", true},
                         {"modelled",
                          {{{"what",
                             {{
                                  "zh",
                                  "各建筑的户数",
                              },
                              {"en", "households of buildings"}}},
                            {"how", {{"zh", "按居住面积分摊"}, {"en", "by lived-in floor area"}}},
                            {"source", {{"zh", "最大余数法"}, {"en", "largest remainder"}}}}}}};
  return manifest.dump(1);
}

void write_sample_run(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  gis::write_plan_file(folder / "plan.gpkg", sample_plan());
  std::ofstream(folder / "metrics.json") << sample_metrics();
  std::ofstream(folder / "manifest.json") << sample_manifest();
}

}  // namespace wangge::tests
