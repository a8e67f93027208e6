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
