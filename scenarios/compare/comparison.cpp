#include "scenarios/compare/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace wangge::scenarios {
namespace {

using evaluation::Fate;
using evaluation::Transfer;
using nlohmann::json;

Luck luck_of(const json& metrics) {
  Luck luck;
  if (!metrics.is_object()) return luck;
  if (metrics.contains("seed") && metrics["seed"].is_number_integer()) luck.seed = metrics["seed"].get<std::uint64_t>();
  const json::json_pointer at("/simulation/replications");
  if (metrics.contains(at) && metrics[at].is_number_integer()) luck.replications = metrics[at].get<int>();
  return luck;
}

/// Of the borders, how much runs along roads, rivers and railways, as the aim `barriers` has it; and how much along walls.
void add_border_shares(Figures& figures) {
  double all = 0;
  double along = 0;
  double wall = 0;
  for (const auto& [name, figure] : figures) {
    if (!name.starts_with("plan.border.") || name == "plan.border.length") continue;
    all += figure.value;
    if (name == "plan.border.wall") wall += figure.value;
    if (name != "plan.border.wall" && name != "plan.border.none") along += figure.value;
  }
  if (!(all > 0)) return;
  const auto add = [&](const char* name, double value) {
    figures.insert({name, {.value = value, .ci95 = {}, .samples = {}, .better = better_of(name)}});
  };
  add("plan.border.along_share", along / all);
  add("plan.border.wall_share", wall / all);
  add("plan.aims.barriers", 100 * along / all);
}

/// The plan's own tallies, overlaid with what its run says.
Figures all_figures(const PlanSource& source) {
  Figures figures = plan_tallies(source.plan);
  for (auto& [name, figure] : figures_of(source.metrics)) figures[name] = figure;
  add_border_shares(figures);
  return figures;
}

core::Finding note(const char* rule, core::Severity severity, std::string zh, std::string en) {
  return {.rule = rule, .severity = severity, .message = {.zh = std::move(zh), .en = std::move(en)}};
}

void report_luck(const Comparison& comparison, const Luck& before, const Luck& after, core::Findings& findings) {
  if (before.replications == 0 || after.replications == 0) return;
  if (before.seed != after.seed || before.replications != after.replications) {
    findings.add(
        note("compare.luck", core::Severity::note,
             "两次运行的种子或重复次数不同：模拟指标之差的区间按相互独立的运行计算，比同种子成对比较的宽",
             "the runs differ in seed or replications: intervals of simulated differences are those of independent runs, "
             "wider than those of runs under the same luck"));
    return;
  }
  const bool told = std::any_of(comparison.figures.begin(), comparison.figures.end(),
                                [](const FigurePair& pair) { return pair.interval == IntervalKind::unpaired; });
  if (!told) return;
  findings.add(note(
      "compare.luck", core::Severity::note, "两次运行的种子相同，但文件没有逐次重复的数值：区间按相互独立的运行计算，通常偏宽",
      "the runs share their luck, but the files do not tell single replications: intervals are those of independent "
      "runs, too wide as a rule"));
}

/// Promises and horizons that differ make figures of one name mean two things.
void report_settings(const Comparison& comparison, core::Findings& findings) {
  const bool both_simulated = std::any_of(comparison.figures.begin(), comparison.figures.end(), [](const FigurePair& pair) {
    return pair.name == "simulation.horizon_days" && pair.before && pair.after;
  });
  for (const FigurePair& pair : comparison.figures) {
    const bool warm_up = both_simulated && pair.name == "simulation.warm_up.days";  // none is none asked for
    const bool setting = warm_up || pair.name == "simulation.target_minutes" || pair.name == "simulation.horizon_days" ||
                         pair.name == "coverage.minutes";
    const bool differs = pair.verdict == FigureVerdict::different || (warm_up && pair.verdict == FigureVerdict::one_sided);
    if (!setting || !differs) continue;
    const double before = pair.before ? pair.before->value : 0;
    const double after = pair.after ? pair.after->value : 0;
    findings.add(note(
        "compare.settings", core::Severity::warning,
        fmt::format("{} 不同（{:g} 与 {:g}）：依赖它的指标含义不同", pair.name, before, after),
        fmt::format("{} differs ({:g} and {:g}): figures that depend on it mean different things", pair.name, before, after)));
  }
}

void report_reused(const Comparison& comparison, core::Findings& findings) {
  for (const evaluation::CodeStep& step : comparison.matching.history) {
    if (!step.reused) continue;
    const std::string& code = comparison.old_code(step.before);
    core::Finding finding =
        note("compare.code_reused", core::Severity::warning, fmt::format("编码 {} 在第二个方案中指另一片土地", code),
             fmt::format("code {} names other land in the second plan", code));
    finding.feature = code;
    findings.add(std::move(finding));
  }
}

}  // namespace

std::vector<Transfer> Comparison::moves() const {
  std::vector<Transfer> all;
  for (const Transfer& transfer : land.plans.transfers) {
    if (matching.moved(transfer)) all.push_back(transfer);
  }
  const auto key = [&](const Transfer& transfer) {
    return std::tuple(-transfer.held.households, -transfer.held.area.value, old_code(transfer.from), new_code(transfer.to));
  };
  std::sort(all.begin(), all.end(), [&](const Transfer& a, const Transfer& b) { return key(a) < key(b); });
  return all;
}

std::int64_t Comparison::count(Fate fate) const {
  return std::count_if(matching.history.begin(), matching.history.end(), [&](const auto& step) { return step.fate == fate; });
}

bool Comparison::same_plans() const {
  const bool codes = count(Fate::kept) == static_cast<std::int64_t>(matching.history.size());
  const bool same_land =
      moves().empty() && matching.only_before == evaluation::Holdings{} && matching.only_after == evaluation::Holdings{};
  return codes && same_land;
}

bool Comparison::identical() const {
  return same_plans() &&
         std::all_of(figures.begin(), figures.end(), [](const FigurePair& pair) { return pair.verdict == FigureVerdict::same; });
}

Comparison compare_plans(const std::filesystem::path& before, const std::filesystem::path& after, core::Progress& progress) {
  Comparison comparison;
  progress.begin("compare", 4);
  comparison.before = read_plan_source(before, comparison.findings);
  progress.advance(1);
  comparison.after = read_plan_source(after, comparison.findings);
  progress.advance(1);
  comparison.land = gis::common_land(comparison.before.plan, comparison.after.plan);
  progress.advance(1);
  comparison.matching = evaluation::match_plans(comparison.land.plans);
  const Luck luck_before = luck_of(comparison.before.metrics);
  const Luck luck_after = luck_of(comparison.after.metrics);
  comparison.figures = pair_figures(all_figures(comparison.before), all_figures(comparison.after), luck_before, luck_after);
  comparison.settings = setting_pairs(comparison.before.manifest, comparison.after.manifest);
  progress.advance(1);
  progress.end();
  comparison.findings.append(comparison.land.findings);
  report_luck(comparison, luck_before, luck_after, comparison.findings);
  report_settings(comparison, comparison.findings);
  report_reused(comparison, comparison.findings);
  return comparison;
}

}  // namespace wangge::scenarios
