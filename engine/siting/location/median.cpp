#include "engine/siting/location/median.h"

#include "engine/core/error.h"
#include "engine/siting/location/branch_sites.h"
#include "engine/siting/location/choice_start.h"
#include "engine/siting/location/median_relaxation.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace wangge::siting {
namespace {

/// A choice to descend from: again and again the nearest site of the demand point that costs most (after Gonzalez 1985). To
/// begin with a single site would sort every demand point's list to its end.
SiteSet spread_choice(const SitingTask& task, const ChoiceRules& rules) {
  SiteSet chosen = first_choice(rules);
  if (rules.budget) return chosen;
  std::vector<double> nearest(task.weights.size(), no_way);
  const auto settle = [&](std::uint32_t site) {
    const std::span<const double> row = task.lengths.from(SiteId(site));
    for (std::size_t demand = 0; demand < row.size(); ++demand) nearest[demand] = std::min(nearest[demand], row[demand]);
  };
  for (const std::uint32_t site : chosen) settle(site);
  while (chosen.size() < rules.most) {
    DemandId worst(0);
    double most = 0;
    for (const DemandId demand : core::ids<DemandId>(nearest.size())) {
      const double cost = task.weights[demand] > 0 ? task.weights[demand] * nearest[demand.value()] : 0;
      if (cost <= most) continue;
      most = cost;
      worst = demand;
    }
    std::uint32_t best = 0;
    double least = no_way;
    for (std::uint32_t site = 0; site < rules.status.size(); ++site) {
      const double length = task.lengths(SiteId(site), worst);
      if (rules.status[site] == Choice::closed || length >= least) continue;
      least = length;
      best = site;
    }
    // Where everybody is served as well as can be, the descent fills up.
    if (most <= 0 || least >= nearest[worst.value()]) break;
    chosen.push_back(best);
    settle(best);
  }
  return chosen;
}

/// Every choice met leaves somebody without a way.
[[noreturn]] void refuse_unserved(const SitingTask& task, const std::vector<SiteId>& sites, StoppedBy stopped_by) {
  const core::Column<DemandId, SiteId> served = nearest_of(task, sites);
  DemandId left(0);
  for (const DemandId demand : core::ids<DemandId>(served.size())) {
    if (!served[demand].valid() && task.weights[demand] > 0) left = demand;
  }
  const bool proven = stopped_by == StoppedBy::proof;
  throw core::Error(
      core::ErrorCode::input,
      {.zh = fmt::format("{}让所有需求点可达的选择：点数或预算太少，最好的选择仍够不到需求点 {}", proven ? "不存在" : "没有找到",
                         name_of(task, left)),
       .en = fmt::format("{} reaches every demand point: so few sites or so small a budget leave out demand point {} at best",
                         proven ? "no choice" : "no choice found", name_of(task, left))});
}

}  // namespace

SitingAnswer solve_median(const SitingTask& task, const SitingLimits& limits) {
  check_task(task);
  check_reach(task);
  const ChoiceRules rules = choice_rules(task);
  Effort effort(limits);
  const std::size_t sites = task.sites.size();
  const std::size_t about = std::min(rules.most, sites);
  NearestLists lists(task, std::min(sites, 32 + 6 * sites / about), limits.threads);
  Interchange interchange(lists, rules, effort);
  MedianRelaxation relaxation(lists, interchange, rules, whole_numbers(task), effort);
  const SiteSetCost start = interchange.descend(spread_choice(task, rules));
  const SiteSearch found = branch_on_sites(relaxation, rules, {}, start, effort);
  if (found.cost >= lists.most_unserved()) refuse_unserved(task, as_ids(found.sites), found.stopped_by);
  SitingAnswer answer;
  answer.sites = as_ids(filled(found.sites, rules));
  answer.served_by = nearest_of(task, answer.sites);
  answer.cost = found.cost;
  answer.bound = found.bound;
  answer.stopped_by = found.stopped_by;
  answer.work = effort.work();
  return answer;
}

}  // namespace wangge::siting
