#include "engine/siting/location/nested.h"

#include "engine/core/error.h"
#include "engine/siting/location/median.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace wangge::siting {
namespace {

SitingTask plain(const NestedTask& task) {
  SitingTask all;
  all.lengths = task.lengths;
  all.sites = task.sites;
  all.weights = task.weights;
  return all;
}

void allow_only(SitingTask& task, const std::vector<SiteId>& sites) {
  if (sites.empty()) return;
  for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
    if (std::find(sites.begin(), sites.end(), site) == sites.end()) task.sites[site].forbidden = true;
  }
}

/// Only the demand and the sites of one community count.
SitingTask of_quarter(const NestedTask& task, QuarterId quarter) {
  SitingTask own = plain(task);
  allow_only(own, task.for_quarter);
  bool any = false;
  for (const SiteId site : core::ids<SiteId>(own.sites.size())) {
    // What stands already in a compound need not be the community's centre.
    own.sites[site].fixed = false;
    if (task.site_quarter[site] != quarter) own.sites[site].forbidden = true;
    any = any || allowed(own, site);
  }
  for (const DemandId demand : core::ids<DemandId>(own.weights.size())) {
    if (task.demand_quarter[demand] != quarter) own.weights[demand] = 0;
  }
  if (!any) {
    throw core::Error(core::ErrorCode::input, {.zh = fmt::format("社区 #{} 没有可用的候选点", quarter.value()),
                                               .en = fmt::format("community #{} has no site that is allowed", quarter.value())});
  }
  own.most_sites = 1;
  return own;
}

/// No way leads from one community to another.
SitingTask within_quarters(const NestedTask& task) {
  SitingTask parted = plain(task);
  std::vector<double> lengths(task.lengths.all().begin(), task.lengths.all().end());
  for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
    for (const DemandId demand : core::ids<DemandId>(task.weights.size())) {
      if (task.site_quarter[site] == task.demand_quarter[demand]) continue;
      lengths[site.value() * task.weights.size() + demand.value()] = no_way;
    }
  }
  parted.lengths = LengthTable(task.sites.size(), task.weights.size(), std::move(lengths));
  parted.most_sites = task.quarters + task.compounds;
  return parted;
}

}  // namespace

NestedAnswer solve_nested(const NestedTask& task, const SitingLimits& limits) {
  NestedAnswer answer;
  SitingTask city = plain(task);
  allow_only(city, task.for_city);
  for (Candidate& site : city.sites) site.fixed = false;
  city.most_sites = 1;
  answer.city = solve_median(city, limits);
  SitingTask compounds = within_quarters(task);
  const SitingTask free = compounds;
  for (const QuarterId quarter : core::ids<QuarterId>(task.quarters)) {
    answer.quarters.push_back(solve_median(of_quarter(task, quarter), limits));
    for (const SiteId site : answer.quarters.back().sites) compounds.sites[site].fixed = true;
  }
  answer.compounds = solve_median(compounds, limits);
  answer.free_bound = solve_median(free, limits).bound;
  return answer;
}

}  // namespace wangge::siting
