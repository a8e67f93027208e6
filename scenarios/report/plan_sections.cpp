#include "gis/map/legend_words.h"
#include "gis/map/map_scene.h"
#include "gis/map/place_names.h"
#include "scenarios/report/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace wangge::scenarios::report {
namespace {

/// Items of a list by their code.
std::map<std::string, const Json*> by_code(const Json& items) {
  std::map<std::string, const Json*> found;
  for (const Json& item : items) {
    if (const auto code = word(item, "code")) found[*code] = &item;
  }
  return found;
}

std::string cell(const std::map<std::string, const Json*>& items, const std::string& code, const char* key,
                 std::string (*format)(double)) {
  const auto at = items.find(code);
  if (at == items.end()) return {};
  const std::optional<double> value = number(*at->second, key);
  return value ? format(*value) : std::string();
}

/// Codes of grids that break a rule for a reason of arithmetic alone.
std::set<std::string> excused_grids(const RunFigures& run) {
  std::set<std::string> codes;
  std::set<std::string> unexcused;
  for (const Json& violation : list(run.metrics, "plan.violations")) {
    const Json* excused = find(violation, "excused");
    const bool is_excused = excused != nullptr && excused->is_boolean() && excused->get<bool>();
    (is_excused ? codes : unexcused).insert(word(violation, "grid").value_or(""));
  }
  std::erase_if(codes, [&](const std::string& code) { return unexcused.contains(code); });
  return codes;
}

std::string verdict(const gis::PlanFile::Grid& grid, bool excused) {
  const core::Text reason{.zh = grid.reason_zh.empty() ? grid.reason : grid.reason_zh,
                          .en = grid.reason.empty() ? grid.reason_zh : grid.reason};
  if (grid.valid) return reason.en.empty() ? "✓" : "✓ " + both(reason);
  return (excused ? "○ " : "✗ ") + both(reason);
}

void write_figures(Markup& page, const RunFigures& run) {
  std::vector<core::Text> items;
  const auto low = number(run.metrics, "plan.households.min");
  const auto median = number(run.metrics, "plan.households.median");
  const auto high = number(run.metrics, "plan.households.max");
  if (low && median && high) {
    items.push_back({.zh = fmt::format("每个网格的户数：最少 {}，中位 {}，最多 {}。", count(*low), count(*median), count(*high)),
                     .en = fmt::format("Households of a grid: {} at least, {} in the middle, {} at most.", count(*low),
                                       count(*median), count(*high))});
  }
  if (const auto gini = number(run.metrics, "plan.balance.gini")) {
    items.push_back({.zh = fmt::format("工作量的均衡：基尼系数 {}（0 为完全均等）。", decimal(*gini, 3)),
                     .en = fmt::format("Balance of work: Gini coefficient {} (0 is perfectly even).", decimal(*gini, 3))});
  }
  if (const auto compact = number(run.metrics, "plan.compactness.mean")) {
    const auto least = number(run.metrics, "plan.compactness.min");
    items.push_back({.zh = fmt::format("形状紧凑度：平均 {}{}（圆为 1）。", decimal(*compact, 2),
                                       least ? fmt::format("，最低 {}", decimal(*least, 2)) : ""),
                     .en = fmt::format("Compactness of shape: {} on average{} (a disc has 1).", decimal(*compact, 2),
                                       least ? fmt::format(", {} at the least", decimal(*least, 2)) : "")});
  }
  const Json* border = find(run.metrics, "plan.border");
  if (border != nullptr && border->is_object()) {
    double all = 0;
    double open = 0;
    for (const auto& [key, value] : border->items()) {
      if (!value.is_number()) continue;
      all += value.get<double>();
      if (key == "none") open = value.get<double>();
    }
    if (all > 0) {
      items.push_back({.zh = fmt::format("网格之间的界线共 {} km，其中 {} 沿道路、河流、铁路或围墙。", decimal(all / 1000, 1),
                                         percent(1 - open / all)),
                       .en = fmt::format("Borders between grids: {} km in all, {} of it along roads, rivers, railways or walls.",
                                         decimal(all / 1000, 1), percent(1 - open / all))});
    }
  }
  if (!items.empty()) page.list(items);
}

void write_grid_table(Markup& page, const RunFigures& run) {
  const auto coverage = by_code(list(run.metrics, "coverage.by_grid"));
  const auto simulated = by_code(list(run.metrics, "simulation.by_grid"));
  const std::set<std::string> excused = excused_grids(run);
  std::vector<TableColumn> columns{{{.zh = "编码", .en = "Code"}},
                                   {{.zh = "名称", .en = "Name"}},
                                   {{.zh = "户数", .en = "Households"}, true},
                                   {{.zh = "居民", .en = "Residents"}, true},
                                   {{.zh = "紧凑度", .en = "Compactness"}, true},
                                   {{.zh = "合规", .en = "Rules"}}};
  if (!coverage.empty()) columns.push_back({{.zh = "时限内住户", .en = "Households in time"}, true});
  if (!simulated.empty()) {
    columns.push_back({{.zh = "平均响应（分钟）", .en = "Mean response (min)"}, true});
    columns.push_back({{.zh = "负荷", .en = "Load"}, true});
  }
  const gis::map::PlaceNames names(run.plan);
  std::vector<std::vector<std::string>> rows;
  for (const gis::PlanFile::Grid& grid : run.plan.grids) {
    std::vector<std::string> row{escaped(grid.code),
                                 both(names.grid(grid)),
                                 grid.counts_hidden ? "*" : count(static_cast<double>(grid.households)),
                                 grid.counts_hidden ? "*" : count(static_cast<double>(grid.residents)),
                                 decimal(grid.compactness, 2),
                                 verdict(grid, excused.contains(grid.code))};
    if (!coverage.empty()) row.push_back(cell(coverage, grid.code, "households_share", percent));
    if (!simulated.empty()) {
      row.push_back(cell(simulated, grid.code, "response_mean", minutes));
      row.push_back(cell(simulated, grid.code, "utilisation", percent));
    }
    rows.push_back(std::move(row));
  }
  page.heading({.zh = "网格一览", .en = "All grids"});
  columns[0].whole = columns[1].whole = true;
  page.table(columns, rows);
  page.paragraph({.zh = "✓ 符合全部规则；○ 有正当理由的例外；✗ 违反规则。平均响应含班次之外提出、等到下一班的事项。",
                  .en = "✓ keeps every rule; ○ an exception that arithmetic excuses; ✗ breaks a rule. Mean response counts "
                        "requests at all hours, also those that wait for the next shift."},
                 "note");
}

void write_area_table(Markup& page, const RunFigures& run) {
  if (run.plan.levels.empty()) return;
  gis::map::MapScene ranks;
  gis::map::rank_levels(ranks, run.plan);
  std::map<std::string, std::size_t> grids;
  for (const gis::PlanFile::Grid& grid : run.plan.grids) ++grids[grid.parent];
  const auto coverage = by_code(list(run.metrics, "coverage.by_area"));
  std::vector<TableColumn> columns{{{.zh = "层级", .en = "Level"}},
                                   {{.zh = "编码", .en = "Code"}},
                                   {{.zh = "名称", .en = "Name"}},
                                   {{.zh = "户数", .en = "Households"}, true},
                                   {{.zh = "居民", .en = "Residents"}, true},
                                   {{.zh = "面积 km²", .en = "Area km²"}, true},
                                   {{.zh = "网格", .en = "Grids"}, true}};
  if (!coverage.empty()) columns.push_back({{.zh = "时限内住户", .en = "Households in time"}, true});
  const gis::map::PlaceNames names(run.plan);
  std::vector<std::vector<std::string>> rows;
  for (const gis::PlanFile::Level& level : run.plan.levels) {
    const auto own = grids.find(level.code);
    rows.push_back({both(gis::map::level_title(level.level)), escaped(level.code), both(names.area(level)),
                    count(static_cast<double>(level.households)), count(static_cast<double>(level.residents)),
                    decimal(level.area_m2 / 1e6, 2), own == grids.end() ? "" : count(static_cast<double>(own->second))});
    if (!coverage.empty()) rows.back().push_back(cell(coverage, level.code, "households_share", percent));
  }
  page.heading({.zh = "各级辖区", .en = "All areas"});
  page.table(columns, rows);
}

core::Text rule_words(const Json& violation) {
  static const std::map<std::string, core::Text> words{
      {"4", {.zh = "连片", .en = "connected"}}, {"5", {.zh = "大小", .en = "sized"}}, {"7", {.zh = "人员", .en = "staffed"}}};
  const Json* rule = find(violation, "rule");
  if (rule == nullptr) return {};
  const std::string key = rule->is_string() ? rule->get<std::string>() : rule->dump();
  const auto at = words.find(key);
  return at == words.end() ? same(key) : at->second;
}

}  // namespace

void write_grids(Markup& page, const RunFigures& run) {
  if (run.plan.grids.empty()) return;
  page.begin_section("grids", {.zh = "网格与辖区的数字", .en = "Grids and areas in figures"});
  write_figures(page, run);
  write_grid_table(page, run);
  write_area_table(page, run);
  page.end_section();
}

void write_rules(Markup& page, const RunFigures& run) {
  const Json& violations = list(run.metrics, "plan.violations");
  if (violations.empty()) return;
  page.begin_section("rules", {.zh = "未达标的网格与理由", .en = "Grids outside the rules, and why"});
  page.paragraph(
      {.zh = "无缝、嵌套、不切建筑、编码四条由构造保证，不会违反。其余规则若违反，先看算术：上级的户数（或分数）H 若不存在整数 k "
             "使 k × 下限 ≤ H ≤ k × 上限，则任何划法都无法全部达标，这样的网格记为“有理由”。",
       .en = "Seamless, nested, whole and coded hold by construction. Where another rule is broken, arithmetic comes "
             "first: if for a parent's households (or points) H there is no whole k with "
             "k × minimum ≤ H ≤ k × maximum, no way of drawing fits, and the grid is excused."});
  std::vector<std::vector<std::string>> rows;
  for (const Json& violation : violations) {
    const Json* excused = find(violation, "excused");
    const bool is_excused = excused != nullptr && excused->is_boolean() && excused->get<bool>();
    rows.push_back({escaped(word(violation, "grid").value_or("")), both(rule_words(violation)),
                    count(number(violation, "households").value_or(0)), both(text(violation, "reason").value_or(core::Text{})),
                    excused == nullptr ? ""
                                       : both(is_excused ? core::Text{.zh = "有理由", .en = "excused"}
                                                         : core::Text{.zh = "无理由", .en = "not excused"})});
  }
  page.table({{{.zh = "网格", .en = "Grid"}},
              {{.zh = "规则", .en = "Rule"}},
              {{.zh = "户数", .en = "Households"}, true},
              {{.zh = "理由", .en = "Reason"}},
              {{.zh = "判定", .en = "Verdict"}}},
             rows);
  page.end_section();
}

}  // namespace wangge::scenarios::report
