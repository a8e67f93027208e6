#include "gis/map/place_names.h"
#include "scenarios/report/charts.h"
#include "scenarios/report/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace wangge::scenarios::report {
namespace {

std::string target_name(const RunFigures& run) {
  return word(run.metrics, "simulation.target").value_or(word(run.metrics, "scenario.target").value_or("arrive"));
}

void write_histogram(Markup& page, const RunFigures& run) {
  HistogramChart chart;
  for (const Json& bar : list(run.metrics, "simulation.histogram")) {
    const std::optional<double> from = number(bar, "from");
    const std::optional<double> share = number(bar, "share");
    const std::optional<double> to = number(bar, "to");
    if (from && share && to) chart.bars.push_back({*from, *to, *share});
    if (from && share && !to && *share > 0) chart.open = HistogramChart::Bar{*from, *from, *share};
  }
  if (chart.bars.empty()) return;
  const core::Text target = target_words(target_name(run));
  chart.target = target_minutes(run);
  chart.x_title = {.zh = "从下单到" + target.zh + "（分钟）", .en = "minutes from the order until " + target.en};
  chart.y_title = {.zh = "占全部事项的比例", .en = "share of all requests"};
  core::Text caption{.zh = "响应时间的分布；蓝色在目标之内，橙色超过目标。",
                     .en = "How response times are spread; blue within the target, orange beyond it."};
  if (chart.open) {
    caption.zh += fmt::format("最右一条是 {:g} 分钟及以上的全部事项（{}），多为班次之外提出、等到下一班的。", chart.open->from,
                              percent(chart.open->share));
    caption.en += fmt::format(
        " The bar at the right gathers the {} that took {:g} minutes or more, mostly made outside the shifts and left to the "
        "next one.",
        percent(chart.open->share), chart.open->from);
  }
  page.figure(draw_histogram("c2", chart), caption);
}

void write_hours(Markup& page, const RunFigures& run) {
  HourChart chart;
  for (const Json& hour : list(run.metrics, "simulation.by_hour")) {
    chart.bars.push_back(number(hour, "requests").value_or(0));
    const std::optional<double> share = number(hour, "within_target_share");
    chart.shares = chart.shares || share.has_value();
    chart.line.push_back(share);
  }
  if (chart.bars.empty()) return;
  if (!chart.shares) {
    chart.line.clear();
    for (const Json& hour : list(run.metrics, "simulation.by_hour")) chart.line.push_back(number(hour, "response_mean"));
    chart.target = target_minutes(run);
  }
  chart.bar_title = {.zh = "各小时提出的事项数（每次模拟）", .en = "requests opened in each hour (per replication)"};
  chart.line_title = chart.shares ? core::Text{.zh = "其中在目标之内的比例", .en = "share of them within the target"}
                                  : core::Text{.zh = "平均响应时间（分钟）", .en = "mean response time (minutes)"};
  page.figure(draw_hours("c3", chart), {.zh = "一天之中，各天合计：上图为提出多少，下图为及时与否。班次之外提出的要等到下一班。",
                                        .en = "Through the day, all days together: above how many requests, below how they fare. "
                                              "What comes in outside the shifts waits for the next one."});
}

std::vector<std::string> times_row(const core::Text& name, const Json& times) {
  const auto ci = interval(times, "ci95");
  const auto cell = [&](const std::string& key) {
    const std::optional<double> value = number(times, key);
    const auto range = interval(times, key + "_ci95");
    if (!value) return std::string();
    return range ? fmt::format("{} ({} – {})", minutes(*value), minutes(range->first), minutes(range->second)) : minutes(*value);
  };
  const std::optional<double> answered = number(times, "answered");
  const std::optional<double> without = number(times, "unanswered_share");
  return {both(name),
          answered ? decimal(*answered, 1) : "",
          without ? percent(*without) : "",
          cell("mean"),
          ci ? fmt::format("{} – {}", minutes(ci->first), minutes(ci->second)) : "",
          cell("p50"),
          cell("p90"),
          cell("p99")};
}

void write_times(Markup& page, const RunFigures& run) {
  std::vector<std::vector<std::string>> rows;
  for (const bool on_duty : {true, false}) {
    for (const char* step : {"accept", "arrive", "resolve"}) {
      const Json* times = find(run.metrics, fmt::format("simulation.{}responses.{}", on_duty ? "within_shift." : "", step));
      if (times == nullptr) continue;
      const core::Text name = target_words(step);
      const core::Text whose = on_duty ? core::Text{.zh = "（当班时提出）", .en = " (made on duty)"}
                                       : core::Text{.zh = "（全部事项）", .en = " (all requests)"};
      rows.push_back(times_row({.zh = name.zh + whose.zh, .en = name.en + whose.en}, *times));
    }
  }
  if (rows.empty()) return;
  page.table({{{.zh = "从下单到…（分钟）", .en = "From the order until… (minutes)"}},
              {{.zh = "得到的件数", .en = "Requests that got it"}, true},
              {{.zh = "期末仍未得到", .en = "Not by the end"}, true},
              {{.zh = "平均", .en = "Mean"}, true},
              {{.zh = "平均值的 95\u00a0% 区间", .en = "95\u00a0% interval of the mean"}, true},
              {{.zh = "一半以内（95\u00a0% 区间）", .en = "Half within (95\u00a0% interval)"}, true},
              {{.zh = "九成以内", .en = "9 in 10 within"}, true},
              {{.zh = "99\u00a0% 以内", .en = "99 in 100 within"}, true}},
             rows);
}

/// Of a kind, or of the whole scenario.
std::string promised(const Json& kind, const RunFigures& run) {
  const bool own = word(kind, "target").has_value();
  const std::string step = own ? *word(kind, "target") : word(run.metrics, "simulation.target").value_or("");
  const std::optional<double> limit = own ? number(kind, "target_minutes") : number(run.metrics, "simulation.target_minutes");
  const core::Text name = target_words(step);
  return both({.zh = fmt::format("{} {:g} 分钟", name.zh, limit.value_or(0)),
               .en = fmt::format("{} within {:g} min", name.en, limit.value_or(0))});
}

void write_kinds(Markup& page, const RunFigures& run) {
  std::vector<std::vector<std::string>> rows;
  for (const Json& kind : list(run.metrics, "simulation.by_kind")) {
    const auto optional_cell = [&](const char* key, std::string (*format)(double)) {
      const std::optional<double> value = number(kind, key);
      return value ? format(*value) : std::string();
    };
    const core::Text name = text(kind, "title").value_or(same(word(kind, "kind").value_or("")));
    if (!(number(kind, "requests").value_or(1) > 0)) continue;
    rows.push_back({both(name), promised(kind, run), decimal(number(kind, "requests").value_or(0), 1),
                    optional_cell("response_mean", minutes), optional_cell("within_target_share", percent)});
  }
  if (rows.empty()) return;
  page.heading({.zh = "按事项种类", .en = "By kind of request"});
  page.table({{{.zh = "种类", .en = "Kind"}},
              {{.zh = "承诺", .en = "Promise"}},
              {{.zh = "件数（每次模拟平均）", .en = "Requests (mean of a replication)"}, true},
              {{.zh = "全部事项的平均响应（分钟）", .en = "Mean response of all requests (min)"}, true},
              {{.zh = "目标内", .en = "Within target"}, true}},
             rows);
}

/// The areas of the lowest level, the slowest first.
void write_communities(Markup& page, const RunFigures& run) {
  constexpr std::size_t most = 60;
  const gis::map::PlaceNames names(run.plan);
  std::map<std::string, core::Text> name_of;
  for (const gis::PlanFile::Level& area : run.plan.levels) name_of[area.code] = names.area(area);
  std::vector<std::pair<double, std::vector<std::string>>> slowest;
  for (const Json& community : list(run.metrics, "simulation.by_community")) {
    const auto optional_cell = [&](const char* key, std::string (*format)(double)) {
      const std::optional<double> value = number(community, key);
      return value ? format(*value) : std::string();
    };
    const std::string code = word(community, "code").value_or("");
    const std::optional<double> share = number(community, "within_target_share.value");
    const auto range = interval(community, "within_target_share.ci95");
    const std::string within = !share ? std::string()
                               : range
                                   ? fmt::format("{} ({} – {})", percent(*share), percent(range->first), percent(range->second))
                                   : percent(*share);
    slowest.push_back({share.value_or(2),
                       {escaped(code), both(name_of[code]), decimal(number(community, "requests").value_or(0), 1), within,
                        optional_cell("response_mean", minutes), optional_cell("utilisation", percent)}});
  }
  if (slowest.empty()) return;
  std::stable_sort(slowest.begin(), slowest.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < std::min(most, slowest.size()); ++i) rows.push_back(slowest[i].second);
  page.heading({.zh = "按社区（最低一级辖区），及时比例从低到高",
                .en = "By community (area of the lowest level), the least in time first"});
  page.table({{{.zh = "编码", .en = "Code"}, false, true},
              {{.zh = "名称", .en = "Name"}, false, true},
              {{.zh = "件数（每次模拟平均）", .en = "Requests (mean of a replication)"}, true},
              {{.zh = "目标内（95\u00a0% 区间）", .en = "Within target (95\u00a0% interval)"}, true},
              {{.zh = "全部事项的平均响应（分钟）", .en = "Mean response of all requests (min)"}, true},
              {{.zh = "所属人员的忙碌比例", .en = "Busy share of its responders"}, true}},
             rows);
  core::Text note{.zh = "此表不离开运行文件夹。", .en = "This table never leaves the run folder."};
  if (slowest.size() > most) {
    note.zh += fmt::format("只列前 {} 个，其余 {} 个见 metrics.csv。", most, slowest.size() - most);
    note.en += fmt::format(" The first {}; the other {} stand in metrics.csv.", most, slowest.size() - most);
  }
  page.paragraph(note);
}

core::Text final_words(const std::string& state) {
  static const std::map<std::string, core::Text> words{{"resolved", {.zh = "办结", .en = "resolved"}},
                                                       {"open", {.zh = "期末未结", .en = "still open at the end"}},
                                                       {"unreachable", {.zh = "道路不可达", .en = "not reached by road"}},
                                                       {"unsettled", {.zh = "各级未能解决", .en = "given up by every level"}},
                                                       {"refused", {.zh = "不予受理", .en = "refused"}},
                                                       {"waiting", {.zh = "期末排队", .en = "still waiting at the end"}}};
  const auto at = words.find(state);
  return at == words.end() ? same(state) : at->second;
}

void write_finals(Markup& page, const RunFigures& run) {
  const Json* finals = find(run.metrics, "simulation.finals");
  if (finals == nullptr || !finals->is_object()) return;
  core::Text sentence{.zh = "去向（每次模拟平均）：", .en = "What became of them (mean of a replication): "};
  bool first = true;
  for (const auto& [state, value] : finals->items()) {
    if (!value.is_number() || value.get<double>() == 0) continue;
    const core::Text name = final_words(state);
    sentence.zh += fmt::format("{}{} {} 件", first ? "" : "，", name.zh, decimal(value.get<double>(), 1));
    sentence.en += fmt::format("{}{} {}", first ? "" : ", ", decimal(value.get<double>(), 1), name.en);
    first = false;
  }
  if (!first) page.paragraph({.zh = sentence.zh + "。", .en = sentence.en + "."});
}

/// Why there are so many replications, where a precision was asked for.
void write_stopping(Markup& page, const RunFigures& run) {
  const Json* stopping = find(run.metrics, "simulation.stopping");
  if (stopping == nullptr) return;
  const double half = number(*stopping, "half_width").value_or(0);
  const bool relative = stopping->value("relative", true);
  const bool share = word(*stopping, "figure").value_or("") == "within_target_share";
  const bool reached = stopping->value("reached", false);
  const std::string zh_width = relative ? fmt::format("±{:g} %", half * 100)
                               : share  ? fmt::format("±{:g} 个百分点", half * 100)
                                        : fmt::format("±{:g} 分钟", half);
  const std::string en_width = relative ? fmt::format("±{:g} %", half * 100)
                               : share  ? fmt::format("±{:g} percentage points", half * 100)
                                        : fmt::format("±{:g} minutes", half);
  const std::string zh_figure = share ? "目标内的比例" : "平均响应时间";
  const std::string en_figure = share ? "the share within the target" : "the mean response time";
  const core::Text done{
      .zh = fmt::format("次数由精度决定：重复到{}的 95 % 区间不宽于 {} 为止。", zh_figure, zh_width),
      .en = fmt::format("Replications were made until the 95 % interval of {} was no wider than {}.", en_figure, en_width)};
  const core::Text missed{
      .zh = fmt::format("重复到上限，{}的 95 % 区间仍宽于 {}。", zh_figure, zh_width),
      .en = fmt::format("As many replications as allowed leave the 95 % interval of {} wider than {}.", en_figure, en_width)};
  page.paragraph(reached ? done : missed);
}

void write_warm_up(Markup& page, const RunFigures& run) {
  const Json* warm_up = find(run.metrics, "simulation.warm_up");
  if (warm_up == nullptr) return;
  const bool found = word(*warm_up, "found").value_or("") == "MSER-5";
  const std::string days = decimal(number(*warm_up, "days").value_or(0), 2);
  const std::string requests = decimal(number(*warm_up, "requests").value_or(0), 1);
  const std::string open = decimal(number(*warm_up, "finals.open").value_or(0), 1);
  page.paragraph({.zh = fmt::format(
                      "每次模拟的前 {} 天为预热段（{}）：其间下单的事项（平均每次 {} 件，期末未结 {} 件）照样办理，但不计入任何"
                      "指标；人员和席位的时间自其后算起，计划内工作只计其后开始的轮次和时段。",
                      days, found ? "由第 0 次模拟按 MSER-5 找出" : "由场景给定", requests, open),
                  .en = fmt::format(
                      "The first {} days of each replication are a warm-up ({}): what is ordered in it ({} requests on average, "
                      "{} of them open at the end) is dealt with but is in no figure, and hours of responders and desks are of "
                      "the time after it. Scheduled work counts in turns and windows that begin after it.",
                      days, found ? "found in replication 0 by MSER-5" : "given by the scenario", requests, open)});
  const Json* settled = find(*warm_up, "settled");
  if (settled != nullptr && settled->is_boolean() && !settled->get<bool>())
    page.paragraph({.zh = "最好的切分点落在中点：模拟太短，其后的数字也未必平稳。",
                    .en = "The best cut is at the middle: the simulated time is too short, and figures after it may not be "
                          "steady either."});
}

}  // namespace

void write_response(Markup& page, const RunFigures& run) {
  if (find(run.metrics, "simulation") == nullptr) return;
  page.begin_section("response", {.zh = "响应时间", .en = "Response times"});
  const std::optional<double> replications = number(run.metrics, "simulation.replications");
  const std::optional<double> days = number(run.metrics, "simulation.horizon_days");
  const std::optional<double> requests = number(run.metrics, "simulation.requests.mean");
  const std::optional<double> per_day = number(run.metrics, "simulation.requests_per_day");
  if (replications && days && requests) {
    const std::string day_zh = per_day ? fmt::format("，即每天约 {} 件", decimal(*per_day, 1)) : "";
    const std::string day_en = per_day ? fmt::format(", about {} a day", decimal(*per_day, 1)) : "";
    page.paragraph({.zh = fmt::format("模拟 {:g} 天，重复 {} 次，平均每次 {} 件事项{}。", *days, count(*replications),
                                      count(*requests), day_zh),
                    .en = fmt::format("{:g} days were simulated {} times, with {} requests each on average{}.", *days,
                                      count(*replications), count(*requests), day_en)});
  }
  write_warm_up(page, run);
  write_stopping(page, run);
  write_histogram(page, run);
  write_times(page, run);
  write_hours(page, run);
  write_kinds(page, run);
  write_communities(page, run);
  write_finals(page, run);
  write_precision(page, run);
  if (const auto helped = number(run.metrics, "simulation.helped_share")) {
    page.paragraph({.zh = fmt::format("{} 的事项由相邻网格的网格员代为处置。", percent(*helped)),
                    .en = fmt::format("{} of requests were taken by the worker of a neighbouring grid.", percent(*helped))});
  }
  page.end_section();
}

void write_load(Markup& page, const RunFigures& run) {
  constexpr std::size_t most = 60;
  RankChart chart;
  const gis::map::PlaceNames all_names(run.plan);
  std::map<std::string, core::Text> names;
  for (const gis::PlanFile::Grid& grid : run.plan.grids) names[grid.code] = all_names.grid(grid);
  for (const Json& grid : list(run.metrics, "simulation.by_grid")) {
    const std::optional<double> busy = number(grid, "utilisation");
    if (!busy) continue;
    const std::string code = word(grid, "code").value_or("");
    const core::Text& name = names[code];
    const bool named = !name.en.empty() && name.en != code;
    chart.rows.push_back({named ? core::Text{.zh = code + "  " + name.zh, .en = code + "  " + name.en} : same(code), *busy});
  }
  if (chart.rows.empty()) return;
  std::stable_sort(chart.rows.begin(), chart.rows.end(), [](const auto& a, const auto& b) { return a.share > b.share; });
  page.begin_section("load", {.zh = "各网格的工作负荷", .en = "Load of each grid"});
  page.paragraph({.zh = "负荷＝该网格的网格员在当班时间内用于处置事项（含路途）的比例。负荷高于六成时排队明显变长，八成五以上应增"
                        "员或调整网格。服务几个网格的人员（如社区的人员）不计入任何一个网格。",
                  .en = "Load is the share of duty time that a grid's workers spend on requests, travel included. Above some "
                        "60\u00a0% queues grow quickly; above 85\u00a0% add workers or redraw the grid. Whoever serves "
                        "several grids (those of a community) counts in none of them."});
  const std::size_t all = chart.rows.size();
  if (all > most) chart.rows.resize(most);
  chart.line = number(run.metrics, "simulation.utilisation.value");
  chart.line_title = {.zh = "平均", .en = "mean"};
  chart.x_title = {.zh = "当班时间中的忙碌比例", .en = "share of duty time spent on requests"};
  core::Text caption{.zh = "从最忙到最闲。", .en = "From the busiest to the least busy."};
  if (all > most) {
    caption.zh += fmt::format("只列出最忙的 {} 个，其余 {} 个见下表。", most, all - most);
    caption.en += fmt::format(" The {} busiest; the other {} stand in the table below.", most, all - most);
  }
  page.figure(draw_ranking("c4", chart), caption);
  page.end_section();
}

}  // namespace wangge::scenarios::report
