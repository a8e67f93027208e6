#include "scenarios/compare/comparison_files.h"
#include "scenarios/compare/comparison_sections.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/report/figures.h"
#include "scenarios/report/page_style.h"

#include <fmt/format.h>

#include <utility>

namespace wangge::scenarios {
namespace {

using report::both;
using report::Markup;

constexpr std::string_view own_style =
    R"(.twin { display: flex; flex-wrap: wrap; gap: 18px; justify-content: space-between; align-items: flex-start; }
.twin figure { flex: 0 1 auto; max-width: calc(50% - 9px); margin: 0; } .twin svg { width: 100%; max-width: none; height: auto; display: block; }
.up { color: #1d5c91; font-weight: bold; } .down { color: #a85a08; font-weight: bold; } .level { color: #66626c; }
td code { color: #77737d; font-size: 0.82em; }
@media (max-width: 760px) { .twin figure { max-width: 100%; } }
)";

core::Text title_of(const Comparison& comparison) {
  const auto place = report::text(comparison.after.metrics, "scenario.title");
  if (!place) return {.zh = "两个网格方案的比较", .en = "Two grid plans compared"};
  return {.zh = place->zh + " · 两个网格方案的比较", .en = place->en + " · Two grid plans compared"};
}

void write_header(Markup& page, const Comparison& comparison) {
  page.html(report::page_stamps(is_synthetic(comparison)));
  page.html("<h1>" + both(title_of(comparison)) + "</h1>\n");
  const core::Text before = source_words(comparison.before);
  const core::Text after = source_words(comparison.after);
  page.html("<p class=\"meta\">" + both({.zh = "A：" + before.zh, .en = "A: " + before.en}) + "<br/>" +
            both({.zh = "B：" + after.zh, .en = "B: " + after.en}) + "</p>\n<nav>");
  const std::vector<std::pair<const char*, core::Text>> chapters = {{"answers", {.zh = "结论", .en = "Answers"}},
                                                                    {"maps", {.zh = "两个方案", .en = "Plans"}},
                                                                    {"difference", {.zh = "差异图", .en = "Difference"}},
                                                                    {"moves", {.zh = "去向", .en = "Transfers"}},
                                                                    {"codes", {.zh = "编码", .en = "Codes"}},
                                                                    {"figures", {.zh = "指标", .en = "Figures"}},
                                                                    {"settings", {.zh = "设置", .en = "Settings"}},
                                                                    {"notes", {.zh = "说明", .en = "Notes"}}};
  for (const auto& [id, words] : chapters) {
    if (id != std::string_view("settings") || !comparison.settings.empty())
      page.html(fmt::format("<a href=\"#{}\">{}</a>", id, both(words)));
  }
  page.html("</nav>\n</header>\n");
}

void write_card(Markup& page, const char* css, const core::Text& question, const core::Text& verdict, const core::Text& words) {
  page.html(fmt::format("<div class=\"answer {}\">\n<h3>{}</h3>\n<p class=\"verdict\">{}</p>\n<p>{}</p>\n</div>\n", css,
                        both(question), both(verdict), both(words)));
}

void write_answers(Markup& page, const Comparison& comparison) {
  const evaluation::PlanMatching& matching = comparison.matching;
  const auto all = static_cast<double>(std::max<std::int64_t>(matching.common.households, 1));
  const auto moved = static_cast<double>(matching.changed.households);
  const FigureScore score = score_of(comparison);
  page.begin_section("answers", {.zh = "结论", .en = "Answers"});
  page.html("<div class=\"answers\">\n");
  const bool same = comparison.same_plans();
  const core::Text households =
      comparison.identical() ? core::Text{.zh = "完全相同", .en = "Nothing at all"}
      : same                 ? core::Text{.zh = "没有人", .en = "Nobody"}
                             : core::Text{.zh = fmt::format("{} 户 · {}", report::count(moved), report::percent(moved / all)),
                                          .en = fmt::format("{} households · {}", report::count(moved), report::percent(moved / all))};
  write_card(page, "plain", {.zh = "谁换了网格？", .en = "Who changes grid?"}, households,
             comparison.identical() ? core::Text{.zh = "网格和各项指标都相同。", .en = "Grids and figures are the same."}
                                    : changed_words(comparison));
  const auto lasting = comparison.count(evaluation::Fate::kept);
  const core::Text codes = codes_words(comparison);
  const core::Text grids = grids_words(comparison);
  write_card(page, "plain", {.zh = "网格和编码呢？", .en = "And grids and codes?"},
             {.zh = fmt::format("{} 个中 {} 个沿用编码", comparison.land.plans.before.size(), lasting),
              .en = fmt::format("{} of {} keep their code", lasting, comparison.land.plans.before.size())},
             {.zh = grids.zh + codes.zh, .en = grids.en + (codes.en.empty() ? "" : " ") + codes.en});
  write_card(page, "plain",
             same ? core::Text{.zh = "哪次运行更好？", .en = "Which run does better?"}
                  : core::Text{.zh = "哪个方案更好？", .en = "Which plan is better?"},
             {.zh = fmt::format("B 胜 {} 项，A 胜 {} 项", score.after_better, score.before_better),
              .en = fmt::format("B in {} figures, A in {}", score.after_better, score.before_better)},
             score_words(score));
  page.html("</div>\n");
  page.end_section();
}

}  // namespace

std::string comparison_html(const Comparison& comparison, core::Language opening) {
  Markup page;
  page.html(report::page_start(opening) + "<title>");
  page.html(report::escaped(title_of(comparison).zh + " / " + title_of(comparison).en) + "</title>\n<style>\n");
  page.html(report::page_style());
  page.html(own_style);
  page.html("</style>\n</head>\n<body>\n");
  write_header(page, comparison);
  page.html("<main>\n");
  write_answers(page, comparison);
  write_maps(page, comparison);
  write_moves(page, comparison);
  write_codes(page, comparison);
  write_figures(page, comparison);
  write_settings(page, comparison);
  write_notes(page, comparison);
  page.html("</main>\n<script>\n");
  page.html(report::page_script());
  page.html("</script>\n</body>\n</html>\n");
  return page.str();
}

}  // namespace wangge::scenarios
