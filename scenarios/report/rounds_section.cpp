#include "scenarios/report/charts.h"
#include "scenarios/report/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace wangge::scenarios::report {
namespace {

core::Text duty_name(const Json& duty) { return text(duty, "title").value_or(same(word(duty, "duty").value_or(""))); }

/// The mean, with its interval in brackets.
template <class Shown>
std::string with_interval(const Json& item, const std::string& path, const Shown& shown) {
  const std::optional<double> value = number(item, path + ".value");
  const auto range = interval(item, path + ".ci95");
  if (!value) return {};
  return range ? fmt::format("{} ({} – {})", shown(*value), shown(range->first), shown(range->second)) : shown(*value);
}

std::string cell(const Json& item, const char* key, int digits) {
  const std::optional<double> value = number(item, key);
  return value ? decimal(*value, digits) : std::string();
}

/// Whether the figure is above 0 for any duty.
bool any_has(const Json& duties, const std::string& path) {
  return std::any_of(duties.begin(), duties.end(), [&](const Json& duty) { return number(duty, path).value_or(0) > 0; });
}

std::string part_of(double part, double whole) { return whole > 0 ? percent(std::min(1.0, part / whole)) : std::string(); }

void write_visits(Markup& page, const Json& duties) {
  std::vector<std::vector<std::string>> rows;
  const bool some_open = any_has(duties, "open_share.value");
  for (const Json& duty : duties) {
    if (!number(duty, "calls")) continue;
    std::vector<std::string> row = {both(duty_name(duty)), cell(duty, "planned", 1), cell(duty, "calls", 1)};
    row.push_back(with_interval(duty, "done_share", [](double share) { return percent(share); }));
    for (const char* key : {"absent_share", "missed_share", "unmanned_share", "unreachable_share", "open_share"}) {
      const std::optional<double> share = number(duty, std::string(key) + ".value");
      row.push_back(share ? percent(*share) : std::string());
    }
    const std::optional<double> done = number(duty, "done_share.value");
    if (some_open) row.push_back(done ? part_of(*done, 1 - number(duty, "open_share.value").value_or(0)) : std::string());
    rows.push_back(std::move(row));
  }
  if (rows.empty()) return;
  page.heading({.zh = "走访", .en = "Visits"});
  std::vector<TableColumn> columns = {{{.zh = "任务", .en = "Duty"}},
                                      {{.zh = "计划走访（每次模拟）", .en = "Visits planned (a replication)"}, true},
                                      {{.zh = "上门次数", .en = "Calls"}, true},
                                      {{.zh = "完成（95\u00a0% 区间）", .en = "Done (95\u00a0% interval)"}, true},
                                      {{.zh = "不在家", .en = "Nobody in"}, true},
                                      {{.zh = "错过", .en = "Missed"}, true},
                                      {{.zh = "无人前往", .en = "Nobody came"}, true},
                                      {{.zh = "不可达", .en = "Out of reach"}, true},
                                      {{.zh = "未到期", .en = "Not due yet"}, true}};
  if (some_open) columns.push_back({{.zh = "完成占到期", .en = "Done of those due"}, true});
  page.table(columns, rows);
  page.paragraph({.zh = "比例的分母均为计划走访；每次计划走访恰有一种结局。",
                  .en = "Shares are of the planned visits; each planned visit ends in exactly one of these ways."});
  if (some_open)
    page.paragraph({.zh = "完成占到期＝完成 ÷（1 − 未到期）。", .en = "Done of those due = done / (1 - not due yet)."});
}

void write_patrols(Markup& page, const Json& duties) {
  std::vector<std::vector<std::string>> rows;
  const bool some_cut = any_has(duties, "streets_m_cut_off");
  const bool some_unmanned = any_has(duties, "streets_m_unmanned");
  const bool some_left_out = any_has(duties, "streets_m_left_out");
  const bool some_without = any_has(duties, "grids_without_streets");
  for (const Json& duty : duties) {
    const std::optional<double> planned = number(duty, "streets_m_planned");
    if (!planned) continue;
    const double walked = number(duty, "streets_m").value_or(0);
    const double cut = number(duty, "streets_m_cut_off").value_or(0);
    std::vector<std::string> row = {both(duty_name(duty)), cell(duty, "passes_planned", 0), cell(duty, "passes", 1),
                                    decimal(*planned / 1000, 1)};
    if (some_cut) row.push_back(decimal(cut / 1000, 1));
    if (some_unmanned) row.push_back(decimal(number(duty, "streets_m_unmanned").value_or(0) / 1000, 1));
    row.push_back(decimal(walked / 1000, 1));
    row.push_back(with_interval(duty, "streets_share", [](double share) { return percent(share); }));
    if (some_cut) row.push_back(part_of(walked, *planned - cut));
    if (some_left_out) row.push_back(decimal(number(duty, "streets_m_left_out").value_or(0) / 1000, 1));
    if (some_without) row.push_back(cell(duty, "grids_without_streets", 0));
    rows.push_back(std::move(row));
  }
  if (rows.empty()) return;
  page.heading({.zh = "巡查", .en = "Patrols"});
  std::vector<TableColumn> columns = {{{.zh = "任务", .en = "Duty"}},
                                      {{.zh = "计划遍数（每次模拟）", .en = "Passes planned (a replication)"}, true},
                                      {{.zh = "走完遍数", .en = "Passes walked"}, true},
                                      {{.zh = "计划街道（公里）", .en = "Streets planned (km)"}, true}};
  if (some_cut) columns.push_back({{.zh = "其中无路可到（公里）", .en = "Of these cut off (km)"}, true});
  if (some_unmanned) columns.push_back({{.zh = "其中网格无人（公里）", .en = "Of these in grids of nobody (km)"}, true});
  columns.push_back({{.zh = "走过（公里）", .en = "Walked (km)"}, true});
  columns.push_back({{.zh = "比例（95\u00a0% 区间）", .en = "Share (95\u00a0% interval)"}, true});
  if (some_cut) columns.push_back({{.zh = "走过占有路可到", .en = "Walked of those within reach"}, true});
  if (some_left_out) columns.push_back({{.zh = "不在计划：旁无建筑（公里）", .en = "Not planned: no building near (km)"}, true});
  if (some_without) columns.push_back({{.zh = "无街道可巡的网格", .en = "Grids without a street"}, true});
  page.table(columns, rows);
  if (some_left_out)
    page.paragraph({.zh = "旁无建筑：中点 150 米以内没有建筑的道路，一遍的长度；不巡查，也不在计划内。",
                    .en = "No building near: roads with no building within 150 m of their middle, their length once; they are "
                          "not patrolled, and not planned."});
}

void write_posts(Markup& page, const Json& duties) {
  std::vector<std::vector<std::string>> rows;
  for (const Json& duty : duties) {
    if (!number(duty, "manned_hours_planned")) continue;
    rows.push_back({both(duty_name(duty)), cell(duty, "places", 0), cell(duty, "unfilled", 0),
                    cell(duty, "manned_hours_planned", 1), cell(duty, "manned_hours", 1),
                    with_interval(duty, "manned_share", [](double share) { return percent(share); })});
  }
  if (rows.empty()) return;
  page.heading({.zh = "值守和例会", .en = "Checkpoints and consults"});
  page.table({{{.zh = "任务", .en = "Duty"}},
              {{.zh = "岗位", .en = "Places"}, true},
              {{.zh = "无人可派", .en = "Nobody for them"}, true},
              {{.zh = "计划人时（每次模拟）", .en = "Hours planned (a replication)"}, true},
              {{.zh = "有人值守", .en = "Hours held"}, true},
              {{.zh = "比例（95\u00a0% 区间）", .en = "Share (95\u00a0% interval)"}, true}},
             rows);
}

void write_ways(Markup& page, const Json& duties) {
  std::vector<std::vector<std::string>> rows;
  for (const Json& duty : duties) {
    const std::optional<double> way = number(duty, "way_minutes");
    const std::optional<double> bound = number(duty, "bound_minutes");
    if (!way || !bound) continue;
    const std::string gap = *bound > 0 ? percent((*way - *bound) / *bound) : std::string();
    rows.push_back(
        {both(duty_name(duty)), cell(duty, "responders", 0), cell(duty, "rounds", 0), decimal(*way, 1), decimal(*bound, 1), gap});
  }
  if (rows.empty()) return;
  page.heading({.zh = "路线", .en = "Rounds"});
  page.table({{{.zh = "任务", .en = "Duty"}},
              {{.zh = "人数", .en = "Responders"}, true},
              {{.zh = "路线条数", .en = "Rounds"}, true},
              {{.zh = "路程合计（分钟）", .en = "Ways in all (min)"}, true},
              {{.zh = "下界（分钟）", .en = "Bound (min)"}, true},
              {{.zh = "高出下界至多", .en = "Above the bound at most"}, true}},
             rows);
}

void write_sweep(Markup& page, const Json& duty, std::size_t number_of_chart) {
  const Json& reached = list(duty, "sweep.reached");
  if (reached.empty()) return;
  const core::Text name = duty_name(duty);
  page.heading({.zh = "完成曲线：" + name.zh, .en = "Course of completion: " + name.en});
  std::vector<std::vector<std::string>> rows;
  for (const Json& milestone : reached) {
    rows.push_back({fmt::format("{:.0f}\u00a0%", number(milestone, "percent").value_or(0)),
                    with_interval(milestone, "hours", [](double hours) { return decimal(hours, 1); }),
                    cell(milestone, "replications", 0)});
  }
  page.table({{{.zh = "见到的住户", .en = "Households met"}, true},
              {{.zh = "开始后小时数（95\u00a0% 区间）", .en = "Hours from the start (95\u00a0% interval)"}, true},
              {{.zh = "达到的模拟次数", .en = "Replications that got there"}, true}},
             rows);
  CurveChart chart{.points = {},
                   .target = std::nullopt,
                   .x_title = {.zh = "开始后的小时数", .en = "hours from the start"},
                   .y_title = {.zh = "见到的住户比例", .en = "share of households met"}};
  for (const Json& point : list(duty, "sweep.curve")) {
    const double hours = number(point, "hours").value_or(0);
    if (!chart.points.empty() && hours > chart.points.back().first) chart.points.emplace_back(hours, chart.points.back().second);
    chart.points.emplace_back(hours, number(point, "share.value").value_or(0));
  }
  page.figure(draw_curve(fmt::format("w{}", number_of_chart), chart),
              {.zh = "各次模拟的平均。", .en = "Mean of the replications."});
}

}  // namespace

void write_rounds(Markup& page, const RunFigures& run) {
  const Json& duties = list(run.metrics, "simulation.duties");
  if (duties.empty()) return;
  page.begin_section("rounds", {.zh = "计划内工作", .en = "Scheduled work"});
  const std::string share = with_interval(run.metrics, "simulation.rounds_share", [](double value) { return percent(value); });
  if (!share.empty())
    page.paragraph({.zh = "当班时间中用于计划内工作：" + share, .en = "Scheduled work takes of the time on shift: " + share});
  const std::string of_workers =
      with_interval(run.metrics, "simulation.rounds_share_of_workers", [](double value) { return percent(value); });
  if (!of_workers.empty())
    page.paragraph({.zh = "其中不计待命的志愿者：" + of_workers, .en = "Without volunteers on call: " + of_workers});
  write_visits(page, duties);
  write_patrols(page, duties);
  write_posts(page, duties);
  write_ways(page, duties);
  std::size_t chart = 0;
  for (const Json& duty : duties) write_sweep(page, duty, ++chart);
  page.end_section();
}

}  // namespace wangge::scenarios::report
