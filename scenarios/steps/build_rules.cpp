#include "scenarios/steps/build_rules.h"

#include "gis/map/legend_words.h"

namespace wangge::scenarios {

gis::BuildRules build_rules(const Scenario& scenario) {
  gis::BuildRules rules;
  for (const LevelSpec& level : scenario.levels) rules.level_names.push_back(level.name);
  rules.cells.lowest_level = gis::map::level_title(scenario.levels.back().name);
  if (!scenario.levels.front().code_prefix.empty()) rules.areas.code_prefix = scenario.levels.front().code_prefix;
  rules.population.residents_per_household = scenario.population.residents_per_household;
  rules.population.floor_area_per_household_m2 = scenario.population.floor_area_per_household_m2;
  rules.population.dwelling_share = scenario.population.dwelling_share;
  rules.population.default_floors = scenario.population.default_floors;
  rules.population.unknown_from = core::SquareMetres(scenario.population.unknown_is_residential_above_m2);
  return rules;
}

}  // namespace wangge::scenarios
