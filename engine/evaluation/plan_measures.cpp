#include "engine/evaluation/plan_measures.h"

#include "engine/statistics/gini.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <tuple>
#include <utility>

namespace wangge::evaluation {
namespace {

using planning::GridId;
using planning::Plan;

/// Of a sorted, non-empty list; the mean of the two in the middle where the count is even.
double median(const std::vector<double>& sorted) {
  const std::size_t half = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

PlanMeasures::Balance balance_of(const Plan& plan) {
  std::vector<double> work;
  std::vector<double> deviations;
  const auto& areas = plan.territory().areas;
  for (const auto area : core::ids<territory::AreaId>(areas.size())) {
    std::vector<double> own;
    for (const GridId grid : plan.grids_of(area)) {
      if (plan.kind(grid) != planning::GridKind::dedicated) own.push_back(plan.tally(grid).work);
    }
    work.insert(work.end(), own.begin(), own.end());
    double mean = 0;
    for (const double load : own) mean += load / static_cast<double>(own.size());
    if (own.size() < 2 || !(mean > 0)) continue;
    for (const double load : own) deviations.push_back(std::abs(load / mean - 1));
  }
  PlanMeasures::Balance balance;
  std::sort(work.begin(), work.end());
  std::sort(deviations.begin(), deviations.end());
  if (!work.empty()) balance.gini = statistics::gini(work).value_or(0);
  if (!deviations.empty()) {
    balance.deviation_median = median(deviations);
    balance.deviation_max = deviations.back();
  }
  return balance;
}

void judge(const Plan& plan, GridId grid, PlanMeasures& measures) {
  const planning::Verdict verdict = plan.verdict(grid);
  ++(verdict.valid ? measures.valid : measures.invalid);
  if (verdict.excused) ++measures.excused;
  for (const planning::RuleBreak& broken : verdict.broken) {
    measures.violations.push_back({plan.code(grid), broken.rule, broken.reason, plan.tally(grid).households, broken.excused});
  }
}

}  // namespace

PlanMeasures measure_plan(const Plan& plan) {
  PlanMeasures measures;
  std::vector<double> households;
  double compactness = 0;
  std::array<double, territory::barrier_class_count> twice{};
  for (const GridId grid : plan.grids()) {
    const planning::GridTally tally = plan.tally(grid);
    const double compact = plan.compactness(grid);
    households.push_back(static_cast<double>(tally.households));
    compactness += compact;
    measures.compactness.min = measures.grids == 0 ? compact : std::min(measures.compactness.min, compact);
    measures.households.min = measures.grids == 0 ? tally.households : std::min(measures.households.min, tally.households);
    measures.households.max = std::max(measures.households.max, tally.households);
    for (std::size_t i = 0; i < twice.size(); ++i) twice[i] += tally.border[i].value;
    judge(plan, grid, measures);
    ++measures.grids;
  }
  for (std::size_t i = 0; i < twice.size(); ++i) measures.border[i] = core::Metres(twice[i] / 2);
  if (measures.grids > 0) {
    std::sort(households.begin(), households.end());
    measures.households.median = median(households);
    measures.compactness.mean = compactness / static_cast<double>(measures.grids);
  }
  measures.balance = balance_of(plan);
  std::sort(measures.violations.begin(), measures.violations.end(),
            [](const auto& a, const auto& b) { return std::tie(a.grid, a.rule) < std::tie(b.grid, b.rule); });
  return measures;
}

}  // namespace wangge::evaluation
