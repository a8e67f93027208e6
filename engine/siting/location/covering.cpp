#include "engine/siting/location/covering.h"

#include "engine/core/error.h"
#include "engine/siting/location/branch_sites.h"
#include "engine/siting/location/choice_start.h"
#include "engine/siting/location/cover_reduction.h"
#include "engine/siting/location/cover_walk.h"
#include "engine/siting/location/max_cover_relaxation.h"
#include "engine/siting/location/set_cover_relaxation.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace wangge::siting {
namespace {

[[noreturn]] void refuse(std::string zh, std::string en) {
  throw core::Error(core::ErrorCode::input, {.zh = std::move(zh), .en = std::move(en)});
}

void check_rules(const CoverRules& rules) {
  if (!(rules.radius >= 0)) {
    refuse(fmt::format("半径 {} 应不小于 0", rules.radius), fmt::format("the radius {} must be at least 0", rules.radius));
  }
  if (!(rules.busy >= 0 && rules.busy < 1)) {
    refuse(fmt::format("忙碌比例 {} 应在 0（含）到 1（不含）之间", rules.busy),
           fmt::format("the busy share {} must be at least 0 and below 1", rules.busy));
  }
  if (rules.per_site == 0) refuse("每个点至少可设 1 个岗位", "at least one post may stand at a site");
}

/// Every candidate as often as posts may stand there.
SitingTask with_copies(const SitingTask& task, std::size_t copies) {
  SitingTask more = task;
  std::vector<double> lengths;
  std::vector<Candidate> sites;
  for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
    for (std::size_t copy = 0; copy < copies; ++copy) {
      lengths.insert(lengths.end(), task.lengths.from(site).begin(), task.lengths.from(site).end());
      sites.push_back(task.sites[site]);
      sites.back().fixed = task.sites[site].fixed && copy == 0;
    }
  }
  more.lengths = LengthTable(sites.size(), task.weights.size(), std::move(lengths));
  more.sites = core::Column<SiteId, Candidate>(std::move(sites));
  return more;
}

SitingAnswer max_cover(const SitingTask& task, const CoverRules& rules, const SitingLimits& limits) {
  const ChoiceRules choice = choice_rules(task);
  Effort effort(limits);
  const CoverSets sets(task, rules.radius);
  double all = 0;
  bool whole = rules.busy == 0;
  for (const double weight : task.weights) {
    all += weight;
    whole = whole && weight == std::floor(weight);
  }
  MaxCoverRelaxation relaxation(sets, task.weights.values(), rules.busy, choice, whole && all < 1e15, effort);
  SiteSetCost start{.sites = first_choice(choice), .cost = 0};
  if (const std::optional<SiteSetCost> better = relaxation.improve(start.sites)) start = *better;
  const SiteSearch found = branch_on_sites(relaxation, choice, {}, start, effort);
  SitingAnswer answer;
  answer.sites = as_ids(filled(found.sites, choice));
  answer.served_by = nearest_of(task, answer.sites, rules.radius);
  answer.cost = all - found.cost;
  answer.bound = std::min(all, all - found.bound);
  answer.stopped_by = found.stopped_by;
  answer.work = effort.work();
  return answer;
}

}  // namespace

SitingAnswer solve_max_cover(const SitingTask& task, const CoverRules& rules, const SitingLimits& limits) {
  check_rules(rules);
  check_task(task, rules.per_site);
  if (rules.per_site == 1) return max_cover(task, rules, limits);
  const std::size_t copies = std::min(rules.per_site, task.most_sites.value_or(rules.per_site));
  SitingAnswer answer = max_cover(with_copies(task, copies), rules, limits);
  for (SiteId& site : answer.sites) site = SiteId(site.value() / copies);
  for (SiteId& site : answer.served_by) {
    if (site.valid()) site = SiteId(site.value() / copies);
  }
  return answer;
}

namespace {

/// A full cover is impossible under the task's limits: says what it takes without them.
[[noreturn]] void refuse_limits(const SitingTask& task, double radius, const SitingLimits& limits) {
  SitingTask free = task;
  free.most_sites.reset();
  free.budget.reset();
  const SitingAnswer least = solve_set_cover(free, radius, limits);
  double cost = 0;
  for (const SiteId site : least.sites) cost += task.sites[site].cost;
  core::Text allowed;
  if (task.most_sites) {
    allowed = {.zh = fmt::format("最多 {} 个点", *task.most_sites), .en = fmt::format("at most {} sites", *task.most_sites)};
  }
  if (task.budget) {
    allowed.zh += fmt::format("{}预算 {:g}", allowed.zh.empty() ? "" : "、", *task.budget);
    allowed.en += fmt::format("{}a budget of {:g}", allowed.en.empty() ? "" : " and ", *task.budget);
  }
  refuse(
      fmt::format("{}不可能全部覆盖：不加限制时至少要 {:g} 个点（找到的 {} 个共需费用 {:g}）", allowed.zh,
                  std::ceil(least.bound - 1e-9), least.sites.size(), cost),
      fmt::format("a full cover is impossible with {}: without these limits it takes at least {:g} sites (the {} that were found "
                  "cost {:g} together)",
                  allowed.en, std::ceil(least.bound - 1e-9), least.sites.size(), cost));
}

}  // namespace

SitingAnswer solve_set_cover(const SitingTask& task, double radius, const SitingLimits& limits) {
  check_task(task);
  check_rules({.radius = radius});
  check_reach(task, radius, Weightless::count);
  SitingTask any = task;
  if (!any.most_sites) any.most_sites = task.sites.size();
  const ChoiceRules choice = choice_rules(any);
  Effort effort(limits);
  const std::vector<double> ones(task.sites.size(), 1);
  // A budget may rather want a dominated but cheaper site.
  const ReducedCover reduced = reduce_cover(CoverSets(task, radius), choice.status, task.budget ? choice.costs : ones);
  ChoiceRules kept = choice;
  kept.status = reduced.status;
  SetCoverRelaxation relaxation(reduced.sets, ones, kept, true, effort);
  SiteSetCost start;
  if (!task.budget) {
    CoverWalk walk(reduced.sets, kept.status, limits.seed, effort);
    start.sites = walk.smallest(0, std::min(reduced.sets.pairs() * 2000, limits.work / 4));
    start.cost = static_cast<double>(start.sites.size());
    if (!kept.keeps(start.sites)) start = {};
  }
  const SiteSearch found = branch_on_sites(relaxation, kept, {}, start, effort);
  if (found.sites.empty()) {
    if (found.stopped_by == StoppedBy::proof) refuse_limits(task, radius, limits);
    refuse("在给定的工作量之内没有找到覆盖全部需求点的选择", "no full cover was found within the limits of the search");
  }
  SitingAnswer answer;
  answer.sites = as_ids(found.sites);
  answer.served_by = nearest_of(task, answer.sites, radius);
  answer.cost = found.cost;
  answer.bound = found.bound;
  answer.stopped_by = found.stopped_by;
  answer.work = effort.work();
  return answer;
}

double covered_share(const SitingTask& task, const std::vector<SiteId>& sites, double radius) {
  const core::Column<DemandId, SiteId> served = nearest_of(task, sites, radius);
  double all = 0;
  double covered = 0;
  for (const DemandId demand : core::ids<DemandId>(task.weights.size())) {
    all += task.weights[demand];
    if (served[demand].valid()) covered += task.weights[demand];
  }
  return all > 0 ? covered / all : 0;
}

}  // namespace wangge::siting
