#include "engine/planning/aims/aim.h"

#include <algorithm>
#include <cmath>

namespace wangge::planning {
namespace {

using Specs = std::array<AimFigureSpec, aim_figure_count>;

const core::Text no_unit;
const core::Text percent{.zh = "%", .en = "%"};
const core::Text households_unit{.zh = "户", .en = "households"};

Specs make_specs() {
  return {
      {{"deviation_max",
        "work",
        {.zh = "工作量最大偏差", .en = "largest deviation of work"},
        percent,
        {.zh = "各网格工作量与其上级区域内网格均值之差的绝对值，除以该均值，取最大",
         .en = "max over grids of |work - mean of the parent's grids| / mean"},
        2,
        false},
       {"deviation_mean",
        "work",
        {.zh = "工作量平均偏差", .en = "mean deviation of work"},
        percent,
        {.zh = "同上，对各网格取平均（上级区域只有一个网格时不计）",
         .en = "mean over grids of |work - mean of the parent's grids| / mean, over parents with two grids or more"},
        2,
        false},
       {"border",
        "compact",
        {.zh = "网格间界线长度", .en = "border between grids"},
        {.zh = "米", .en = "m"},
        {.zh = "同一上级区域内网格之间界线的总长，每段计一次；两单元共有不足 2 米的界线不算相连，不计",
         .en = "length of the borders between grids of one parent, each once; cells that share less than 2 m are not connected, "
               "and that is not counted"},
        0,
        false},
       {"compactness",
        "compact",
        {.zh = "形状紧凑度", .en = "compactness"},
        no_unit,
        {.zh = "各网格 4πA/P² 的平均（A 面积，P 周长；Polsby 与 Popper 1991）",
         .en = "mean over grids of 4 pi A / P^2, A the area, P the perimeter (Polsby and Popper 1991)"},
        3,
        true},
       {"barriers",
        "barriers",
        {.zh = "沿路、河、铁路的界线", .en = "border along roads, rivers, railways"},
        percent,
        {.zh = "网格间界线中沿道路（含小巷）、河流或铁路的长度所占比例",
         .en = "length of the borders between grids along a road (lanes included), river or railway / length of all"},
        1,
        true},
       {"compounds",
        "compounds",
        {.zh = "被拆分的小区", .en = "compounds split"},
        no_unit,
        {.zh = "单元分属两个以上网格的小区个数（同一上级区域内）",
         .en = "compounds whose cells of one parent lie in two grids or more"},
        0,
        false},
       {"compound_households",
        "compounds",
        {.zh = "被拆分小区的户数", .en = "households in split compounds"},
        households_unit,
        {.zh = "这些小区的户数之和", .en = "sum of the households of those compounds"},
        0,
        false},
       {"travel",
        "travel",
        {.zh = "驻点或网格中心到住户的路程", .en = "way from post or grid's middle"},
        {.zh = "分钟", .en = "min"},
        {.zh = "从负责的驻点到各单元的路上分钟数，按户数加权平均：驻点的位置在划分之前已定时，取本网格或其上级的驻点中最近的，"
               "没有则取全部驻点中最近的；否则从本网格的中心单元起算，即离户数重心最近的单元",
         .en =
             "mean over households of the minutes from the post that serves them: where posts stand before grids are drawn, the "
             "nearest of their grid's and its areas' posts, or of all; otherwise the middle cell of their grid, the one nearest "
             "to its mean household"},
        3,
        false},
       {"change",
        "change",
        {.zh = "改换网格的户", .en = "households that change grid"},
        households_unit,
        {.zh = "新旧网格一一配对使共同户数之和最大（最优指派），未留在配对网格中的户数",
         .en = "households outside the pairs of new and today's grids; pairs are chosen for most common households (assignment)"},
        0,
        false},
       {"party_members",
        "spread",
        {.zh = "党员分布不均", .en = "spread of party members"},
        percent,
        {.zh = "各上级区域内网格（专属网格除外）党员数的变异系数（标准差/均值），按网格数加权平均",
         .en = "coefficient of variation of the party members of a parent's grids but for dedicated ones, mean over parents "
               "weighted by grids"},
        1,
        false},
       {"organisations",
        "spread",
        {.zh = "组织分布不均", .en = "spread of organisations"},
        percent,
        {.zh = "各上级区域内网格（专属网格除外）组织数的变异系数（标准差/均值），按网格数加权平均",
         .en = "coefficient of variation of the organisations of a parent's grids but for dedicated ones, mean over parents "
               "weighted by grids"},
        1,
        false}}};
}

double weight_of(std::string_view aim, const Aims& aims) {
  if (aim == "work") return aims.work;
  if (aim == "compact") return aims.compact;
  if (aim == "barriers") return aims.barriers;
  if (aim == "compounds") return aims.compounds;
  if (aim == "travel") return aims.travel;
  if (aim == "change") return aims.change;
  return aims.spread;
}

}  // namespace

const AimFigureSpec& aim_figure(AimFigure figure) {
  static const Specs specs = make_specs();
  return specs[static_cast<std::size_t>(figure)];
}

const std::array<AimFigure, aim_figure_count>& aim_figures() {
  static const auto all = [] {
    std::array<AimFigure, aim_figure_count> figures{};
    for (std::size_t i = 0; i < figures.size(); ++i) figures[i] = static_cast<AimFigure>(i);
    return figures;
  }();
  return all;
}

double aim_weight(AimFigure figure, const Aims& aims, const AimValues& present) {
  if (!present[figure]) return 0;
  const std::string_view aim = aim_figure(figure).aim;
  const auto sharing = std::count_if(aim_figures().begin(), aim_figures().end(),
                                     [&](AimFigure other) { return present[other] && aim_figure(other).aim == aim; });
  return weight_of(aim, aims) / static_cast<double>(sharing);
}

int compare_figure(AimFigure figure, double a, double b) {
  if (std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b))) return 0;
  return (a > b) == aim_figure(figure).more_is_better ? 1 : -1;
}

bool dominates(const AimValues& a, const AimValues& b) {
  bool better = false;
  for (const AimFigure figure : aim_figures()) {
    if (!a[figure] || !b[figure]) continue;
    const int order = compare_figure(figure, *a[figure], *b[figure]);
    if (order < 0) return false;
    better = better || order > 0;
  }
  return better;
}

std::vector<double> aim_scores(const std::vector<AimValues>& plans, const Aims& aims) {
  std::vector<double> scores(plans.size(), 0);
  if (plans.empty()) return scores;
  double weights = 0;
  for (const AimFigure figure : aim_figures()) {
    const bool everywhere =
        std::all_of(plans.begin(), plans.end(), [&](const AimValues& plan) { return plan[figure].has_value(); });
    const double weight = everywhere ? aim_weight(figure, aims, plans.front()) : 0.0;
    if (!(weight > 0)) continue;
    weights += weight;
    double low = *plans.front()[figure];
    double high = low;
    for (const AimValues& plan : plans) {
      low = std::min(low, *plan[figure]);
      high = std::max(high, *plan[figure]);
    }
    if (!(high > low)) continue;
    for (std::size_t i = 0; i < plans.size(); ++i) {
      const double share = (*plans[i][figure] - low) / (high - low);
      scores[i] += weight * (aim_figure(figure).more_is_better ? 1 - share : share);
    }
  }
  for (double& score : scores) score = weights > 0 ? score / weights : 0.0;
  return scores;
}

}  // namespace wangge::planning
