#include "gis/map/place_names.h"
#include "scenarios/compare/comparison_sections.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/figure_words.h"
#include "scenarios/report/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace wangge::scenarios {
namespace {

using evaluation::Holdings;
using evaluation::Transfer;
using report::both;
using report::escaped;
using report::Markup;
using report::TableColumn;

constexpr std::size_t most_moves = 60;

std::string number(std::int64_t value) { return report::count(static_cast<double>(value)); }
std::string hectares(core::SquareMetres area) { return report::decimal(area.value / 10000, 1); }

void write_transfers(Markup& page, const Comparison& comparison) {
  const std::vector<Transfer> moves = comparison.moves();
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < std::min(most_moves, moves.size()); ++i) {
    const Transfer& move = moves[i];
    const auto& old_grid = comparison.land.plans.before[move.from];
    const double all = static_cast<double>(std::max<std::int64_t>(old_grid.held.households, 1));
    rows.push_back({escaped(old_grid.code), escaped(comparison.new_code(move.to)), number(move.held.households),
                    report::percent(static_cast<double>(move.held.households) / all), number(move.held.residents),
                    number(move.held.buildings), hectares(move.held.area)});
  }
  page.table({{{.zh = "从网格（A）", .en = "From grid (A)"}, false, true},
              {{.zh = "到网格（B）", .en = "To grid (B)"}, false, true},
              {{.zh = "户数", .en = "Households"}, true},
              {{.zh = "占原网格", .en = "Of the old grid"}, true},
              {{.zh = "居民", .en = "Residents"}, true},
              {{.zh = "建筑", .en = "Buildings"}, true},
              {{.zh = "公顷", .en = "Hectares"}, true}},
             rows);
  if (moves.size() > most_moves) {
    page.paragraph({.zh = fmt::format("另有 {} 项，见 transfer.csv。", moves.size() - most_moves),
                    .en = fmt::format("{} more stand in transfer.csv.", moves.size() - most_moves)},
                   "note");
  }
}

void write_parents(Markup& page, const Comparison& comparison) {
  std::map<std::string, core::Text> names;
  for (const gis::PlanFile* plan : {&comparison.before.plan, &comparison.after.plan}) {
    const gis::map::PlaceNames places(*plan);
    for (const auto& level : plan->levels) names.emplace(level.code, places.area(level));
  }
  std::vector<std::vector<std::string>> rows;
  for (const evaluation::ParentChange& parent : comparison.matching.parents) {
    const double all = static_cast<double>(std::max<std::int64_t>(parent.before.households, 1));
    const auto name = names.find(parent.code);
    rows.push_back({name == names.end() ? "" : both(name->second), escaped(parent.code), number(parent.grids_before),
                    number(parent.grids_after), number(parent.before.households), number(parent.after.households),
                    number(parent.out.households), report::percent(static_cast<double>(parent.out.households) / all),
                    number(parent.out.buildings), hectares(parent.out.area)});
  }
  page.heading({.zh = "按辖区", .en = "Area by area"});
  page.table({{{.zh = "辖区", .en = "Area"}},
              {{.zh = "编码", .en = "Code"}, false, true},
              {{.zh = "网格 A", .en = "Grids A"}, true},
              {{.zh = "网格 B", .en = "Grids B"}, true},
              {{.zh = "户数 A", .en = "Households A"}, true},
              {{.zh = "户数 B", .en = "Households B"}, true},
              {{.zh = "换网格的户数", .en = "Change grid"}, true},
              {{.zh = "占比", .en = "Share"}, true},
              {{.zh = "建筑", .en = "Buildings"}, true},
              {{.zh = "公顷", .en = "Hectares"}, true}},
             rows);
}

std::string code_remark(const evaluation::CodeStep& step) {
  if (step.voided) return both({.zh = "作废", .en = "void"});
  if (step.reused) return both({.zh = "B 中指别处土地", .en = "names other land in B"});
  return {};
}

}  // namespace

void write_moves(Markup& page, const Comparison& comparison) {
  page.begin_section("moves", {.zh = "从哪个网格到哪个网格", .en = "From which grid to which"});
  if (comparison.moves().empty()) {
    page.paragraph({.zh = "没有土地换网格。", .en = "No land changes grid."});
  } else {
    write_transfers(page, comparison);
  }
  write_parents(page, comparison);
  page.end_section();
}

void write_codes(Markup& page, const Comparison& comparison) {
  page.begin_section("codes", {.zh = "编码的沿革", .en = "What became of the codes"});
  std::vector<std::vector<std::string>> rows;
  std::size_t unchanged = 0;
  for (const evaluation::CodeStep& step : comparison.matching.history) {
    const bool whole = step.fate == evaluation::Fate::kept && step.share_of_old == 1 && step.share_of_new == 1;
    unchanged += whole ? 1 : 0;
    if (whole) continue;
    const bool pair = step.before.valid() && step.after.valid();
    rows.push_back({step.before.valid() ? escaped(comparison.old_code(step.before)) : "",
                    step.after.valid() ? escaped(comparison.new_code(step.after)) : "", both(fate_words(step.fate)),
                    pair ? number(step.common.households) : "", pair ? report::percent(step.share_of_old) : "",
                    pair ? report::percent(step.share_of_new) : "", code_remark(step)});
  }
  if (rows.empty()) {
    page.paragraph({.zh = fmt::format("全部 {} 个网格编码与住户都不变。", unchanged),
                    .en = fmt::format("All {} grids keep their code and all their households.", unchanged)});
  } else {
    page.paragraph({.zh = fmt::format("{} 个网格编码与住户都不变；其余如下。", unchanged),
                    .en = fmt::format("{} grids keep their code and all their households; the others:", unchanged)});
  }
  if (!rows.empty()) {
    page.table({{{.zh = "原编码", .en = "Old code"}, false, true},
                {{.zh = "新编码", .en = "New code"}, false, true},
                {{.zh = "关系", .en = "Relation"}, false, true},
                {{.zh = "共有户数", .en = "Households in common"}, true},
                {{.zh = "占原网格", .en = "Of the old"}, true},
                {{.zh = "占新网格", .en = "Of the new"}, true},
                {{.zh = "原编码", .en = "The old code"}}},
               rows);
  }
  page.end_section();
}

void write_notes(Markup& page, const Comparison& comparison) {
  page.begin_section("notes", {.zh = "如何比较", .en = "How this was compared"});
  std::vector<core::Text> items{
      way_words(comparison),
      {.zh = "网格按共有户数最大对应（指派问题的最优解）：换任何一种对应，换网格的住户都不会更少。",
       .en = "Grids are matched so that as many households as possible stay (an optimal assignment): no "
             "other matching would let fewer change grid."},
      {.zh = "并入：原网格过半的住户在一个并非其对应的新网格中；分出则相反；撤销、新设：没有过半的去向或来源。",
       .en = "Merged: more than half of the old grid lies in a new grid that is not its counterpart; split "
             "off: the reverse; dissolved, new: no grid holds more than half."}};
  for (const core::Findings::Group& group : comparison.findings.groups()) {
    core::Text words = comparison.findings.all()[group.first].message;
    if (group.count > 1) {
      words.zh = fmt::format("{} 处，例如：{}", group.count, words.zh);
      words.en = fmt::format("{} times, such as: {}", group.count, words.en);
    }
    items.push_back(std::move(words));
  }
  page.list(items);
  page.end_section();
}

}  // namespace wangge::scenarios
