#include "scenarios/steps/aim_step.h"

#include "engine/planning/road_minutes.h"
#include "scenarios/run/figures_json.h"
#include "scenarios/steps/planning_step.h"

#include <string>

namespace wangge::scenarios {

planning::AimValues aims_of(const Scenario& scenario, const planning::Plan& plan, const network::Travel& travel,
                            const planning::LedgerOfCell& ledger, const planning::PostWays* posts) {
  const planning::AimGround ground{.travel = planning::road_minutes(travel, first_mode(scenario), plan.territory()),
                                   .today = nullptr,
                                   .ledger = &ledger,
                                   .posts = posts};
  return planning::measure_aims(plan, ground).values;
}

std::vector<gis::PlanFile::Aim> aim_rows(const planning::AimValues& aims) {
  std::vector<gis::PlanFile::Aim> rows;
  for (const planning::AimFigure figure : planning::aim_figures()) {
    if (!aims[figure]) continue;
    const planning::AimFigureSpec& spec = planning::aim_figure(figure);
    rows.push_back({.aim = std::string(spec.key), .value = rounded(*aims[figure]), .unit = spec.unit.en});
  }
  return rows;
}

}  // namespace wangge::scenarios
