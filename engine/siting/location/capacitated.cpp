#include "engine/siting/location/capacitated.h"

#include "engine/core/error.h"
#include "engine/siting/location/branch_sites.h"
#include "engine/siting/location/capacitated_relaxation.h"
#include "engine/siting/location/choice_start.h"
#include "engine/siting/location/interchange.h"
#include "engine/siting/location/nearest_lists.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace wangge::siting {
namespace {

/// No choice keeps the capacities: says what there is of both.
[[noreturn]] void refuse_capacities(const SitingTask& task, bool proven) {
  double demand = 0;
  DemandId largest(0);
  for (const DemandId point : core::ids<DemandId>(task.weights.size())) {
    demand += task.weights[point];
    if (task.weights[point] > task.weights[largest]) largest = point;
  }
  std::vector<double> capacities;
  bool any = false;
  for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
    if (!allowed(task, site)) continue;
    any = any || !task.sites[site].capacity;
    capacities.push_back(task.sites[site].capacity.value_or(0));
  }
  std::sort(capacities.rbegin(), capacities.rend());
  capacities.resize(std::min(capacities.size(), task.most_sites.value_or(capacities.size())));
  double together = 0;
  for (const double capacity : capacities) together += capacity;
  core::Text text = proven ? core::Text{.zh = "没有任何选择能在容量之内服务所有需求点",
                                        .en = "no choice serves every demand point within the capacities"}
                           : core::Text{.zh = "没有找到能在容量之内服务所有需求点的选择",
                                        .en = "no choice was found that serves every demand point within the capacities"};
  text.zh += fmt::format("：需求共 {:g}，最大的需求点（{}）{:g}", demand, name_of(task, largest), task.weights[largest]);
  text.en += fmt::format(": the demand is {:g} in all, {:g} at the largest point ({})", demand, task.weights[largest],
                         name_of(task, largest));
  if (!any) {
    text.zh += fmt::format("；容量最大的 {} 个点共 {:g}", capacities.size(), together);
    text.en += fmt::format("; the {} largest capacities together are {:g}", capacities.size(), together);
  }
  throw core::Error(core::ErrorCode::input, text);
}

/// What would be chosen if nothing had a limit: near a good choice where capacities are wide enough for most.
SiteSet without_capacities(const SitingTask& task, const ChoiceRules& rules, Effort& effort) {
  const std::size_t sites = task.sites.size();
  NearestLists lists(task, std::min(sites, 32 + 3 * sites / std::min(rules.most, sites)), effort.limits().threads);
  Effort part = effort.part(effort.limits().work / 10);
  Interchange interchange(lists, rules, part);
  SiteSetCost found = interchange.descend(spread_choice(task, rules));
  core::Stream luck(part.limits().seed, 0, "siting.roomless", 0);
  for (std::size_t round = 0; round < 20 + 4 * found.sites.size() && !part.over(); ++round) {
    SiteSetCost next = interchange.descend(interchange.shaken(found.sites, 2 + luck.below(3), luck));
    if (next.cost <= found.cost) found = std::move(next);
  }
  effort.spend(part.work());
  return found.sites;
}

/// A choice found before, once it keeps the rules, and made better.
SiteSetCost known_start(const SitingTask& task, const ChoiceRules& rules, const KnownChoice& known,
                        CapacitatedRelaxation& relaxation) {
  SiteSetCost start;
  for (const SiteId site : known.sites) start.sites.push_back(site.value());
  std::sort(start.sites.begin(), start.sites.end());
  if (start.sites.empty() || !rules.keeps(start.sites)) return {};
  WholeAssignment assignment;
  for (const DemandId point : core::ids<DemandId>(task.weights.size())) {
    const SiteId site = known.served_by[point];
    if (!site.valid()) return {};
    assignment.site_of.push_back(site.value());
    if (task.weights[point] > 0) assignment.cost += task.weights[point] * task.lengths(site, point);
  }
  start.cost = assignment.cost;
  relaxation.keep(start.sites, assignment);
  return relaxation.improve_known(start, std::move(assignment));
}

}  // namespace

CapacitatedSearch search_capacitated(const SitingTask& task, Effort& effort, const KnownChoice& known) {
  const ChoiceRules rules = choice_rules(task);
  CapacitatedRelaxation relaxation(task, rules, whole_numbers(task), effort);
  SiteSetCost start = known_start(task, rules, known, relaxation);
  SiteSet fixed;
  for (std::uint32_t site = 0; site < rules.status.size(); ++site) {
    if (rules.status[site] == Choice::open) fixed.push_back(site);
  }
  for (const SiteSet& first : {fixed, without_capacities(task, rules, effort)}) {
    if (auto found = relaxation.improve(first)) {
      if (start.sites.empty() || found->cost < start.cost) start = std::move(*found);
    }
  }
  SearchRules search;
  search.root.steps = 600;
  search.root.improve_every = 20;
  search.root.longest_pause = 80;
  const SiteSearch found = branch_on_sites(relaxation, rules, search, start, effort);
  const double cost = found.sites.empty() ? no_way : found.cost;
  const bool proven = found.stopped_by == StoppedBy::proof && relaxation.unsure() >= cost;
  SitingAnswer answer;
  if (!found.sites.empty()) answer.sites = as_ids(relaxation.best_sites());
  answer.cost = cost;
  answer.bound = std::max(std::min(found.bound, relaxation.unsure()), std::min(found.root_bound, cost));
  answer.stopped_by = proven ? StoppedBy::proof : effort.over() ? effort.reason() : StoppedBy::work;
  for (const std::uint32_t site : relaxation.best().site_of) answer.served_by.push_back(SiteId(site));
  PricedSites prices{.sum = relaxation.price({found.root_prices.data(), task.weights.size()}), .values = relaxation.values()};
  answer.work = effort.work();
  return {.answer = std::move(answer), .prices = std::move(prices)};
}

SitingAnswer solve_capacitated_median(const SitingTask& task, const SitingLimits& limits, const KnownChoice& known) {
  check_task(task);
  check_reach(task);
  Effort effort(limits);
  SitingAnswer answer = search_capacitated(task, effort, known).answer;
  if (answer.sites.empty()) refuse_capacities(task, answer.stopped_by == StoppedBy::proof);
  return answer;
}

}  // namespace wangge::siting
