#include "scenarios/run/map_sheets.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace wangge::scenarios {

gis::map::MapSheet sheet_of(const nlohmann::json& manifest, const gis::PlanFile& plan) {
  gis::map::MapSheet sheet;
  const auto& scenario = manifest.at("scenario");
  sheet.title = {.zh = scenario.at("title").at("zh").get<std::string>(), .en = scenario.at("title").at("en").get<std::string>()};
  sheet.date = scenario.at("date").get<std::string>();
  sheet.synthetic = manifest.at("synthetic").get<bool>();
  sheet.attribution = manifest.at("attribution").get<std::vector<std::string>>();
  sheet.target_minutes = scenario.at("target_minutes").get<double>();
  // A range in points says nothing of households.
  if (const auto& planning = manifest.at("planning"); planning.contains("households_min")) {
    sheet.households_min = planning.at("households_min").get<std::int64_t>();
    sheet.households_max = planning.at("households_max").get<std::int64_t>();
  }
  sheet.population_modelled = std::any_of(plan.buildings.begin(), plan.buildings.end(), [](const auto& building) {
    return building.population_source == "modelled" && building.households + building.residents > 0;
  });
  return sheet;
}

}  // namespace wangge::scenarios
