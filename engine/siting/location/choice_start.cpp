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
  if (task.budget && !affords(*task.budget, cheapest)) {
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

}  // namespace wangge::siting
