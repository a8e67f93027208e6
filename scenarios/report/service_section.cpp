#include "gis/map/place_names.h"
#include "scenarios/report/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

namespace wangge::scenarios::report {
namespace {

struct Share {
  const char* key;
  core::Text name;
  core::Text of;
};

const std::vector<Share>& shares() {
  static const core::Text orders{.zh = "派单次数", .en = "times somebody was asked"};
  static const core::Text visited{.zh = "已上门的事项", .en = "visited requests"};
  static const core::Text resolved{.zh = "办结过的事项", .en = "requests ever resolved"};
  static const core::Text due{.zh = "时限已到的事项", .en = "requests whose deadline has passed"};
  static const std::vector<Share> all{
      {"declined_share", {.zh = "拒单", .en = "declined"}, orders},
      {"timed_out_share", {.zh = "超时未接", .en = "not answered in time"}, orders},
      {"late_accept_share", {.zh = "错过接单时限", .en = "missed the deadline to accept"}, due},
      {"late_arrive_share", {.zh = "错过上门时限", .en = "missed the deadline to arrive"}, due},
      {"late_resolve_share", {.zh = "错过办结时限", .en = "missed the deadline to resolve"}, due},
      {"interrupted_share",
       {.zh = "被更紧急的事项打断", .en = "interrupted by something more urgent"},
       {.zh = "已派单的事项", .en = "dispatched requests"}},
      {"handed_over_share", {.zh = "因缺技能移交", .en = "handed over for want of a skill"}, visited},
      {"assisted_share", {.zh = "需要协助", .en = "took help"}, visited},
      {"on_the_spot_share", {.zh = "当场办理", .en = "handled on the spot"}, visited},
      {"council_share", {.zh = "经过议事", .en = "came before a council"}, visited},
      {"escalated_share", {.zh = "上报", .en = "passed up to a level above"}, visited},
      {"reopened_share", {.zh = "重办", .en = "reopened"}, resolved},
      {"rated_share", {.zh = "被评价", .en = "rated"}, resolved}};
  return all;
}

std::string share_cell(const Json& item, const std::string& key) {
  const std::optional<double> value = number(item, key);
  return value ? percent(*value) : std::string();
}

void write_shares(Markup& page, const RunFigures& run) {
  std::vector<std::vector<std::string>> rows;
  for (const Share& share : shares()) {
    const std::string path = std::string("simulation.") + share.key;
    const std::optional<double> value = number(run.metrics, path + ".value");
    if (!value) continue;
    const auto range = interval(run.metrics, path + ".ci95");
    rows.push_back({both(share.name), percent(*value),
                    range ? fmt::format("{} – {}", percent(range->first), percent(range->second)) : "", both(share.of)});
  }
  if (rows.empty()) return;
  page.table({{{.zh = "经过", .en = "What happened"}},
              {{.zh = "比例", .en = "Share"}, true},
              {{.zh = "95\u00a0% 区间", .en = "95\u00a0% interval"}, true},
              {{.zh = "分母", .en = "Of the"}}},
             rows);
}

core::Text kind_name(const Json& kind) { return text(kind, "title").value_or(same(word(kind, "kind").value_or(""))); }

/// A column a kind, which reads better.
void write_shares_of_few_kinds(Markup& page, const Json& kinds, const std::vector<const Share*>& present, bool stars) {
  std::vector<TableColumn> columns = {{{.zh = "经过", .en = "What happened"}}};
  for (const Json& kind : kinds) columns.push_back({kind_name(kind), true});
  std::vector<std::vector<std::string>> rows;
  for (const Share* share : present) {
    std::vector<std::string> row = {both(share->name)};
    for (const Json& kind : kinds) row.push_back(share_cell(kind, share->key));
    rows.push_back(std::move(row));
  }
  if (stars) {
    std::vector<std::string> row = {both({.zh = "平均星级", .en = "mean stars"})};
    for (const Json& kind : kinds) row.push_back(number(kind, "stars_mean") ? decimal(*number(kind, "stars_mean"), 2) : "");
    rows.push_back(std::move(row));
  }
  page.table(columns, rows);
}

/// Kinds that were ordered at all: a kind of rate 0 may be one that only a department hands down.
Json kinds_ordered(const RunFigures& run) {
  Json kinds = Json::array();
  for (const Json& kind : list(run.metrics, "simulation.by_kind")) {
    if (number(kind, "requests").value_or(1) > 0) kinds.push_back(kind);
  }
  return kinds;
}

/// A row a kind, or a share where kinds are few: the shares that any kind has.
void write_kind_shares(Markup& page, const RunFigures& run) {
  const Json kinds = kinds_ordered(run);
  std::vector<const Share*> present;
  for (const Share& share : shares()) {
    const bool any =
        std::any_of(kinds.begin(), kinds.end(), [&](const Json& kind) { return number(kind, share.key).has_value(); });
    if (any) present.push_back(&share);
  }
  if (present.empty()) return;
  const bool stars =
      std::any_of(kinds.begin(), kinds.end(), [](const Json& kind) { return number(kind, "stars_mean").has_value(); });
  page.heading({.zh = "各种类的经过", .en = "By kind"});
  if (kinds.size() <= 6) return write_shares_of_few_kinds(page, kinds, present, stars);
  std::vector<TableColumn> columns = {{{.zh = "种类", .en = "Kind"}}};
  for (const Share* share : present) columns.push_back({share->name, true});
  if (stars) columns.push_back({{.zh = "平均星级", .en = "Mean stars"}, true});
  std::vector<std::vector<std::string>> rows;
  for (const Json& kind : kinds) {
    std::vector<std::string> row = {both(kind_name(kind))};
    for (const Share* share : present) row.push_back(share_cell(kind, share->key));
    if (stars) row.push_back(number(kind, "stars_mean") ? decimal(*number(kind, "stars_mean"), 2) : "");
    rows.push_back(std::move(row));
  }
  page.table(columns, rows);
}

/// Accept, arrive and resolve of each kind, mean and nine in ten.
void write_kind_times(Markup& page, const RunFigures& run) {
  const Json kinds = kinds_ordered(run);
  if (kinds.size() < 2) return;  // of one kind the table of all requests tells it
  std::vector<std::vector<std::string>> rows;
  for (const Json& kind : kinds) {
    std::vector<std::string> row = {both(kind_name(kind))};
    for (const char* step : {"accept", "arrive", "resolve"}) {
      const std::string path = std::string("responses.") + step;
      const std::optional<double> mean = number(kind, path + ".mean");
      const std::optional<double> most = number(kind, path + ".p90");
      const auto range = interval(kind, path + ".ci95");
      row.push_back(!mean   ? std::string()
                    : range ? fmt::format("{} ({} – {})", minutes(*mean), minutes(range->first), minutes(range->second))
                            : minutes(*mean));
      row.push_back(most ? minutes(*most) : std::string());
    }
    rows.push_back(std::move(row));
  }
  page.heading({.zh = "各种类从下单到接单、上门、办结的时间（分钟；平均 = 各次模拟均值的平均）",
                .en = "By kind: minutes from the order until accepted, "
                      "reached, resolved (mean = mean of the replications' means)"});
  page.table({{{.zh = "种类", .en = "Kind"}},
              {{.zh = "接单：平均（95\u00a0% 区间）", .en = "Accepted: mean (95\u00a0% interval)"}, true},
              {{.zh = "九成以内", .en = "9 in 10 within"}, true},
              {{.zh = "上门：平均", .en = "Reached: mean"}, true},
              {{.zh = "九成以内", .en = "9 in 10 within"}, true},
              {{.zh = "办结：平均", .en = "Resolved: mean"}, true},
              {{.zh = "九成以内", .en = "9 in 10 within"}, true}},
             rows);
}

void write_levels(Markup& page, const RunFigures& run) {
  std::vector<std::vector<std::string>> rows;
  for (const Json& level : list(run.metrics, "simulation.escalated")) {
    rows.push_back({both(level_words(word(level, "level").value_or(""))), decimal(number(level, "requests").value_or(0), 1),
                    share_cell(level, "share"), share_cell(level, "settled_share")});
  }
  if (rows.empty()) return;
  page.heading({.zh = "逐级上报", .en = "Up the levels"});
  page.table({{{.zh = "层级", .en = "Level"}},
              {{.zh = "到过的事项（每次模拟平均）", .en = "Requests it had (mean of a replication)"}, true},
              {{.zh = "占全部事项", .en = "Of all requests"}, true},
              {{.zh = "其中在此解决", .en = "Settled there, of those"}, true}},
             rows);
}

/// The ten grids that miss most of their deadlines.
void write_late_grids(Markup& page, const RunFigures& run) {
  const gis::map::PlaceNames names(run.plan);
  std::map<std::string, core::Text> name_of;
  for (const gis::PlanFile::Grid& grid : run.plan.grids) name_of[grid.code] = names.grid(grid);
  for (const char* key : {"late_arrive_share", "late_accept_share", "late_resolve_share"}) {
    std::vector<std::pair<double, const Json*>> late;
    for (const Json& grid : list(run.metrics, "simulation.by_grid")) {
      if (const auto share = number(grid, key); share && *share > 0) late.emplace_back(*share, &grid);
    }
    if (late.empty()) continue;
    std::stable_sort(late.begin(), late.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    if (late.size() > 10) late.resize(10);
    const auto share =
        std::find_if(shares().begin(), shares().end(), [&](const Share& one) { return one.key == std::string(key); });
    std::vector<std::vector<std::string>> rows;
    for (const auto& [value, grid] : late) {
      const std::string code = word(*grid, "code").value_or("");
      rows.push_back({escaped(code), both(name_of[code]), decimal(number(*grid, "requests").value_or(0), 1), percent(value)});
    }
    page.heading({.zh = "最常" + share->name.zh + "的网格", .en = "Grids that most often " + share->name.en});
    return page.table({{{.zh = "编码", .en = "Code"}, false, true},
                       {{.zh = "名称", .en = "Name"}},
                       {{.zh = "事项（每次模拟平均）", .en = "Requests (mean of a replication)"}, true},
                       {{.zh = "比例", .en = "Share"}, true}},
                      rows);
  }
}

void write_teams(Markup& page, const RunFigures& run) {
  constexpr std::size_t most = 60;
  std::vector<std::vector<std::string>> rows;
  const Json& teams = list(run.metrics, "simulation.teams");
  for (const Json& team : teams) {
    if (rows.size() == most) break;
    const auto cell = [&](const char* key, int digits) {
      const std::optional<double> value = number(team, key);
      return value ? decimal(*value, digits) : std::string();
    };
    rows.push_back({escaped(word(team, "team").value_or("")), cell("responders", 0), cell("resolved", 1), cell("late", 1),
                    cell("rated", 1), cell("stars_mean", 2), cell("points", 1)});
  }
  const double withheld = number(run.metrics, "simulation.teams_withheld").value_or(0);
  if (rows.empty() && withheld <= 0) return;
  page.heading({.zh = "班组的星级和积分", .en = "Stars and points of the teams"});
  if (withheld > 0) {
    page.paragraph({.zh = fmt::format("另有 {:.0f} 个班组人数少于 scoring.least_team，不予列出。", withheld),
                    .en = fmt::format("Teams of fewer people than scoring.least_team are left out: {:.0f}.", withheld)});
  }
  if (rows.empty()) return;
  page.table({{{.zh = "班组", .en = "Team"}, false, true},
              {{.zh = "人数", .en = "People"}, true},
              {{.zh = "办结", .en = "Resolved"}, true},
              {{.zh = "错过时限", .en = "Missed a deadline"}, true},
              {{.zh = "被评价", .en = "Rated"}, true},
              {{.zh = "平均星级", .en = "Mean stars"}, true},
              {{.zh = "积分", .en = "Points"}, true}},
             rows);
  core::Text note{
      .zh =
          "每次模拟的平均；积分＝scoring.resolved × 办结 + scoring.star × 星数 + scoring.late × 错过时限。此表不离开运行文件夹。",
      .en =
          "Means of a replication; points = scoring.resolved × resolved + scoring.star × stars + scoring.late × missed "
          "deadlines. This table never leaves the run folder."};
  if (teams.size() > most) {
    note.zh += fmt::format("只列前 {} 个，其余 {} 个见 metrics.csv。", most, teams.size() - most);
    note.en += fmt::format(" The first {}; the other {} stand in metrics.csv.", most, teams.size() - most);
  }
  page.paragraph(note);
}

void write_work(Markup& page, const RunFigures& run) {
  const auto estimate = [&](const std::string& path, const auto& shown) {
    const std::optional<double> value = number(run.metrics, path + ".value");
    const auto range = interval(run.metrics, path + ".ci95");
    if (!value) return std::string();
    return range ? fmt::format("{} ({} – {})", shown(*value), shown(range->first), shown(range->second)) : shown(*value);
  };
  const std::string busy = estimate("simulation.utilisation", [](double value) { return percent(value); });
  const std::string workers = estimate("simulation.utilisation_of_workers", [](double value) { return percent(value); });
  const std::string gini = estimate("simulation.utilisation_gini", [](double value) { return decimal(value, 3); });
  const std::string hours = estimate("simulation.way_hours", [](double value) { return decimal(value, 1); });
  const std::string far = estimate("simulation.distance_m", [](double value) { return decimal(value / 1000, 1); });
  const std::optional<double> overtime = number(run.metrics, "simulation.overtime_hours");
  std::vector<core::Text> lines;
  if (!busy.empty()) lines.push_back({.zh = "当班时间中的忙碌比例：" + busy, .en = "Busy share of the time on shift: " + busy});
  if (!workers.empty()) lines.push_back({.zh = "不计待命的志愿者：" + workers, .en = "Without volunteers on call: " + workers});
  if (!gini.empty())
    lines.push_back({.zh = "忙碌比例的基尼系数（0 为人人一样）：" + gini,
                     .en = "Gini coefficient of the busy shares (0: all are alike): " + gini});
  if (overtime) {
    const std::string text = decimal(*overtime, 1);
    lines.push_back({.zh = "超出班次的工作：" + text + " 小时", .en = "Work after the end of shifts: " + text + " hours"});
  }
  const auto whole = [](double value) { return decimal(value, 0); };
  const std::string paused = estimate("simulation.break_minutes", whole);
  const std::string lost = estimate("simulation.break_lost_minutes", whole);
  if (!paused.empty() && !lost.empty())
    lines.push_back({.zh = "休息：" + paused + " 分钟；因班次结束而未能休的：" + lost + " 分钟",
                     .en = "Breaks taken: " + paused + " minutes; lost to the end of shifts: " + lost + " minutes"});
  if (!hours.empty()) lines.push_back({.zh = "在路上：" + hours + " 小时", .en = "On the way: " + hours + " hours"});
  if (!far.empty())
    lines.push_back({.zh = "走过的路程（估计）：" + far + " 公里", .en = "Distance gone, estimated: " + far + " km"});
  if (lines.empty()) return;
  page.heading({.zh = "人员的时间和路程（全体，每次模拟；括号内为 95\u00a0% 区间）",
                .en = "Time and ways of all responders (of a replication; 95\u00a0% intervals in brackets)"});
  page.list(lines);
}

}  // namespace

void write_service(Markup& page, const RunFigures& run) {
  if (find(run.metrics, "simulation.way_hours") == nullptr) return;
  page.begin_section("service", {.zh = "办理过程", .en = "How requests were dealt with"});
  write_shares(page, run);
  write_kind_times(page, run);
  write_kind_shares(page, run);
  write_late_grids(page, run);
  write_levels(page, run);
  write_offices(page, run);
  write_whistles(page, run);
  write_admission(page, run);
  write_teams(page, run);
  write_work(page, run);
  page.end_section();
}

}  // namespace wangge::scenarios::report
