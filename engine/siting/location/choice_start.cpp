#include "engine/siting/location/choice_start.h"

#include "engine/core/error.h"

#include <algorithm>

#include <fmt/format.h>

namespace wangge::siting {

ChoiceRules choice_rules(const SitingTask& task) {
  if (!task.most_sites && !task.budget) {
    throw core::Error(core::ErrorCode::input,
                      {.zh = "请给出要选几个点，或给出预算", .en = "say how many sites to choose, or a budget"});
  }
  ChoiceRules rules{.status = {}, .costs = {}, .most = task.most_sites.value_or(task.sites.size()), .budget = task.budget};
  double cheapest = no_way;
  for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
    const Candidate& candidate = task.sites[site];
    rules.status.push_back(!allowed(task, site) ? Choice::closed : candidate.fixed ? Choice::open : Choice::free);
    rules.costs.push_back(candidate.cost);
    if (allowed(task, site)) cheapest = std::min(cheapest, candidate.cost);
  }
  if (task.budget && cheapest > *task.budget) {
    throw core::Error(core::ErrorCode::input,
                      {.zh = fmt::format("预算 {} 不够建任何一个点：最便宜的要 {}", *task.budget, cheapest),
                       .en = fmt::format("the budget of {} pays for no site: the cheapest costs {}", *task.budget, cheapest)});
  }
  return rules;
}

SiteSet first_choice(const ChoiceRules& rules) {
  SiteSet chosen;
  std::size_t cheapest = rules.status.size();
  for (std::uint32_t site = 0; site < rules.status.size(); ++site) {
    if (rules.status[site] == Choice::open) chosen.push_back(site);
    if (rules.status[site] == Choice::closed) continue;
    if (cheapest == rules.status.size() || rules.costs[site] < rules.costs[cheapest]) cheapest = site;
  }
  if (chosen.empty()) chosen.push_back(static_cast<std::uint32_t>(cheapest));
  return chosen;
}

SiteSet filled(SiteSet chosen, const ChoiceRules& rules) {
  std::sort(chosen.begin(), chosen.end());
  if (rules.budget) return chosen;
  SiteSet all = chosen;
  for (std::uint32_t site = 0; site < rules.status.size() && all.size() < rules.most; ++site) {
    if (rules.status[site] == Choice::closed || std::binary_search(chosen.begin(), chosen.end(), site)) continue;
    all.push_back(site);
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace wangge::siting
