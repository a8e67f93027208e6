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

const std::vector<MetricSpec>& element_figures() {
  constexpr const char* of_grid = "sum over the cells of a grid";
  constexpr const char* of_grid_zh = "对网格内各单元求和";
  static const std::vector<MetricSpec> all{
      {"plan.elements[].element", {.zh = "要素。", .en = "The element."}, "", "", "definition"},
      {"plan.elements[].unit", {.zh = "其单位。", .en = "Its unit."}, "", "", "definition"},
      {"plan.elements[].total",
       {.zh = "该要素的总量。", .en = "How much of the element there is."},
       "",
       "sum over all cells",
       "definition",
       "对所有单元求和"},
      {"plan.elements[].outside",
       {.zh = "遗漏：不在任何网格内的数量。", .en = "Omitted: how much of it lies in no grid."},
       "",
       "what lies in no cell",
       "definition",
       "不在任何单元内的部分"},
      {"plan.elements[].grids_without",
       {.zh = "空白：一个也没有的网格数。", .en = "Blind: how many grids hold none of it."},
       "",
       "grids whose sum is 0",
       "definition",
       "合计为 0 的网格"},
      {"plan.elements[].of_a_grid.min",
       {.zh = "每网格最少。", .en = "The least of a grid."},
       "",
       of_grid,
       "definition",
       of_grid_zh},
      {"plan.elements[].of_a_grid.median",
       {.zh = "每网格的中位数。", .en = "The median of grids."},
       "",
       of_grid,
       "definition",
       of_grid_zh},
      {"plan.elements[].of_a_grid.max",
       {.zh = "每网格最多。", .en = "The most of a grid."},
       "",
       of_grid,
       "definition",
       of_grid_zh},
  };
  return all;
}

const std::vector<MetricSpec>& ranking_figures() {
  static const std::vector<MetricSpec> all{
      {.path = "plans.score",
       .meaning = {.zh = "方案的综合得分，0 最好，1 最差；用于在合规的方案之间、以及在不合规的方案之间排序。合规的方案总在前。",
                   .en =
                       "The score of a plan, 0 is best and 1 is worst; it ranks plans in order among one another, and those that "
                       "are not in order behind them."},
       .unit = "0..1",
       .formula = "sum of weight * |value - best| / |best - worst| over the figures, divided by the sum of the weights; best and "
                  "worst among all candidates and the reference; figures of one aim share its weight; a figure that is equal in "
                  "all counts 0",
       .source = "definition",
       .formula_zh =
           "对各项指标求和：权重 × |值 − 最好| / |最好 − "
           "最差|，再除以权重之和；最好与最差取自全部候选方案和参照方案；同一目标的几项指标平分其权重；各方案都相等的指标计 0"}};
  return all;
}

}  // namespace wangge::scenarios
