#include "scenarios/compare/figure_pairs.h"

#include "engine/core/math.h"
#include "scenarios/compare/figure_words.h"
#include "scenarios/run/figures_json.h"
#include "scenarios/schema/figure_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace wangge::scenarios {
namespace {

using Interval = core::Estimate::Interval;

constexpr std::array<std::string_view, 4> settings = {"simulation.horizon_days", "simulation.warm_up.days",
                                                      "simulation.replications", "simulation.target_minutes"};

/// Half the width of an interval that may be cut at one end, where the figure cannot go further.
double half_width(const Figure& figure) { return std::max(figure.ci95->high - figure.value, figure.value - figure.ci95->low); }

Interval around(double middle, double half) { return {rounded(middle - half), rounded(middle + half)}; }

/// Welch 1947: the variances add up, the degrees of freedom are Satterthwaite's, rounded down.
std::optional<Interval> unpaired(const Figure& before, const Figure& after, double difference, const Luck& luck_before,
                                 const Luck& luck_after) {
  if (!before.ci95 || !after.ci95 || luck_before.replications < 2 || luck_after.replications < 2) return std::nullopt;
  const int freedom_before = luck_before.replications - 1;
  const int freedom_after = luck_after.replications - 1;
  const double error_before = half_width(before) / core::student_t(freedom_before, 0.95);
  const double error_after = half_width(after) / core::student_t(freedom_after, 0.95);
  const double a = error_before * error_before;
  const double b = error_after * error_after;
  if (!(a + b > 0)) return around(difference, 0);
  const double freedom = (a + b) * (a + b) / (a * a / freedom_before + b * b / freedom_after);
  return around(difference, core::student_t(std::max(1, static_cast<int>(freedom + 1e-9)), 0.95) * std::sqrt(a + b));
}

std::optional<Interval> paired(const Figure& before, const Figure& after) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < before.samples.size(); ++i) differences.push_back(after.samples[i] - before.samples[i]);
  const std::optional<core::Estimate> mean = core::mean_of(differences);
  if (!mean || !mean->ci95) return std::nullopt;
  return Interval{rounded(mean->ci95->low), rounded(mean->ci95->high)};
}

bool share_luck(const Luck& a, const Luck& b) { return a.seed && a.seed == b.seed && a.replications == b.replications; }

/// Both hold one sample a replication, in the same order.
bool pairable(const Figure& before, const Figure& after, const Luck& a, const Luck& b) {
  return share_luck(a, b) && a.replications >= 2 && before.samples.size() == static_cast<std::size_t>(a.replications) &&
         after.samples.size() == before.samples.size();
}

bool same_outcome(const Figure& a, const Figure& b) {
  const bool intervals = a.ci95 && b.ci95 ? a.ci95->low == b.ci95->low && a.ci95->high == b.ci95->high : !a.ci95 && !b.ci95;
  return a.value == b.value && intervals && a.samples == b.samples;
}

void judge_simulated(FigurePair& pair, const Luck& luck_before, const Luck& luck_after) {
  const Figure& before = *pair.before;
  const Figure& after = *pair.after;
  if (share_luck(luck_before, luck_after) && same_outcome(before, after)) {
    // The same replications came out the same: nothing is left to luck.
    if (before.ci95) pair.ci95 = Interval{0, 0};
    pair.interval = before.ci95 ? IntervalKind::paired : IntervalKind::none;
    return;
  }
  const bool together = pairable(before, after, luck_before, luck_after);
  pair.ci95 = together ? paired(before, after) : unpaired(before, after, *pair.difference, luck_before, luck_after);
  if (!pair.ci95) {
    pair.verdict = FigureVerdict::unmeasured;
    return;
  }
  pair.interval = together ? IntervalKind::paired : IntervalKind::unpaired;
  const bool holds_zero = pair.ci95->low <= 0 && pair.ci95->high >= 0;
  pair.verdict = holds_zero ? FigureVerdict::undecided : FigureVerdict::different;
}

FigurePair pair_of(const std::string& name, const Figures& before, const Figures& after, const Luck& luck_before,
                   const Luck& luck_after) {
  FigurePair pair{.name = name, .unit = unit_of_figure(name), .before = {}, .after = {}, .difference = {}, .ci95 = {}};
  if (const auto found = before.find(name); found != before.end()) pair.before = found->second;
  if (const auto found = after.find(name); found != after.end()) pair.after = found->second;
  pair.better = pair.after ? pair.after->better : pair.before->better;
  if (!pair.before || !pair.after) {
    pair.verdict = FigureVerdict::one_sided;
    return pair;
  }
  pair.difference = rounded(pair.after->value - pair.before->value);
  if (is_simulated(name)) {
    judge_simulated(pair, luck_before, luck_after);
  } else {
    pair.verdict = shown_difference(pair).en == "0" ? FigureVerdict::same : FigureVerdict::different;
  }
  return pair;
}

std::size_t section_of(const std::string& name) {
  constexpr std::array<std::string_view, 3> first = {"plan.", "coverage.", "simulation."};
  const auto found =
      std::find_if(first.begin(), first.end(), [&](std::string_view section) { return name.starts_with(section); });
  return static_cast<std::size_t>(found - first.begin());
}

}  // namespace

const char* name(IntervalKind kind) {
  constexpr std::array<const char*, 3> names = {"none", "paired", "unpaired"};
  return names[static_cast<std::size_t>(kind)];
}

const char* name(FigureVerdict verdict) {
  constexpr std::array<const char*, 5> names = {"same", "different", "undecided", "unmeasured", "one_sided"};
  return names[static_cast<std::size_t>(verdict)];
}

int FigurePair::winner() const {
  if (verdict != FigureVerdict::different || better == Better::neither) return 0;
  return (*difference < 0) == (better == Better::less) ? 1 : -1;
}

bool is_simulated(std::string_view name) {
  return name.starts_with("simulation.") && std::find(settings.begin(), settings.end(), name) == settings.end();
}

std::vector<FigurePair> pair_figures(const Figures& before, const Figures& after, const Luck& luck_before,
                                     const Luck& luck_after) {
  std::set<std::string> names;
  for (const auto* figures : {&before, &after}) {
    for (const auto& [name, figure] : *figures) names.insert(name);
  }
  std::vector<FigurePair> pairs;
  for (const std::string& name : names) pairs.push_back(pair_of(name, before, after, luck_before, luck_after));
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const FigurePair& a, const FigurePair& b) { return section_of(a.name) < section_of(b.name); });
  return pairs;
}

}  // namespace wangge::scenarios
