#include "scenarios/compare/comparison_words.h"

#include "scenarios/compare/figure_words.h"
#include "scenarios/report/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace wangge::scenarios {
namespace {

using evaluation::Fate;
using report::count;

std::string number(std::int64_t value) { return count(static_cast<double>(value)); }

std::string square_kilometres(core::SquareMetres area) {
  const double value = area.value / 1e6;
  return fmt::format("{:.{}f}", value, value < 1 ? 3 : 2);
}

}  // namespace

core::Text source_words(const PlanSource& source) {
  core::Text words{.zh = source.path.generic_string(), .en = source.path.generic_string()};
  if (!source.metrics.is_object()) return words;
  const auto title = report::text(source.metrics, "scenario.title");
  const auto seed = report::number(source.metrics, "seed");
  if (title) {
    words.zh += "（" + title->zh + (seed ? fmt::format("，种子 {:.0f}", *seed) : "") + "）";
    words.en += " (" + title->en + (seed ? fmt::format(", seed {:.0f}", *seed) : "") + ")";
  }
  return words;
}

core::Text way_words(const Comparison& comparison) {
  if (comparison.land.way == gis::ComparisonWay::cells) {
    const std::string cells = count(static_cast<double>(comparison.before.plan.cells.size()));
    return {.zh = fmt::format("两个方案的 {} 个单元完全相同，逐单元比较。", cells),
            .en = fmt::format("Both plans are made of the same {} cells and are compared cell by cell.", cells)};
  }
  return {.zh = "两个方案的单元不同：面积按网格叠加比较，户数和人数按两边都有的建筑比较。",
          .en = "The plans are made of different cells: areas are compared by overlay, people by the buildings that both know."};
}

core::Text grids_words(const Comparison& comparison) {
  const auto of = [&](Fate fate) { return comparison.count(fate); };
  const std::size_t before = comparison.land.plans.before.size();
  const std::size_t after = comparison.land.plans.after.size();
  return {.zh = fmt::format("网格 {} → {} 个：{} 个沿用编码，{} 个改码，{} 个并入别的网格，{} 个撤销，{} 个分出，{} 个新设。",
                            before, after, of(Fate::kept), of(Fate::renamed), of(Fate::merged), of(Fate::dissolved),
                            of(Fate::split), of(Fate::created)),
          .en = fmt::format("{} grids before, {} after: {} keep their code, {} go on under another, {} merged, {} dissolved, {} "
                            "split off, {} new.",
                            before, after, of(Fate::kept), of(Fate::renamed), of(Fate::merged), of(Fate::dissolved),
                            of(Fate::split), of(Fate::created))};
}

core::Text changed_words(const Comparison& comparison) {
  if (comparison.same_plans()) {
    return {.zh = "两边的网格相同，没有一户换网格；以下差异来自别的设置。",
            .en = "Both have the same grids and nobody changes grid; what differs below comes of other settings."};
  }
  const evaluation::PlanMatching& matching = comparison.matching;
  const evaluation::Holdings& changed = matching.changed;
  const double all = static_cast<double>(std::max<std::int64_t>(matching.common.households, 1));
  const std::string share = report::percent(static_cast<double>(changed.households) / all);
  const bool cells = comparison.land.way == gis::ComparisonWay::cells;
  core::Text words{
      .zh = fmt::format("{} 户（共 {} 户，{}）、{} 人、{} 栋建筑{}换网格，面积 {} km²。", number(changed.households),
                        number(matching.common.households), share, number(changed.residents), number(changed.buildings),
                        cells ? fmt::format("、{} 个单元", number(changed.cells)) : "", square_kilometres(changed.area)),
      .en = fmt::format("{} of {} households ({}), {} residents, {} buildings{} change grid, on {} km².",
                        number(changed.households), number(matching.common.households), share, number(changed.residents),
                        number(changed.buildings), cells ? fmt::format(", {} cells", number(changed.cells)) : "",
                        square_kilometres(changed.area))};
  if (matching.changed_parent.households > 0) {
    words.zh += fmt::format("其中 {} 户换了上级辖区。", number(matching.changed_parent.households));
    words.en += fmt::format(" {} of them come under another area.", number(matching.changed_parent.households));
  }
  return words;
}

core::Text codes_words(const Comparison& comparison) {
  std::vector<std::string> voided;
  std::vector<std::string> reused;
  for (const evaluation::CodeStep& step : comparison.matching.history) {
    if (step.voided) voided.push_back(comparison.old_code(step.before));
    if (step.reused) reused.push_back(comparison.old_code(step.before));
  }
  core::Text words;
  const auto add = [&](const std::vector<std::string>& codes, const char* zh, const char* one, const char* several) {
    const char* en = codes.size() == 1 ? one : several;
    constexpr std::size_t most = 12;
    if (codes.empty()) return;
    const std::vector<std::string> first(codes.begin(),
                                         codes.begin() + static_cast<std::ptrdiff_t>(std::min(most, codes.size())));
    const char* more = codes.size() > most ? "…" : "";
    words.zh += fmt::format("{} {} 个：{}{}。", zh, codes.size(), fmt::join(first, "、"), more);
    words.en += fmt::format("{}{} {}: {}{}.", words.en.empty() ? "" : " ", codes.size(), en, fmt::join(first, ", "), more);
  };
  add(voided, "作废编码", "code is void", "codes are void");
  add(reused, "指向别处土地的旧编码", "old code now names other land", "old codes now name other land");
  return words;
}

FigureScore score_of(const Comparison& comparison) {
  FigureScore score;
  for (const FigurePair* pair : main_figures(comparison)) {
    score.before_better += pair->winner() < 0 ? 1 : 0;
    score.after_better += pair->winner() > 0 ? 1 : 0;
    score.undecided += pair->verdict == FigureVerdict::undecided ? 1 : 0;
  }
  return score;
}

core::Text score_words(const FigureScore& score) {
  return {.zh = fmt::format("主要指标中，B 在 {} 项上更好，A 在 {} 项上更好；{} 项的差异在随机波动之内，分不出。",
                            score.after_better, score.before_better, score.undecided),
          .en = fmt::format("Of the main figures B is better in {}, A in {}; {} differ by no more than chance.",
                            score.after_better, score.before_better, score.undecided)};
}

namespace {

/// Figures that say the same as an aim, which stands for them among the main ones.
constexpr auto twins =
    std::to_array<std::pair<std::string_view, std::string_view>>({{"plan.balance.deviation_max", "plan.aims.deviation_max"},
                                                                  {"plan.compactness.mean", "plan.aims.compactness"},
                                                                  {"plan.border.length", "plan.aims.border"},
                                                                  {"plan.border.along_share", "plan.aims.barriers"},
                                                                  {"plan.compounds_cut", "plan.aims.compounds"}});

bool told_by_an_aim(const Comparison& comparison, const FigurePair& pair) {
  const auto twin = std::find_if(twins.begin(), twins.end(), [&](const auto& each) { return each.first == pair.name; });
  if (twin == twins.end()) return false;
  return std::any_of(comparison.figures.begin(), comparison.figures.end(),
                     [&](const FigurePair& other) { return other.name == twin->second && other.before && other.after; });
}

/// How many meetings were held to their end, where it is told for how long.
bool told_by_hours_or_streets(const Comparison& comparison, const FigurePair& pair) {
  constexpr std::string_view done = "].done_share";
  if (!pair.name.ends_with(done)) return false;
  const std::string duty = pair.name.substr(0, pair.name.size() - done.size() + 2);
  return std::any_of(comparison.figures.begin(), comparison.figures.end(), [&](const FigurePair& other) {
    return other.name == duty + "manned_share" || other.name == duty + "streets_share";
  });
}

}  // namespace

std::vector<const FigurePair*> main_figures(const Comparison& comparison) {
  const bool lopsided = comparison.before.metrics.is_null() != comparison.after.metrics.is_null();
  std::vector<const FigurePair*> pairs;
  for (const FigurePair& pair : comparison.figures) {
    const bool listed = pair.name.find('[') != std::string::npos;
    if ((listed && !short_title(pair.name)) || told_by_hours_or_streets(comparison, pair) ||
        (lopsided && pair.verdict == FigureVerdict::one_sided) || told_by_an_aim(comparison, pair))
      continue;
    if (short_title(pair.name) || pair.name.starts_with("plan.")) pairs.push_back(&pair);
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const FigurePair* a, const FigurePair* b) { return title_rank(a->name) < title_rank(b->name); });
  return pairs;
}

}  // namespace wangge::scenarios
