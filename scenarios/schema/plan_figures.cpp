#include "scenarios/schema/plan_figures.h"

#include "engine/planning/aims/aim.h"

#include <string>

namespace wangge::scenarios {

const std::vector<MetricSpec>& plan_figures() {
  static const std::vector<MetricSpec> all = [] {
    std::vector<MetricSpec> figures;
    for (const planning::AimFigure figure : planning::aim_figures()) {
      const planning::AimFigureSpec& spec = planning::aim_figure(figure);
      const std::string weight = "planning.aims." + std::string(spec.aim);
      figures.push_back(
          {.path = "plan.aims." + std::string(spec.key),
           .meaning = {.zh = spec.name.zh + "，" + (spec.more_is_better ? "越大越好" : "越小越好") + "；权重 " + weight + "。",
                       .en = spec.name.en + (spec.more_is_better ? ", more is better" : ", less is better") + "; weight " +
                             weight + "."},
           .unit = spec.unit.en,
           .formula = spec.formula.en,
           .source = figure == planning::AimFigure::compactness ? "Polsby, Popper 1991"
                     : figure == planning::AimFigure::change    ? "assignment: Kuhn 1955; Jonker, Volgenant 1987"
                                                                : "definition",
           .formula_zh = spec.formula.zh});
    }
    return figures;
  }();
  return all;
}

}  // namespace wangge::scenarios
