#include "engine/siting/location/nested.h"

#include "engine/core/error.h"
#include "engine/siting/location/median.h"

#include <cstdint>
#include <utility>
#include <vector>

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

/// What an area has of its own, by number in the whole task.
struct OwnTask {
  SitingTask task;
  std::vector<SiteId> sites{};
  std::vector<DemandId> demands{};
};

OwnTask own_task(const SitingTask& whole, const std::vector<SiteId>& sites, const std::vector<DemandId>& demands) {
  OwnTask own{.task = {}, .sites = sites, .demands = demands};
  std::vector<double> lengths;
  lengths.reserve(sites.size() * demands.size());
  for (const SiteId site : sites) {
    Candidate candidate = whole.sites[site];
    // What stands already in a compound need not be the area's centre.
    candidate.fixed = false;
    own.task.sites.push_back(std::move(candidate));
    for (const DemandId demand : demands) lengths.push_back(whole.lengths(site, demand));
  }
  for (const DemandId demand : demands) {
    own.task.weights.push_back(whole.weights[demand]);
    if (!whole.demand_names.empty()) own.task.demand_names.push_back(whole.demand_names[demand]);
  }
  own.task.lengths = LengthTable(sites.size(), demands.size(), std::move(lengths));
  own.task.least_floor = whole.least_floor;
  own.task.most_sites = 1;
  return own;
}

SitingAnswer solve_own(const OwnTask& own, std::size_t demands, const SitingLimits& limits) {
  SitingAnswer found = solve_median(own.task, limits);
  SitingAnswer answer = found;
  answer.sites.clear();
  for (const SiteId site : found.sites) answer.sites.push_back(own.sites[site.value()]);
  answer.served_by = core::Column<DemandId, SiteId>(demands);
  for (const DemandId demand : core::ids<DemandId>(own.demands.size())) {
    const SiteId site = found.served_by[demand];
    if (site.valid()) answer.served_by[own.demands[demand.value()]] = own.sites[site.value()];
  }
  return answer;
}

SitingAnswer no_centre(std::size_t demands) {
  SitingAnswer answer;
  answer.served_by = core::Column<DemandId, SiteId>(demands);
  answer.stopped_by = StoppedBy::proof;
  return answer;
}

[[noreturn]] void refuse_area(std::size_t area) {
  throw core::Error(core::ErrorCode::input, {.zh = fmt::format("社区 #{} 没有可用的候选点", area),
                                             .en = fmt::format("community #{} has no site that is allowed", area)});
}

}  // namespace

std::vector<SitingAnswer> solve_centres(const SitingTask& task, const CentreLevel& level, const SitingLimits& limits) {
  std::vector<std::uint8_t> offered(task.sites.size(), level.sites.empty() ? 1 : 0);
  for (const SiteId site : level.sites) offered[site.value()] = 1;
  std::vector<std::vector<SiteId>> sites(level.areas);
  for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
    const QuarterId area = level.site_area[site];
    if (area.valid() && offered[site.value()] != 0 && allowed(task, site)) sites[area.value()].push_back(site);
  }
  std::vector<std::vector<DemandId>> demands(level.areas);
  for (const DemandId demand : core::ids<DemandId>(task.weights.size())) {
    const QuarterId area = level.demand_area[demand];
    if (area.valid() && task.weights[demand] > 0) demands[area.value()].push_back(demand);
  }
  std::vector<SitingAnswer> answers;
  for (std::size_t area = 0; area < level.areas; ++area) {
    if (sites[area].empty() && !demands[area].empty()) refuse_area(area);
    if (demands[area].empty()) {
      answers.push_back(no_centre(task.weights.size()));
      if (!sites[area].empty()) answers.back().sites.push_back(sites[area].front());
      continue;
    }
    answers.push_back(solve_own(own_task(task, sites[area], demands[area]), task.weights.size(), limits));
  }
  return answers;
}

NestedAnswer solve_nested(const NestedTask& task, const SitingLimits& limits) {
  LevelsTask levels{.task = plain(task), .levels = {}, .further = task.compounds};
  levels.task.budget = task.budget;
  levels.levels.push_back({.site_area = core::Column<SiteId, QuarterId>(task.sites.size(), QuarterId(0)),
                           .demand_area = core::Column<DemandId, QuarterId>(task.weights.size(), QuarterId(0)),
                           .areas = 1,
                           .sites = task.for_city});
  levels.levels.push_back(
      {.site_area = task.site_quarter, .demand_area = task.demand_quarter, .areas = task.quarters, .sites = task.for_quarter});
  LevelsAnswer found = solve_levels(levels, limits);
  return {.city = std::move(found.centres[0].front()),
          .quarters = std::move(found.centres[1]),
          .compounds = std::move(found.all),
          .free_bound = found.free_bound};
}

}  // namespace wangge::siting
