#include "scenarios/site/site_report.h"

#include "engine/core/error.h"
#include "gis/map/legend_words.h"
#include "scenarios/report/page_style.h"
#include "scenarios/report/sections.h"
#include "scenarios/site/nested_search.h"
#include "scenarios/site/site_report_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace wangge::scenarios {
namespace {

using report::both;
using report::Json;
using report::Markup;

constexpr std::size_t most_buildings = 40000;

core::Text problem_words(const std::string& problem) {
  static const std::map<std::string, core::Text> words{
      {"p-median", {.zh = "总路程最短（p-中位）", .en = "the shortest ways in all (p-median)"}},
      {"p-centre", {.zh = "最远者最近（p-中心）", .en = "the farthest home as near as can be (p-centre)"}},
      {"maximal-cover", {.zh = "时限内覆盖最多（最大覆盖）", .en = "most people within the standard (maximal covering)"}},
      {"set-cover",
       {.zh = "用最少的点全部覆盖（集合覆盖）", .en = "everybody within the standard from the fewest sites (set covering)"}},
      {"maximal-expected-cover",
       {.zh = "岗位可能忙碌时的期望覆盖最多（最大期望覆盖）",
        .en = "most people expected to find a free post (maximal expected covering)"}},
      {"capacitated",
       {.zh = "有容量的总路程最短（带容量 p-中位）", .en = "the shortest ways with capacities (capacitated p-median)"}},
      {"nested", {.zh = "逐级设中心", .en = "centres level by level (nested)"}}};
  const auto found = words.find(problem);
  return found == words.end() ? report::same(problem) : found->second;
}

bool is_true(const Json& entry, const char* key) {
  const Json* value = report::find(entry, key);
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

std::string figure(const Json& answer, const char* key) {
  const int digits = static_cast<int>(report::number(answer, "digits").value_or(2));
  const core::Text unit = report::text(answer, "unit").value_or(core::Text{});
  const std::string value = report::decimal(report::number(answer, key).value_or(0), digits);
  return both({.zh = value + " " + unit.zh, .en = value + " " + unit.en});
}

core::Text proof_words(const Json& answer) {
  if (is_true(answer, "proven")) return {.zh = "已证明最优", .en = "proven best"};
  const double gap = 100 * report::number(answer, "gap").value_or(0);
  const std::string by = report::word(answer, "stopped_by").value_or("");
  core::Text why{.zh = "到工作量上限", .en = "ended by its limit of work"};
  if (by == "seconds") why = {.zh = "到时间上限", .en = "ended by its limit of time"};
  if (by == "proof") why = {.zh = "合并求解的住处使之未定", .en = "left open by homes that were merged"};
  return {.zh = fmt::format("差距 {:.2f} %（{}）", gap, why.zh), .en = fmt::format("gap {:.2f} % ({})", gap, why.en)};
}

class Page {
 public:
  Page(const gis::PlanFile& plan, const Json& body, core::Language opening) : plan_(plan), body_(body), opening_(opening) {}

  std::string html() {
    begin();
    write_answer();
    write_map();
    report::write_site_table(page_, body_);
    report::write_groups(page_, body_);
    report::write_site_blind_spots(page_, body_);
    report::write_accessibility(page_, body_);
    report::write_staff(page_, body_);
    report::write_pairing(page_, body_);
    report::write_candidates(page_, body_);
    write_method();
    page_.html("</main>\n<script>\n");
    page_.html(report::page_script());
    page_.html("</script>\n</body>\n</html>\n");
    return page_.str();
  }

 private:
  void begin() {
    const core::Text place =
        report::text(body_, "scenario.title").value_or(report::same(report::word(body_, "scenario.name").value_or("Wangge")));
    const core::Text title{.zh = place.zh + " · 驻点选址", .en = place.en + " · Where to stand"};
    page_.html(report::page_start(opening_) + "<title>" + report::escaped(title.zh + " / " + title.en) + "</title>\n<style>\n");
    page_.html(report::page_style());
    page_.html("</style>\n</head>\n<body>\n");
    page_.html(report::page_stamps(is_true(body_, "synthetic")));
    page_.html("<h1>" + both(title) + "</h1>\n");
    const std::string date = report::word(body_, "scenario.date").value_or("");
    if (!date.empty())
      page_.html("<p class=\"meta\">" + both({.zh = "数据日期：" + date, .en = "Date of the data: " + date}) + "</p>\n");
    page_.html("</header>\n<main>\n");
  }

  void write_answer() {
    page_.begin_section("answer", {.zh = "结论", .en = "The answer"});
    const core::Text problem = problem_words(report::word(body_, "question.problem").value_or(""));
    const double standard = report::number(body_, "question.standard_minutes").value_or(0);
    const core::Text mode = report::mode_words(report::word(body_, "question.mode").value_or(""));
    const core::Text demand = report::text(body_, "question.demand_words").value_or(core::Text{});
    const std::size_t sites = report::list(body_, "sites").size();
    const bool to_site = report::word(body_, "question.direction") == "to site";
    page_.paragraph(
        {.zh = fmt::format("求：{}。{}{}，时限 {:g} 分钟，需求按{}计。选出 {} 个点。", problem.zh, mode.zh,
                           to_site ? "去点上" : "从点出发", standard, demand.zh, sites),
         .en = fmt::format("Sought: {}. Travel is {} {}, the standard {:g} min, demand counts {}. {} sites were chosen.",
                           problem.en, mode.en, to_site ? "to the site" : "from the site", standard, demand.en, sites)});
    write_before_after();
    write_answers();
    write_left_out();
    page_.end_section();
  }

  void write_before_after() {
    for (const Json& group : report::list(body_, "groups")) {
      if (report::word(group, "name") != "households") continue;
      const auto then = report::number(group, "after.within_share");
      const auto now = report::number(group, "before.within_share");
      if (!then) return;
      const std::string posts = report::count(report::number(body_, "today.posts").value_or(0));
      const core::Text with = report::today_words(body_);
      page_.html("<p style=\"font-size:22px;font-weight:bold\">" +
                 both({.zh = "时限内可到的户：" + report::percent(*then) +
                             (now ? "（" + with.zh + " " + posts + " 个驻点：" + report::percent(*now) + "）" : ""),
                       .en = "Households within the standard: " + report::percent(*then) +
                             (now ? " (" + with.en + ", " + posts + " posts: " + report::percent(*now) + ")" : "")}) +
                 "</p>\n");
    }
  }

  void write_answers() {
    const Json& answers = report::list(body_, "answers");
    const bool nested = answers.size() > 1;
    std::vector<report::TableColumn> columns;
    if (nested) columns = {{{.zh = "层级", .en = "Level"}}, {{.zh = "辖区", .en = "Area"}, false, true}};
    columns.push_back({{.zh = "指标", .en = "Figure"}});
    columns.push_back({{.zh = "答案", .en = "Answer"}, true});
    columns.push_back({{.zh = "界（任何选择都不会更好）", .en = "Bound (no choice is better)"}, true});
    columns.push_back({{.zh = "证明", .en = "Proof"}});
    std::vector<std::vector<std::string>> rows;
    std::vector<std::vector<std::string>> of_areas;
    for (const Json& answer : answers) {
      const std::string level = report::word(answer, "level").value_or("");
      const bool whole = level.empty() || level == "all" || level == "free";
      (whole ? rows : of_areas).push_back(answer_row(answer, level, nested));
    }
    page_.table(columns, rows);
    if (of_areas.empty()) return;
    page_.paragraph(levels_note());
    page_.html("<details" + std::string(of_areas.size() <= 12 ? " open" : "") + "><summary>" +
               both({.zh = fmt::format("各辖区的中心（{}）", of_areas.size()),
                     .en = fmt::format("Centres of areas ({})", of_areas.size())}) +
               "</summary>\n");
    page_.table(columns, of_areas);
    page_.html("</details>\n");
  }

  static std::vector<std::string> answer_row(const Json& answer, const std::string& level, bool nested) {
    std::vector<std::string> row;
    if (nested) {
      row.push_back(level == "all"    ? both({.zh = "全部", .en = "all"})
                    : level == "free" ? both({.zh = "自由", .en = "free"})
                                      : both(gis::map::level_title(level)));
      row.push_back(report::escaped(report::word(answer, "area_name").value_or("")));
    }
    row.push_back(both(report::text(answer, "what").value_or(core::Text{})));
    row.push_back(figure(answer, "value"));
    row.push_back(figure(answer, "bound"));
    row.push_back(level == "free" ? "" : both(proof_words(answer)));
    return row;
  }

  void write_left_out() {
    const double no_way = report::number(body_, "search.left_out.no_way").value_or(0);
    const double beyond = report::number(body_, "search.left_out.beyond").value_or(0);
    if (no_way <= 0 && beyond <= 0) return;
    const core::Text demand = report::text(body_, "question.demand_words").value_or(core::Text{});
    core::Text words;
    if (no_way > 0) {
      words.zh += fmt::format("无路可达而不在求解之列：{} {}。", report::decimal(no_way, 0), demand.zh);
      words.en +=
          fmt::format("Left out of the search, because no road leads there: {} ({}). ", report::decimal(no_way, 0), demand.en);
    }
    if (beyond > 0) {
      words.zh += fmt::format("离所有候选点都超过时限而排除：{} {}。", report::decimal(beyond, 0), demand.zh);
      words.en += fmt::format("Left out, because every candidate is too far: {} ({}).", report::decimal(beyond, 0), demand.en);
    }
    page_.paragraph(words, "note");
  }

  void write_map() {
    if (plan_.grids.empty()) return;
    page_.begin_section("map", {.zh = "位置", .en = "Where they are"});
    report::write_map(page_, plan_,
                      {.theme = "response",
                       .prefix = "m1",
                       .label = "Map of the chosen sites",
                       .buildings = plan_.buildings.size() <= most_buildings,
                       .target_minutes = report::number(body_, "question.standard_minutes").value_or(15),
                       .numbers = numbers()},
                      {.zh = "带号的圆点为所选的点（号码见下表），各建筑到点的分钟数，连同时限内可达的道路两侧。上方为坐标北。",
                       .en = "Numbered discs are the chosen sites (see the table), with minutes between them and each building, "
                             "and the land along the roads that is reached within "
                             "the standard. Up is grid north."});
    page_.end_section();
  }

  [[nodiscard]] std::vector<gis::map::NumberedPlace> numbers() const {
    std::vector<gis::map::NumberedPlace> places;
    for (const Json& site : report::list(body_, "sites")) {
      places.push_back({{report::number(site, "x").value_or(0), report::number(site, "y").value_or(0)},
                        fmt::format("{:g}", report::number(site, "number").value_or(0))});
    }
    return places;
  }

  void write_method() {
    page_.begin_section("method", {.zh = "方法与出处", .en = "Method and credits"});
    page_.paragraph(
        {.zh = fmt::format("{} 个需求点、{} 个候选点，种子 {}。界由拉格朗日松弛给出，答案由交换与分支定界得到，见 "
                           "docs/zh/siting.md；同样的输入和种子给出同样的结果，与线程数无关。",
                           report::count(report::number(body_, "search.demand_points").value_or(0)),
                           report::count(report::number(body_, "search.candidates").value_or(0)),
                           fmt::format("{:.0f}", report::number(body_, "seed").value_or(0))),
         .en = fmt::format("{} demand points, {} candidates, seed {}. Bounds come from Lagrangian relaxation, choices from "
                           "interchange and branch and bound: docs/siting.md. Equal inputs and seed give equal results, "
                           "whatever the number of threads.",
                           report::count(report::number(body_, "search.demand_points").value_or(0)),
                           report::count(report::number(body_, "search.candidates").value_or(0)),
                           fmt::format("{:.0f}", report::number(body_, "seed").value_or(0)))});
    const double merged = report::number(body_, "question.merge_metres").value_or(0);
    if (merged > 0) {
      page_.paragraph(
          {.zh =
               fmt::format("求解时把 {0:g} 米方格内的住处并作一个需求点（siting.merge）；答案与各项数字逐栋计算，界已放宽到对逐栋"
                           "也成立。",
                           merged),
           .en = fmt::format("For the search the homes of squares of {0:g} m were one demand point (siting.merge). The "
                             "answer and every figure are counted door by door; the bound allows for the merging.",
                             merged)});
    }
    std::vector<core::Text> credits;
    for (const Json& credit : report::list(body_, "attribution")) {
      if (credit.is_string()) credits.push_back(report::same(credit.get<std::string>()));
    }
    if (!credits.empty()) page_.list(credits);
    page_.end_section();
  }

  const gis::PlanFile& plan_;
  const Json& body_;
  core::Language opening_;
  Markup page_;
};

}  // namespace

std::string site_html(const gis::PlanFile& plan, const std::string& text, core::Language opening) {
  const Json body = Json::parse(text, nullptr, false);
  if (!body.is_object()) {
    throw core::Error(core::ErrorCode::input, {.zh = "site.json 不是正确的 JSON", .en = "site.json is not valid JSON"});
  }
  return Page(plan, body, opening).html();
}

}  // namespace wangge::scenarios
