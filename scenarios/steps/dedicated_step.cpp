#include "scenarios/steps/dedicated_step.h"

#include <vector>

namespace wangge::scenarios {

planning::DedicatedChoice dedicated_grids(const Scenario& scenario, const territory::Territory& territory,
                                          const planning::PlanningRules& rules) {
  std::vector<planning::DedicatedWish> wishes;
  for (const PlanningSpec::Dedicated& spec : scenario.planning.dedicated) {
    planning::DedicatedWish& wish = wishes.emplace_back();
    wish.what.buildings = spec.buildings;
    wish.what.compounds = spec.compounds;
    if (!spec.use.empty()) wish.use = territory::building_use(spec.use);
    wish.land_at_least = spec.land_at_least;
    wish.floor_area_at_least = spec.floor_area_at_least;
    wish.residents_at_least = spec.residents_at_least;
    wish.code = spec.code;
    wish.name = spec.name;
    wish.key = spec.key;
  }
  return planning::choose_dedicated(territory, rules.households, wishes);
}

}  // namespace wangge::scenarios
