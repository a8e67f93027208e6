#include "scenarios/compare/comparison_sections.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/figure_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace wangge::scenarios {
namespace {

using report::both;
using report::escaped;
using report::Markup;

std::string value_cell(const FigurePair& pair, const std::optional<Figure>& figure) {
  return figure ? escaped(shown(pair, figure->value)) : std::string();
}

std::string name_cell(const FigurePair& pair) {
  const core::Text title = long_title(pair.name);
  if (title.en == pair.name) return "<code>" + escaped(pair.name) + "</code>";
  return both(title) + "<br/><code>" + escaped(pair.name) + "</code>";
}

/// The side that is better is marked by more than colour.
std::string verdict_cell(const FigurePair& pair) {
  const int winner = pair.winner();
  const char* css = winner > 0 ? "up" : winner < 0 ? "down" : "level";
  const char* mark = winner > 0 ? "▲ " : winner < 0 ? "▼ " : "";
  return fmt::format("<span class=\"{}\">{}{}</span>", css, mark, both(verdict_words(pair)));
}

std::string interval_cell(const FigurePair& pair) {
  std::string text = escaped(shown_interval(pair));
  if (pair.interval == IntervalKind::paired && pair.verdict != FigureVerdict::same)
    text += " " + both({.zh = "成对", .en = "paired"});
  return text;
}

void write_table(Markup& page, const std::vector<const FigurePair*>& pairs) {
  std::vector<std::vector<std::string>> rows;
  for (const FigurePair* pair : pairs) {
    rows.push_back({name_cell(*pair), value_cell(*pair, pair->before), value_cell(*pair, pair->after),
                    both(shown_difference(*pair)), interval_cell(*pair), both(sense_words(pair->better)), verdict_cell(*pair)});
  }
  page.table({{{.zh = "指标", .en = "Figure"}},
              {{.zh = "A", .en = "A"}, true},
              {{.zh = "B", .en = "B"}, true},
              {{.zh = "B − A", .en = "B − A"}, true},
              {{.zh = "95 % 区间", .en = "95 % interval"}, true},
              {{.zh = "宜", .en = "Better if"}, false, true},
              {{.zh = "判断", .en = "Verdict"}, false, true}},
             rows);
}

/// Meaning, unit and formula of the aims, for a reader who has no command at hand.
void write_formulas(Markup& page, const std::vector<const FigurePair*>& pairs) {
  std::vector<std::vector<std::string>> rows;
  for (const FigurePair* pair : pairs) {
    const planning::AimFigureSpec* aim = aim_named(pair->name);
    if (aim != nullptr)
      rows.push_back({both(long_title(pair->name)), both(aim->unit), both(aim->formula), both(sense_words(pair->better))});
  }
  if (rows.empty()) return;
  page.html("<details><summary>" + both({.zh = "各项目标的单位与公式", .en = "Units and formulas of the aims"}) + "</summary>\n");
  page.table({{{.zh = "目标", .en = "Aim"}},
              {{.zh = "单位", .en = "Unit"}},
              {{.zh = "公式", .en = "Formula"}},
              {{.zh = "宜", .en = "Better if"}, false, true}},
             rows);
  page.html("</details>\n");
}

}  // namespace

void write_figures(Markup& page, const Comparison& comparison) {
  if (comparison.figures.empty()) return;
  page.begin_section("figures", {.zh = "指标并列", .en = "Figures side by side"});
  page.paragraph(score_words(score_of(comparison)));
  const std::vector<const FigurePair*> main = main_figures(comparison);
  std::vector<const FigurePair*> rest;
  for (const FigurePair& pair : comparison.figures) {
    if (std::find(main.begin(), main.end(), &pair) == main.end()) rest.push_back(&pair);
  }
  write_table(page, main);
  page.paragraph({.zh = "▲ B 更好，▼ A 更好；没有公认好坏的指标只说“不同”。模拟的指标含有随机性：95 % 区间含 0 "
                        "的，记为“分不出”；即使两方案毫无差别，"
                        "平均二十个区间中也会有一个不含 0。",
                  .en = "▲ B is better, ▼ A is better; a figure without an agreed better side just differs. Simulated figures "
                        "hold chance: where "
                        "the 95 % interval of the difference holds 0 the plans are not told apart; even between equal plans "
                        "about one interval "
                        "in twenty leaves out 0."},
                 "note");
  write_formulas(page, main);
  if (!rest.empty()) {
    page.html("<details><summary>" +
              both({.zh = fmt::format("其余 {} 项指标", rest.size()), .en = fmt::format("The other {} figures", rest.size())}) +
              "</summary>\n");
    write_table(page, rest);
    page.html("</details>\n");
  }
  page.end_section();
}

}  // namespace wangge::scenarios
