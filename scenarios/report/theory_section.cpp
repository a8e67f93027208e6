#include "gis/map/place_names.h"
#include "scenarios/report/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace wangge::scenarios::report {
namespace {

struct Compared {
  const char* key;
  core::Text name;
  bool share;
};

const std::vector<Compared>& compared() {
  static const std::vector<Compared> all{
      {"utilisation", {.zh = "当班时间中的忙碌比例", .en = "Busy share of the time on shift"}, true},
      {"way_minutes", {.zh = "从接单到上门（分钟，平均）", .en = "Minutes from acceptance to the door, mean"}, false},
      {"arrive_minutes", {.zh = "从下单到上门（分钟，平均）", .en = "Minutes from order to the door, mean"}, false},
      {"within_target_share", {.zh = "目标内响应的比例", .en = "Share answered within the target"}, true}};
  return all;
}

std::string shown(const Compared& figure, double value) { return figure.share ? percent(value) : decimal(value, 2); }

/// In percentage points where the figure is a share.
std::string gap(const Compared& figure, double difference) {
  const double value = figure.share ? difference * 100 : difference;
  return fmt::format("{}{}", value > 0 ? "+" : value < 0 ? "−" : "", decimal(std::abs(value), 2));
}

core::Text model_name(bool units) {
  return units ? core::Text{.zh = "全体人员（超立方体）", .en = "All responders (hypercube)"}
               : core::Text{.zh = "各网格自成一队（M/G/c）", .en = "Each grid a line of its own (M/G/c)"};
}

void write_compared(Markup& page, const RunFigures& run) {
  std::vector<std::vector<std::string>> rows;
  for (const bool units : {true, false}) {
    for (const Compared& figure : compared()) {
      const std::string path = fmt::format("simulation.theory.compared.{}.{}", units ? "units" : "grids", figure.key);
      const std::optional<double> theory = number(run.metrics, path + ".theory");
      const std::optional<double> found = number(run.metrics, path + ".simulated");
      if (!theory || !found) continue;
      const auto range = interval(run.metrics, path + ".simulated_ci95");
      rows.push_back(
          {both(model_name(units)), both(figure.name), shown(figure, *theory),
           range ? fmt::format("{} ({} – {})", shown(figure, *found), shown(figure, range->first), shown(figure, range->second))
                 : shown(figure, *found),
           gap(figure, *theory - *found)});
    }
  }
  if (rows.empty()) return;
  page.table({{{.zh = "模型", .en = "Model"}},
              {{.zh = "指标（当班时提出的事项）", .en = "Figure (requests ordered on shift)"}},
              {{.zh = "公式", .en = "Formula"}, true},
              {{.zh = "模拟（95\u00a0% 区间）", .en = "Simulated (95\u00a0% interval)"}, true},
              {{.zh = "差（分钟或百分点）", .en = "Difference (min or percentage points)"}, true}},
             rows);
}

/// Where a model is missing or covers less than the town.
void write_limits(Markup& page, const RunFigures& run) {
  for (const bool units : {true, false}) {
    const auto why = text(run.metrics, units ? "simulation.theory.no_units" : "simulation.theory.no_grids");
    if (!why) continue;
    page.paragraph({.zh = model_name(units).zh + "：公式说不出，因为" + why->zh + "。",
                    .en = model_name(units).en + ": formulas cannot say, as " + why->en + "."});
  }
  const double overloaded = number(run.metrics, "simulation.theory.grids.overloaded_grids").value_or(0);
  const double shared = number(run.metrics, "simulation.theory.grids.shared_grids").value_or(0);
  if (overloaded > 0)
    page.paragraph({.zh = fmt::format("{} 个网格有某个小时的工作量超过本网格当班人员所能承担，没有稳态，不在各网格的合计之内。",
                                      count(overloaded)),
                    .en = fmt::format("{} grids have an hour with more work than their own workers can do, thus no steady state, "
                                      "and are not in the totals of grids.",
                                      count(overloaded))});
  if (shared > 0)
    page.paragraph(
        {.zh = fmt::format("{} 个网格的人员还负责别的网格，不能单独计算。", count(shared)),
         .en = fmt::format("The workers of {} grids serve other grids too, which cannot be reckoned alone.", count(shared))});
}

/// The grids whose load is farthest from what the hypercube (or, without one, their own line) expects.
void write_grids_apart(Markup& page, const RunFigures& run) {
  constexpr std::size_t most = 10;
  const bool units = find(run.metrics, "simulation.theory.units") != nullptr;
  const std::string model = units ? "units" : "grids";
  std::vector<std::pair<double, const Json*>> apart;
  for (const Json& grid : list(run.metrics, "simulation.theory.by_grid")) {
    const auto expected = number(grid, model + ".utilisation");
    const auto found = number(grid, "simulated.utilisation");
    if (expected && found) apart.emplace_back(std::abs(*expected - *found), &grid);
  }
  if (apart.size() < 2) return;
  std::stable_sort(apart.begin(), apart.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  if (apart.size() > most) apart.resize(most);
  const gis::map::PlaceNames names(run.plan);
  std::map<std::string, core::Text> name_of;
  for (const gis::PlanFile::Grid& grid : run.plan.grids) name_of[grid.code] = names.grid(grid);
  const auto cell = [](const Json& grid, const std::string& path) {
    const auto value = number(grid, path);
    return value ? percent(*value) : std::string();
  };
  std::vector<std::vector<std::string>> rows;
  for (const auto& [distance, grid] : apart) {
    const std::string code = word(*grid, "code").value_or("");
    rows.push_back({escaped(code), both(name_of[code]), cell(*grid, model + ".utilisation"), cell(*grid, "simulated.utilisation"),
                    cell(*grid, model + ".within_target_share"), cell(*grid, "simulated.within_target_share")});
  }
  page.heading({.zh = "公式与模拟相差最大的网格", .en = "Grids in which formula and simulation are farthest apart"});
  page.table({{{.zh = "编码", .en = "Code"}, false, true},
              {{.zh = "名称", .en = "Name"}},
              {{.zh = "忙碌：公式", .en = "Busy: formula"}, true},
              {{.zh = "模拟", .en = "Simulated"}, true},
              {{.zh = "目标内：公式", .en = "In time: formula"}, true},
              {{.zh = "模拟", .en = "Simulated"}, true}},
             rows);
}

void write_gaps(Markup& page, const RunFigures& run) {
  std::vector<core::Text> reasons;
  for (const Json& gap : list(run.metrics, "simulation.theory.gaps")) {
    if (const auto words = text(gap, "text")) reasons.push_back(*words);
  }
  if (reasons.empty()) return;
  page.heading({.zh = "差别的可能原因", .en = "Why the two may differ"});
  page.list(reasons);
}

}  // namespace

void write_theory(Markup& page, const RunFigures& run) {
  if (find(run.metrics, "simulation.theory") == nullptr) return;
  page.begin_section("theory", {.zh = "公式与模拟对照", .en = "Formulas beside the simulation"});
  page.paragraph({.zh = "同样的人员和需求，排队论的公式怎么说：每个小时视为稳态，按该小时提出的事项加权。两者相近，模拟更可信；"
                        "相差大时，下面列出场景与公式假设的不同。",
                  .en =
                      "What the formulas of queueing theory say of the same staff and demand, each hour taken as a steady state "
                      "and weighted by what is ordered in it. Where both are close the simulation is the more to be believed; "
                      "where they are not, the list below says in what the scenario is other than the formulas assume."});
  if (number(run.metrics, "simulation.theory.units.utilisation")) {
    const Json* exact = find(run.metrics, "simulation.theory.units.exact");
    const Json* mean = find(run.metrics, "simulation.theory.units.mean_load");
    const bool is_exact = exact != nullptr && exact->is_boolean() && exact->get<bool>();
    const bool is_mean = mean != nullptr && mean->is_boolean() && mean->get<bool>();
    page.paragraph({.zh = std::string(is_exact ? "超立方体及其队列为精确解。" : "超立方体或其队列为近似解。") +
                          (is_mean ? "人员较多：班次相同的各小时取平均到达率。" : ""),
                    .en = std::string(is_exact ? "The hypercube and its lines are solved exactly."
                                               : "The hypercube or its lines are approximated.") +
                          (is_mean ? " As there are many responders, hours with the same shifts share one mean load." : "")});
  }
  write_compared(page, run);
  write_limits(page, run);
  write_grids_apart(page, run);
  write_gaps(page, run);
  page.end_section();
}

}  // namespace wangge::scenarios::report
