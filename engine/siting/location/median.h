#pragma once

#include "engine/siting/location/branch_sites.h"
#include "engine/siting/location/effort.h"
#include "engine/siting/location/siting_task.h"

namespace wangge::siting {

/// The answer to a siting problem. `cost` and `bound` are in the objective's unit: least cost, no choice below `bound`; where
/// demand covered is maximised, most cover, no choice above `bound`.
struct SitingAnswer {
  std::vector<SiteId> sites;                    ///< rising
  core::Column<DemandId, SiteId> served_by{};   ///< the nearest chosen site, ties the lower; invalid: none (in reach)
  double cost = 0;
  double bound = 0;
  StoppedBy stopped_by = StoppedBy::work;  ///< proof: optimal, to 1e-9 of the cost
  std::uint64_t work = 0;

  [[nodiscard]] double gap() const;  ///< |cost - bound| / |cost|; 0 where both are 0
};

/// The nearest of the sites for every demand point, within a radius. O(sites chosen * demands).
[[nodiscard]] core::Column<DemandId, SiteId> nearest_of(const SitingTask& task, const std::vector<SiteId>& sites, double radius = no_way);

/// p-median: the sites from which the sum over the demand points of weight times length to the nearest site is least (Hakimi 1964).
/// `task.most_sites`, `task.budget` or both say how many; fixed sites are among them. Interchange (class Interchange) from the
/// choices that the bound's prices suggest and from random swaps, with Lagrangian bounds, reduced-cost fixing and branch and bound.
/// Throws Error(input) as check_task and check_reach do (points of weight 0 need no way), where neither p nor budget is given,
/// and where it is proven that no choice reaches everybody.
///
///   const SitingAnswer answer = solve_median(task, {.seconds = 10});
[[nodiscard]] SitingAnswer solve_median(const SitingTask& task, const SitingLimits& limits);

}  // namespace wangge::siting
