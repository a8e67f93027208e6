#include "engine/siting/location/capacitated.h"

#include "engine/core/error.h"
#include "engine/siting/location/branch_sites.h"
#include "engine/siting/location/capacitated_relaxation.h"
#include "engine/siting/location/choice_start.h"

#include <algorithm>

namespace wangge::siting {

SitingAnswer solve_capacitated_median(const SitingTask& task, const SitingLimits& limits) {
  check_task(task);
  check_reach(task);
  const ChoiceRules rules = choice_rules(task);
  Effort effort(limits);
  CapacitatedRelaxation relaxation(task, rules, whole_numbers(task), effort);
  SiteSetCost start;
  SiteSet fixed;
  for (std::uint32_t site = 0; site < rules.status.size(); ++site) {
    if (rules.status[site] == Choice::open) fixed.push_back(site);
  }
  if (auto first = relaxation.improve(fixed)) start = std::move(*first);
  SearchRules search;
  search.root.steps = 600;
  search.root.improve_every = 30;
  const SiteSearch found = branch_on_sites(relaxation, rules, search, start, effort);
  const bool proven = found.stopped_by == StoppedBy::proof && relaxation.unsure() >= found.cost;
  if (found.sites.empty()) {
    throw core::Error(core::ErrorCode::input,
                      proven ? core::Text{.zh = "没有任何选择能在容量之内服务所有需求点",
                                          .en = "no choice serves every demand point within the capacities"}
                             : core::Text{.zh = "没有找到能在容量之内服务所有需求点的选择",
                                          .en = "no choice was found that serves every demand point within the capacities"});
  }
  SitingAnswer answer;
  answer.sites = as_ids(relaxation.best_sites());
  answer.cost = found.cost;
  answer.bound = std::max(std::min(found.bound, relaxation.unsure()), std::min(found.root_bound, found.cost));
  answer.stopped_by = proven ? StoppedBy::proof : effort.over() ? effort.reason() : StoppedBy::work;
  for (const std::uint32_t site : relaxation.best().site_of) answer.served_by.push_back(SiteId(site));
  answer.work = effort.work();
  return answer;
}

}  // namespace wangge::siting
