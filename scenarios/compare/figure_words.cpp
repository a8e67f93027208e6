#include "scenarios/compare/figure_words.h"

#include "gis/map/number_text.h"
#include "scenarios/schema/figure_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

namespace wangge::scenarios {
namespace {

struct Title {
  std::string_view name;
  std::string_view zh;
  std::string_view en;
};

/// Before the aims of a plan.
constexpr auto first_titles = std::to_array<Title>({
    {"plan.grids", "网格数", "grids"},
    {"plan.valid", "合规网格", "grids that keep every rule"},
    {"plan.invalid", "违规网格（含有理由者）", "grids that break a rule, excused ones too"},
    {"plan.excused", "其中有算术理由者", "of them excused by arithmetic"},
    {"plan.households.min", "网格户数：最少", "households of a grid: least"},
    {"plan.households.median", "网格户数：中位", "households of a grid: median"},
    {"plan.households.max", "网格户数：最多", "households of a grid: most"},
});

/// After them.
constexpr auto last_titles = std::to_array<Title>({
    {"plan.balance.deviation_median", "工作量偏差：中位", "deviation of work: median"},
    {"plan.balance.deviation_max", "工作量偏差：最大", "deviation of work: largest"},
    {"plan.balance.gini", "工作量基尼系数", "Gini coefficient of work"},
    {"plan.compactness.mean", "紧凑度：平均", "compactness: mean"},
    {"plan.compactness.min", "紧凑度：最低", "compactness: least"},
    {"plan.border.length", "网格间界线总长", "borders between grids"},
    {"plan.border.along_share", "界线中沿道路、河流或铁路的比例", "share of borders along roads, rivers, railways"},
    {"plan.border.wall_share", "界线中沿围墙的比例", "share of borders along walls"},
    {"plan.border.none", "界线：无明显地物", "borders along nothing"},
    {"plan.border.lane", "界线：沿小路", "borders along lanes"},
    {"plan.border.street", "界线：沿街道", "borders along streets"},
    {"plan.border.arterial", "界线：沿干道", "borders along main roads"},
    {"plan.border.river", "界线：沿河流", "borders along rivers"},
    {"plan.border.railway", "界线：沿铁路", "borders along railways"},
    {"plan.border.wall", "界线：沿围墙", "borders along walls"},
    {"plan.compounds", "小区数", "compounds"},
    {"plan.compounds_cut", "被网格分割的小区", "compounds cut by a grid"},
    {"coverage.households_share", "静态响应圈内的户", "households in the static circle"},
    {"coverage.residents_share", "静态响应圈内的居民", "residents in the static circle"},
    {"coverage.posts", "驻点数", "posts"},
    {"simulation.requests_per_day", "每天事项", "requests a day"},
    {"simulation.within_target_share.value", "时限内响应", "answered in time"},
    {"simulation.within_shift.within_target_share.value", "当班时提出者：时限内响应", "answered in time, asked on shift"},
    {"simulation.on_the_spot_share.value", "当场办理", "handled on the spot"},
    {"simulation.response_minutes.mean", "响应时间：平均", "response: mean"},
    {"simulation.response_minutes.p90", "响应时间：90 % 分位", "response: 90 % quantile"},
    {"simulation.within_shift.response_minutes.mean", "当班时提出者：平均响应", "response: mean, asked on shift"},
    {"simulation.utilisation.value", "人员忙碌比例", "busy share of shifts"},
    {"simulation.rounds_share.value", "计划内工作占当班时间", "scheduled work, of the time on shift"},
    {"simulation.backlog.value", "期末未结事项", "open at the end"},
    {"simulation.unanswered_share", "期末前未得到响应的事项", "not answered by the end"},
    {"simulation.helped_share", "由相邻网格办理", "served by a neighbour"},
    {"simulation.overtime_hours", "加班", "overtime"},
    {"simulation.whistles.in_time_share.value", "吹哨按时报到", "whistles reported in time"},
    {"simulation.whistles.missed_share.value", "吹哨未报到", "whistles missed"},
    {"territory.households", "总户数", "households in all"},
    {"territory.residents", "总人数", "residents in all"},
    {"territory.cells", "单元数", "cells"},
});

core::Text aim_title(const planning::AimFigureSpec& aim) {
  if (aim.key != "change") return aim.name;
  return {.zh = aim.name.zh + "（对各自的现状）", .en = aim.name.en + " (against today's plan of each)"};
}

struct NamedTitle {
  std::string name;
  core::Text title;
};

/// In the order of the table.
const std::vector<NamedTitle>& titles() {
  static const std::vector<NamedTitle> all = [] {
    std::vector<NamedTitle> list;
    const auto add = [&](const Title& title) {
      list.push_back({std::string(title.name), {.zh = std::string(title.zh), .en = std::string(title.en)}});
    };
    for (const Title& title : first_titles) add(title);
    for (const planning::AimFigure figure : planning::aim_figures()) {
      const planning::AimFigureSpec& aim = planning::aim_figure(figure);
      list.push_back({"plan.aims." + std::string(aim.key), aim_title(aim)});
    }
    for (const Title& title : last_titles) add(title);
    return list;
  }();
  return all;
}

enum class Form { count, share, plain, minutes, metres, hours, percent };

Form form_of(const FigurePair& pair) {
  if (pair.unit == "m") return Form::metres;
  if (pair.unit == "min") return Form::minutes;
  if (pair.unit == "h") return Form::hours;
  if (pair.unit == "%") return Form::percent;
  if (pair.name.find("gini") != std::string::npos || pair.name.find("compactness") != std::string::npos) return Form::plain;
  if (pair.unit == "0..1") return Form::share;
  return Form::count;
}

/// As many decimals as show a difference of this size in three digits or so.
int decimals_for(double size, int most) {
  int decimals = 0;
  for (double step = std::abs(size); decimals < most && step > 0 && step < 100; step *= 10) ++decimals;
  return decimals;
}

std::string grouped(double value, int decimals) {
  if (decimals > 0 || std::abs(value) > 1e15) return fmt::format("{:.{}f}", value, decimals);
  return gis::map::grouped(std::llround(value));
}

/// Without its unit: percentage points for shares, kilometres for metres.
double scaled(Form form, double value) { return form == Form::share ? value * 100 : form == Form::metres ? value / 1000 : value; }

std::string_view unit_text(Form form) {
  constexpr std::array<std::string_view, 7> units = {"", "\u00a0%", "", "\u00a0min", "\u00a0km", "\u00a0h", "\u00a0%"};
  return units[static_cast<std::size_t>(form)];
}

int value_decimals(const FigurePair& pair, Form form, double value) {
  if (const auto* aim = aim_named(pair.name); aim != nullptr && form != Form::metres) return aim->digits;
  if (form == Form::count) return value == std::floor(value) ? 0 : std::min(2, decimals_for(value, 2));
  if (form == Form::plain) return 3;
  return form == Form::minutes && std::abs(value) >= 100 ? 1 : 2;
}

std::string with_sign(double value, int decimals) {
  return (value > 0 ? "+" : value < 0 ? "-" : "") + grouped(std::abs(value), decimals);
}

int difference_decimals(Form form, double value) {
  if (form == Form::count && value == std::floor(value)) return 0;
  return std::max(form == Form::plain ? 3 : 2, decimals_for(value, 6) - 1);
}

/// What gets done of scheduled work: "simulation.duties[visits].done_share".
std::optional<core::Text> title_of_duty(const std::string& name) {
  constexpr std::string_view head = "simulation.duties[";
  const std::size_t end = name.rfind("].");
  if (!name.starts_with(head) || end == std::string::npos) return std::nullopt;
  const std::string duty = name.substr(head.size(), end - head.size());
  const std::string figure = name.substr(end + 2);
  if (figure == "done_share") return core::Text{.zh = "任务“" + duty + "”完成", .en = "duty \"" + duty + "\": done"};
  if (figure == "streets_share")
    return core::Text{.zh = "任务“" + duty + "”走过的街道", .en = "duty \"" + duty + "\": streets walked"};
  if (figure == "manned_share")
    return core::Text{.zh = "任务“" + duty + "”值守的时间", .en = "duty \"" + duty + "\": hours held"};
  return std::nullopt;
}

}  // namespace

std::size_t title_rank(const std::string& name) {
  const auto& all = titles();
  const auto found = std::find_if(all.begin(), all.end(), [&](const NamedTitle& title) { return title.name == name; });
  return static_cast<std::size_t>(found - all.begin());
}

std::optional<core::Text> short_title(const std::string& name) {
  const std::size_t rank = title_rank(name);
  if (rank == titles().size()) return title_of_duty(name);
  return titles()[rank].title;
}

core::Text formula_words(const std::string& name) {
  for (const MetricSpec& metric : metrics()) {
    if (metric.path == name) return formula_of(metric);
  }
  return {};
}

core::Text sense_words(Better better) {
  switch (better) {
    case Better::less:
      return {.zh = "小", .en = "less"};
    case Better::more:
      return {.zh = "大", .en = "more"};
    case Better::neither:
      break;
  }
  return {};
}

core::Text long_title(const std::string& name) {
  if (auto title = short_title(name)) return *title;
  const auto part = figure_part(name);
  if (!part) return {.zh = name, .en = name};
  std::string zh = part->figure->meaning.zh;
  std::string en = part->figure->meaning.en;
  if (zh.ends_with("。")) zh.resize(zh.size() - std::string_view("。").size());
  if (en.ends_with(".")) en.pop_back();
  return {.zh = zh + "：" + part->meaning.zh, .en = en + ": " + part->meaning.en};
}

std::string shown(const FigurePair& pair, double value) {
  const Form form = form_of(pair);
  const double number = scaled(form, value);
  return grouped(number, value_decimals(pair, form, number)) + std::string(unit_text(form));
}

core::Text shown_difference(const FigurePair& pair) {
  if (!pair.difference) return {};
  if (*pair.difference == 0) return {.zh = "0", .en = "0"};
  const Form form = form_of(pair);
  const double number = scaled(form, *pair.difference);
  const std::string text = with_sign(number, difference_decimals(form, number));
  // Less than the last shown decimal.
  if (text.find_first_of("123456789") == std::string::npos) return {.zh = "0", .en = "0"};
  if (form == Form::share || form == Form::percent) return {.zh = text + "\u00a0百分点", .en = text + "\u00a0pp"};
  return {.zh = text + std::string(unit_text(form)), .en = text + std::string(unit_text(form))};
}

std::string shown_interval(const FigurePair& pair) {
  if (!pair.ci95 || !pair.difference) return {};
  const Form form = form_of(pair);
  const double low = scaled(form, pair.ci95->low);
  const double high = scaled(form, pair.ci95->high);
  const int decimals = low == 0 && high == 0 ? 0 : std::max(form == Form::plain ? 3 : 2, decimals_for(high - low, 4) - 1);
  return fmt::format("[{}, {}]", with_sign(low, decimals), with_sign(high, decimals));
}

core::Text verdict_words(const FigurePair& pair) {
  switch (pair.verdict) {
    case FigureVerdict::same:
      return {.zh = "相同", .en = "same"};
    case FigureVerdict::undecided:
      return {.zh = "分不出", .en = "not told apart"};
    case FigureVerdict::unmeasured:
      return {.zh = "无区间", .en = "no interval"};
    case FigureVerdict::one_sided:
      return {.zh = "仅一方有", .en = "one plan only"};
    case FigureVerdict::different:
      break;
  }
  if (pair.winner() == 0) return {.zh = "不同", .en = "differs"};
  return pair.winner() > 0 ? core::Text{.zh = "B 更好", .en = "B better"} : core::Text{.zh = "A 更好", .en = "A better"};
}

core::Text fate_words(evaluation::Fate fate) {
  static const std::array<core::Text, 6> words = {{{.zh = "沿用", .en = "kept"},
                                                   {.zh = "改码", .en = "renamed"},
                                                   {.zh = "并入", .en = "merged"},
                                                   {.zh = "撤销", .en = "dissolved"},
                                                   {.zh = "分出", .en = "split off"},
                                                   {.zh = "新设", .en = "new"}}};
  return words[static_cast<std::size_t>(fate)];
}

}  // namespace wangge::scenarios
