#include "scenarios/compare/comparison_text.h"

#include "scenarios/command/text_table.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/figure_words.h"
#include "scenarios/report/figures.h"

#include <fmt/format.h>

#include <algorithm>

namespace wangge::scenarios {
namespace {

using core::in;
using core::Language;
using Rows = std::vector<std::vector<std::string>>;

constexpr std::size_t most_rows = 12;

std::string number(std::int64_t value) { return report::count(static_cast<double>(value)); }
std::string hectares(core::SquareMetres area) { return fmt::format("{:.1f}", area.value / 10000); }

/// "… and 5 more" below a table that was cut.
std::string cut_note(std::size_t all, Language language) {
  if (all <= most_rows) return {};
  return language == Language::zh ? fmt::format("… 另有 {} 行（--json 或 --out 给出全部）\n", all - most_rows)
                                  : fmt::format("... and {} more; --json or --out give all\n", all - most_rows);
}

std::string parents_table(const Comparison& comparison, Language language) {
  const bool zh = language == Language::zh;
  std::vector<const evaluation::ParentChange*> changed;
  for (const auto& parent : comparison.matching.parents) {
    const bool touched = parent.out.area.value > 0 || parent.in.area.value > 0 || parent.grids_before != parent.grids_after;
    if (touched) changed.push_back(&parent);
  }
  if (changed.empty()) return {};
  std::stable_sort(changed.begin(), changed.end(), [](const auto* a, const auto* b) {
    return a->out.households + a->in.households > b->out.households + b->in.households;
  });
  Rows rows = {zh ? std::vector<std::string>{"辖区", "网格 A", "网格 B", "户数", "换网格的户数", "占比"}
                  : std::vector<std::string>{"area", "grids A", "grids B", "households", "change grid", "share"}};
  for (std::size_t i = 0; i < std::min(most_rows, changed.size()); ++i) {
    const evaluation::ParentChange& parent = *changed[i];
    const double all = static_cast<double>(std::max<std::int64_t>(parent.before.households, 1));
    rows.push_back({parent.code, number(parent.grids_before), number(parent.grids_after), number(parent.before.households),
                    number(parent.out.households), report::percent(static_cast<double>(parent.out.households) / all)});
  }
  return "\n" + text_table(rows) + cut_note(changed.size(), language);
}

std::string moves_table(const Comparison& comparison, Language language) {
  const std::vector<evaluation::Transfer> moves = comparison.moves();
  if (moves.empty()) return {};
  const bool zh = language == Language::zh;
  Rows rows = {zh ? std::vector<std::string>{"从", "到", "户", "人", "建筑", "公顷"}
                  : std::vector<std::string>{"from", "to", "households", "residents", "buildings", "ha"}};
  for (std::size_t i = 0; i < std::min(most_rows, moves.size()); ++i) {
    const evaluation::Holdings& held = moves[i].held;
    rows.push_back({comparison.old_code(moves[i].from), comparison.new_code(moves[i].to), number(held.households),
                    number(held.residents), number(held.buildings), hectares(held.area)});
  }
  return "\n" + text_table(rows, {1}) + cut_note(moves.size(), language);
}

std::string figures_table(const Comparison& comparison, Language language) {
  const bool zh = language == Language::zh;
  Rows rows = {zh ? std::vector<std::string>{"指标", "A", "B", "B - A", "95 % 区间", "宜", "判断"}
                  : std::vector<std::string>{"figure", "A", "B", "B - A", "95 % interval", "better if", "verdict"}};
  for (const FigurePair* each : main_figures(comparison)) {
    const FigurePair& pair = *each;
    const bool nothing = pair.before && pair.after && pair.before->value == 0 && pair.after->value == 0;
    if (nothing && aim_named(pair.name) == nullptr) continue;
    rows.push_back({in(short_title(pair.name).value_or(core::Text{pair.name, pair.name}), language),
                    pair.before ? shown(pair, pair.before->value) : "", pair.after ? shown(pair, pair.after->value) : "",
                    in(shown_difference(pair), language), shown_interval(pair), in(sense_words(pair.better), language),
                    in(verdict_words(pair), language)});
  }
  return "\n" + text_table(rows, {5, 6}) +
         (zh ? "各项目标的含义和公式：wangge explain plan.aims\n"
             : "what the aims mean, with their formulas: wangge explain plan.aims\n");
}

std::string settings_table(const Comparison& comparison, Language language) {
  if (comparison.settings.empty()) return {};
  const bool zh = language == Language::zh;
  const std::string unwritten = zh ? "缺省" : "default";
  Rows rows = {zh ? std::vector<std::string>{"不同的设置", "A", "B"}
                  : std::vector<std::string>{"settings that differ", "A", "B"}};
  for (std::size_t i = 0; i < std::min(most_rows, comparison.settings.size()); ++i) {
    const SettingPair& pair = comparison.settings[i];
    rows.push_back({pair.key, pair.before.empty() ? unwritten : pair.before, pair.after.empty() ? unwritten : pair.after});
  }
  return "\n" + text_table(rows, {1, 2}) + cut_note(comparison.settings.size(), language);
}

}  // namespace

std::string comparison_text(const Comparison& comparison, Language language) {
  std::string text = fmt::format("A  {}\nB  {}\n\n", in(source_words(comparison.before), language),
                                 in(source_words(comparison.after), language));
  if (comparison.identical()) {
    text += language == Language::zh ? "两个方案完全相同。\n" : "The two plans are identical.\n";
  }
  const bool same = comparison.same_plans();
  for (const core::Text& sentence :
       {way_words(comparison), same ? core::Text() : grids_words(comparison),
        comparison.identical() ? core::Text() : changed_words(comparison), codes_words(comparison)}) {
    if (!in(sentence, language).empty()) text += in(sentence, language) + "\n";
  }
  text += parents_table(comparison, language) + moves_table(comparison, language) + figures_table(comparison, language) +
          settings_table(comparison, language);
  return text + "\n" + in(score_words(score_of(comparison)), language) + "\n";
}

}  // namespace wangge::scenarios
