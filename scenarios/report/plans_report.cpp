#include "scenarios/report/plans_report.h"

#include "engine/core/error.h"
#include "gis/map/inline_map.h"
#include "scenarios/report/ensemble_section.h"
#include "scenarios/report/figures.h"
#include "scenarios/report/markup.h"
#include "scenarios/report/page_style.h"
#include "scenarios/report/plan_words.h"
#include "scenarios/report/plans_bounds.h"
#include "scenarios/report/plans_charts.h"
#include "scenarios/report/redrawn_words.h"
#include "scenarios/report/search_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace wangge::scenarios {
namespace {

using report::both;
using report::Json;
using report::Markup;
using report::plan_name;

core::Text words_of(const Json& item, const char* key) { return report::text(item, key).value_or(core::Text{}); }

core::Text reference_name(const Json& body) {
  return report::word(body, "reference.kind") == "today" ? core::Text{.zh = "现状网格", .en = "Today's grids"}
                                                         : core::Text{.zh = "按规则初划的方案", .en = "The run's plan"};
}

std::optional<double> figure(const Json& plan, const Json& aim) {
  return report::number(plan, "aims." + report::word(aim, "key").value_or(""));
}

std::string shown(double value, const Json& aim) {
  return report::decimal(value, static_cast<int>(report::number(aim, "digits").value_or(1)));
}

bool more_is_better(const Json& aim) {
  const Json* more = report::find(aim, "more_is_better");
  return more != nullptr && more->is_boolean() && more->get<bool>();
}

struct Ends {
  double best = 0;
  double worst = 0;
};

/// The best and the worst value among these plans; nothing where none has the figure.
std::optional<Ends> ends_of(const std::vector<const Json*>& plans, const Json& aim) {
  std::vector<double> values;
  for (const Json* plan : plans) {
    if (const auto value = figure(*plan, aim)) values.push_back(*value);
  }
  if (values.empty()) return std::nullopt;
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return more_is_better(aim) ? Ends{*high, *low} : Ends{*low, *high};
}

core::Text standing_words(report::PlanReason::Standing standing) {
  using enum report::PlanReason::Standing;
  switch (standing) {
    case excused:
      return {.zh = "有理由（已证明）", .en = "excused (proven)"};
    case not_in_order_proven:
      return {.zh = "不合规，没有理由（已证明做不到）", .en = "not in order, not excused (proven that none can be)"};
    case not_met:
      return {.zh = "没有达到的要求", .en = "asked for, not met"};
    case not_in_order:
      break;
  }
  return {.zh = "不合规（未证明做不到）", .en = "not in order (not proven that none can be)"};
}

class Page {
 public:
  Page(const std::vector<gis::PlanFile>& files, const gis::PlanFile& reference, const Json& body, core::Language opening)
      : files_(files), reference_(reference), body_(body), opening_(opening) {
    for (const Json& plan : report::list(body, "plans")) plans_.push_back(&plan);
    all_ = plans_;
    if (const Json* given = report::find(body, "reference")) all_.push_back(given);
  }

  std::string html() {
    begin();
    write_table();
    write_chart();
    report::write_ensemble_section(page_, body_);
    write_maps();
    report::write_bounds_section(page_, body_);
    write_reasons();
    write_dedicated();
    write_formulas();
    write_search();
    page_.html("</main>\n<script>\n");
    page_.html(report::page_script());
    page_.html("</script>\n</body>\n</html>\n");
    return page_.str();
  }

 private:
  void begin() {
    const core::Text place =
        report::text(body_, "scenario.title").value_or(report::same(report::word(body_, "scenario.name").value_or("Wangge")));
    const core::Text title{.zh = place.zh + " · 划分方案比选", .en = place.en + " · Proposed plans"};
    page_.html(report::page_start(opening_) + "<title>" + report::escaped(title.zh + " / " + title.en) + "</title>\n<style>\n");
    page_.html(report::page_style());
    page_.html(
        ".best { font-weight: bold; color: #1d5c2f; }\n"
        ".maps { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr)); gap: 18px; }\n"
        ".maps figure { margin: 0; cursor: zoom-in; } .maps figure:focus { grid-column: 1 / -1; cursor: default; }\n"
        ".maps .sheet { width: 100%; }\n</style>\n</head>\n<body>\n");
    const Json* synthetic = report::find(body_, "synthetic");
    page_.html(report::page_stamps(synthetic != nullptr && synthetic->is_boolean() && synthetic->get<bool>()));
    page_.html("<h1>" + both(title) + "</h1>\n");
    const std::string date = report::word(body_, "scenario.date").value_or("");
    if (!date.empty())
      page_.html("<p class=\"meta\">" + both({.zh = "数据日期：" + date, .en = "Date of the data: " + date}) + "</p>\n");
    page_.html("</header>\n<main>\n");
  }

  void write_table() {
    page_.begin_section("plans", {.zh = "方案与目标", .en = "Plans and aims"});
    page_.paragraph(
        {.zh = "各方案互不被支配：没有一个方案在所有目标上都不劣于另一个而至少一项更好。每行最好的值（含第一列）加粗并标 "
               "★；得分 0 最好。",
         .en = "No plan here is dominated: none is at least as good as another in every aim and better in one. The best value of "
               "a row, the first column included, is bold with ★; a score of 0 is best."});
    std::vector<report::TableColumn> columns{
        {{.zh = "目标", .en = "Aim"}}, {{.zh = "权重", .en = "Weight"}, true}, {reference_name(body_), true}};
    for (const Json* plan : plans_) columns.push_back({plan_name(*plan), true});
    std::vector<std::vector<std::string>> rows;
    const auto add = [&](core::Text name, const char* path, int digits) {
      std::vector<std::string> row{both(name), ""};
      row.push_back(report::decimal(report::number(body_, std::string("reference.") + path).value_or(0), digits));
      for (const Json* plan : plans_) row.push_back(report::decimal(report::number(*plan, path).value_or(0), digits));
      rows.push_back(std::move(row));
    };
    std::vector<std::string> found{both({.zh = "寻找方向", .en = "Sought for"}), "", ""};
    for (const Json* plan : plans_) found.push_back("<span class=\"words\">" + both(words_of(*plan, "profile_name")) + "</span>");
    rows.push_back(std::move(found));
    add({.zh = "网格数", .en = "Grids"}, "grids", 0);
    add({.zh = "不合规的网格", .en = "Grids not in order"}, "unexcused", 0);
    add({.zh = "有理由的例外", .en = "Excused grids"}, "excused", 0);
    rows.push_back(order_row());
    for (const Json& aim : report::list(body_, "aims")) rows.push_back(aim_row(aim));
    add({.zh = "得分", .en = "Score"}, "score", 3);
    rows.push_back(compared_row());
    if (auto row = regrouped_row()) rows.push_back(std::move(*row));
    page_.table(columns, rows);
    write_invalid();
    for (const core::Text& sentence : report::ranking_words(body_)) page_.paragraph(sentence);
    report::write_redrawn(page_, body_);
    if (const auto work = report::text(body_, "planning.work.formula"))
      page_.paragraph({.zh = work->zh + "。", .en = work->en + "."}, "note");
    page_.end_section();
  }

  std::vector<std::string> aim_row(const Json& aim) {
    const core::Text name = words_of(aim, "name");
    const core::Text unit = words_of(aim, "unit");
    const core::Text told = unit.en.empty() ? name : core::Text{name.zh + "（" + unit.zh + "）", name.en + " (" + unit.en + ")"};
    std::vector<std::string> row{both(told), report::decimal(report::number(aim, "weight").value_or(0), 2)};
    const Json* reference = report::find(body_, "reference");
    const auto before = reference != nullptr ? figure(*reference, aim) : std::nullopt;
    const std::optional<Ends> ends = ends_of(all_, aim);
    const auto add = [&](const std::optional<double>& value) {
      const bool best = value && ends && *value == ends->best && ends->best != ends->worst;
      row.push_back(!value ? "–" : best ? "<span class=\"best\">★ " + shown(*value, aim) + "</span>" : shown(*value, aim));
    };
    add(before);
    for (const Json* plan : plans_) add(figure(*plan, aim));
    return row;
  }

  /// In the order of the columns: the reference, then the plans.
  [[nodiscard]] std::vector<const Json*> columns_of_plans() const {
    std::vector<const Json*> columns;
    if (all_.size() > plans_.size()) columns.push_back(all_.back());
    columns.insert(columns.end(), plans_.begin(), plans_.end());
    return columns;
  }

  std::vector<std::string> order_row() const {
    std::vector<std::string> row{both({.zh = "是否合规", .en = "In order"}), ""};
    for (const Json* plan : columns_of_plans()) {
      const Json* valid = report::find(*plan, "valid");
      const bool in_order = valid != nullptr && valid->is_boolean() && valid->get<bool>();
      row.push_back(both(in_order ? core::Text{.zh = "✓ 是", .en = "✓ yes"} : core::Text{.zh = "✗ 否", .en = "✗ no"}));
    }
    return row;
  }

  /// How many figures are better and worse than the reference's.
  std::vector<std::string> compared_row() const {
    std::vector<std::string> row{both({.zh = "优于 / 劣于第一列的项数", .en = "Better / worse than the first column"}), "", ""};
    for (const Json* plan : plans_)
      row.push_back(fmt::format("{} / {}", report::list(*plan, "better").size(), report::list(*plan, "worse").size()));
    return row;
  }

  /// How many households are in other grids than in a reference that is not today's.
  [[nodiscard]] std::optional<std::vector<std::string>> regrouped_row() const {
    std::vector<std::string> row{
        both({.zh = "与第一列不同网格的户数", .en = "Households in another grid than in the first column"}), "", ""};
    for (const Json* plan : plans_) {
      const auto households = report::number(*plan, "households_regrouped");
      if (!households) return std::nullopt;
      row.push_back(report::count(*households));
    }
    return row;
  }

  void write_invalid() {
    for (const Json* plan : plans_) {
      const core::Text why = report::invalid_words(*plan);
      if (why.en.empty()) continue;
      const core::Text name = plan_name(*plan);
      page_.paragraph({.zh = name.zh + "不合规：" + why.zh + "。", .en = name.en + " is marked invalid: " + why.en + "."});
    }
  }

  void write_dedicated() {
    std::vector<std::vector<std::string>> rows;
    for (const report::DedicatedRow& row : report::dedicated_rows(body_)) {
      const core::Text plans = report::plan_numbers(row.plans);
      rows.push_back({report::escaped(row.code), report::escaped(row.name), report::escaped(row.area),
                      report::decimal(row.buildings, 0), report::decimal(row.households, 0),
                      both(row.plans.size() == plans_.size() ? core::Text{.zh = "全部", .en = "all"} : plans)});
    }
    if (rows.empty()) return;
    page_.begin_section("dedicated", {.zh = "专属网格", .en = "Dedicated grids"});
    page_.table({{{.zh = "编码", .en = "Code"}, false, true},
                 {{.zh = "名称", .en = "Name"}},
                 {{.zh = "上级区域", .en = "Area"}, false, true},
                 {{.zh = "建筑", .en = "Buildings"}, true},
                 {{.zh = "户数", .en = "Households"}, true},
                 {{.zh = "方案", .en = "Plans"}}},
                rows);
    page_.end_section();
  }

  void write_chart() {
    report::TradeoffChart chart;
    std::vector<std::pair<const Json*, Ends>> shown_aims;
    for (const Json& aim : report::list(body_, "aims")) {
      const std::optional<Ends> ends = ends_of(all_, aim);
      if (!ends || ends->best == ends->worst) continue;
      shown_aims.emplace_back(&aim, *ends);
      chart.axes.push_back({words_of(aim, "name"), words_of(aim, "unit"), shown(ends->best, aim), shown(ends->worst, aim)});
    }
    if (chart.axes.size() < 2) return;
    for (const Json* plan : all_) {
      const bool reference = plan == all_.back() && all_.size() > plans_.size();
      report::TradeoffChart::Line line{reference ? reference_name(body_) : plan_name(*plan), {}, reference};
      for (const auto& [aim, ends] : shown_aims) {
        const auto value = figure(*plan, *aim);
        line.height.push_back(value ? std::optional((*value - ends.worst) / (ends.best - ends.worst)) : std::nullopt);
      }
      chart.lines.push_back(std::move(line));
    }
    page_.begin_section("tradeoffs", {.zh = "取舍", .en = "Trade-offs"});
    std::string svg = report::draw_tradeoffs("t1", chart);
    page_.html("<style>#tradeoffs figure > svg { max-width: 1000px; }</style>\n");
    page_.figure(svg,
                 {.zh = "每条竖轴是一项目标，上端为各方案中最好的值，下端为最差的；一条折线是一个方案，虚线为参照。",
                  .en = "An upright axis is an aim, the best value of all on top, the worst at the bottom; a line is a plan, "
                        "the dashed one the reference."});
    page_.end_section();
  }

  void write_map(const gis::PlanFile& plan, const std::string& prefix, const core::Text& caption) {
    const gis::map::InlineMap map =
        gis::map::draw_inline_map(plan, {.theme = "grids", .prefix = prefix, .label = "Map: " + caption.en});
    page_.html("<figure tabindex=\"0\">\n<div class=\"sheet\">\n" + map.svg + "</div>\n<figcaption>" + both(caption) +
               "</figcaption>\n</figure>\n");
  }

  void write_maps() {
    if (files_.empty()) return;
    page_.begin_section("maps", {.zh = "网格图：参照与各方案", .en = "Maps: the reference and each plan"});
    page_.html("<div class=\"maps\">\n");
    write_map(reference_, "p0", reference_name(body_));
    for (std::size_t i = 0; i < files_.size() && i < plans_.size(); ++i) {
      const core::Text name = plan_name(*plans_[i]);
      const core::Text found = words_of(*plans_[i], "profile_name");
      write_map(files_[i], fmt::format("p{}", i + 1), {.zh = name.zh + "：" + found.zh, .en = name.en + ": " + found.en});
    }
    page_.html("</div>\n");
    page_.paragraph(
        {.zh = "相邻网格颜色不同，颜色本身没有含义。上方为坐标北。点一下图可放大。",
         .en = "Neighbours differ in colour; colours mean nothing else. Up is grid north. Click a map to enlarge it."},
        "note");
    page_.end_section();
  }

  void write_reasons() {
    std::vector<std::vector<std::string>> rows;
    for (const report::PlanReason& row : report::plan_reasons(body_)) {
      rows.push_back({both(report::plan_numbers(row.plans)), report::escaped(row.code), report::escaped(row.area), both(row.text),
                      both(standing_words(row.standing))});
    }
    if (rows.empty()) return;
    page_.begin_section("reasons",
                        {.zh = "未能满足要求的区域与原因", .en = "Areas where what was asked for is not met, and why"});
    page_.table({{{.zh = "方案", .en = "Plans"}},
                 {{.zh = "编码", .en = "Code"}, false, true},
                 {{.zh = "区域", .en = "Area"}},
                 {{.zh = "原因", .en = "Reason"}},
                 {{.zh = "判定", .en = "Standing"}}},
                rows);
    page_.end_section();
  }

  void write_formulas() {
    page_.begin_section("formulas", {.zh = "目标如何计算", .en = "How the aims are computed"});
    std::vector<std::vector<std::string>> rows;
    for (const Json& aim : report::list(body_, "aims"))
      rows.push_back({both(words_of(aim, "name")), both(words_of(aim, "formula")),
                      both(more_is_better(aim) ? core::Text{.zh = "越大越好", .en = "more is better"}
                                               : core::Text{.zh = "越小越好", .en = "less is better"})});
    page_.table({{{.zh = "目标", .en = "Aim"}}, {{.zh = "公式", .en = "Formula"}}, {{.zh = "方向", .en = "Direction"}}}, rows);
    page_.end_section();
  }

  void write_search() {
    page_.begin_section("search", {.zh = "搜索与出处", .en = "Search and credits"});
    const std::string units = report::count(report::number(body_, "search.work_units").value_or(0));
    const std::string candidates = report::count(report::number(body_, "search.candidates").value_or(0));
    const Json* given = report::find(body_, "seed");
    const std::string seed = given == nullptr ? "" : given->dump();
    const bool limited = report::word(body_, "search.stopped_by") == "time limit";
    for (const core::Text& sentence : report::search_words(body_)) page_.paragraph(sentence);
    page_.paragraph({.zh = fmt::format("搜索了 {} 个候选方案，用去 {} 个工作单位（尝试的调整），种子 {}；{}。", candidates, units,
                                       seed, limited ? "到时间限制提前结束，重算未必相同" : "用完预算后结束，重算结果相同"),
                     .en = fmt::format("{} candidates were searched with {} work units (proposed moves) and seed {}; {}.",
                                       candidates, units, seed,
                                       limited ? "it was ended early by the time limit and may not repeat exactly"
                                               : "it ended with its budget and repeats exactly")});
    std::vector<core::Text> credits;
    for (const Json& credit : report::list(body_, "attribution")) {
      if (credit.is_string()) credits.push_back(report::same(credit.get<std::string>()));
    }
    if (!credits.empty()) page_.list(credits);
    page_.end_section();
  }

  const std::vector<gis::PlanFile>& files_;
  const gis::PlanFile& reference_;
  const Json& body_;
  core::Language opening_;
  std::vector<const Json*> plans_;
  std::vector<const Json*> all_;  ///< the plans, then the reference
  Markup page_;
};

}  // namespace

std::string plans_html(const std::vector<gis::PlanFile>& plans, const gis::PlanFile& reference, const std::string& text,
                       core::Language opening) {
  const Json body = Json::parse(text, nullptr, false);
  if (!body.is_object()) {
    throw core::Error(core::ErrorCode::input, {.zh = "plans.json 不是正确的 JSON", .en = "plans.json is not valid JSON"});
  }
  return Page(plans, reference, body, opening).html();
}

}  // namespace wangge::scenarios
