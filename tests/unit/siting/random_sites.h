#pragma once

#include "engine/core/random.h"
#include "engine/siting/location/covering.h"
#include "engine/siting/location/siting_task.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <vector>

namespace wangge::siting::testing {

/// A small siting problem drawn by seed: lengths with ties or without, some pairs without a way, weights of 0 among others, fixed
/// and forbidden sites, floor areas, budgets.
inline SitingTask random_sites(std::uint64_t seed) {
  core::Stream luck(core::Seed(seed), 0, "test.sites", 0);
  SitingTask task;
  const std::size_t sites = 2 + luck.below(7);
  const std::size_t demands = 1 + luck.below(12);
  const bool whole = luck.below(2) == 0;
  const bool broken = luck.below(4) == 0;
  std::vector<double> lengths;
  for (std::size_t pair = 0; pair < sites * demands; ++pair) {
    const double length = whole ? luck.below(12) : 10 * luck.uniform();
    lengths.push_back(broken && luck.below(5) == 0 ? no_way : length);
  }
  task.lengths = LengthTable(sites, demands, std::move(lengths));
  for (std::size_t demand = 0; demand < demands; ++demand) task.weights.push_back(luck.below(6));
  const bool special = luck.below(2) == 0;
  for (std::size_t site = 0; site < sites; ++site) {
    Candidate candidate;
    candidate.cost = 1 + luck.below(9);
    candidate.floor = core::SquareMetres(luck.below(100));
    if (special) {
      const std::uint32_t kind = luck.below(8);
      candidate.fixed = kind == 0;
      candidate.forbidden = kind == 1;
    }
    task.sites.push_back(candidate);
  }
  const std::uint32_t limit = luck.below(3);
  if (limit != 1) task.most_sites = 1 + luck.below(static_cast<std::uint32_t>(std::min<std::size_t>(4, sites)));
  if (limit != 0) task.budget = 2 + luck.below(25);
  if (luck.below(5) == 0) task.least_floor = core::SquareMetres(20);
  return task;
}

/// The least of `cost` over every choice that the task allows; nothing where none is.
inline std::optional<double> least_of_all(const SitingTask& task, const std::function<double(const std::vector<SiteId>&)>& cost) {
  std::optional<double> least;
  for (std::uint32_t set = 1; set < (1U << task.sites.size()); ++set) {
    std::vector<SiteId> chosen;
    double spent = 0;
    bool within = true;
    for (const SiteId site : core::ids<SiteId>(task.sites.size())) {
      const bool in = (set >> site.value() & 1U) != 0;
      if ((in && !allowed(task, site)) || (!in && task.sites[site].fixed)) within = false;
      if (!in) continue;
      chosen.push_back(site);
      spent += task.sites[site].cost;
    }
    if (!within || (task.most_sites && chosen.size() > *task.most_sites) || (task.budget && spent > *task.budget)) continue;
    const double here = cost(chosen);
    if (here < std::numeric_limits<double>::infinity() && (!least || here < *least)) least = here;
  }
  return least;
}

inline double nearest(const SitingTask& task, const std::vector<SiteId>& sites, DemandId demand) {
  double least = no_way;
  for (const SiteId site : sites) least = std::min(least, task.lengths(site, demand));
  return least;
}

inline double median_cost(const SitingTask& task, const std::vector<SiteId>& sites) {
  double sum = 0;
  for (const DemandId demand : core::ids<DemandId>(task.weights.size())) {
    if (task.weights[demand] > 0) sum += task.weights[demand] * nearest(task, sites, demand);
  }
  return sum;
}

inline double centre_cost(const SitingTask& task, const std::vector<SiteId>& sites) {
  double most = 0;
  for (const DemandId demand : core::ids<DemandId>(task.weights.size())) most = std::max(most, nearest(task, sites, demand));
  return most;
}

/// Expected weight covered, negative so that least is best.
inline double uncovering(const SitingTask& task, const std::vector<SiteId>& sites, const CoverRules& rules) {
  double sum = 0;
  for (const DemandId demand : core::ids<DemandId>(task.weights.size())) {
    double none = 1;
    for (const SiteId site : sites) none *= task.lengths(site, demand) <= rules.radius ? rules.busy : 1;
    sum += task.weights[demand] * (1 - none);
  }
  return -sum;
}

inline double set_cover_cost(const SitingTask& task, const std::vector<SiteId>& sites, double radius) {
  return centre_cost(task, sites) <= radius ? static_cast<double>(sites.size()) : no_way;
}

}  // namespace wangge::siting::testing
