#pragma once

#include "engine/siting/location/effort.h"
#include "engine/siting/location/siting_answer.h"
#include "engine/siting/location/siting_task.h"

namespace wangge::siting {

/// A choice within all limits that is found already, and who goes where.
struct KnownChoice {
  std::vector<SiteId> sites{};
  core::Column<DemandId, SiteId> served_by{};
};

/// Capacitated p-median: as solve_median, but a site serves no more weight than its capacity, and a demand point is served whole
/// by one site, not always the nearest. Bounds from prices, each site filling itself with the demand that gains most by its
/// weight (the knapsack's relaxation: Mulvey and Beck 1984); choices by generalised assignment with local search, exact for sets
/// of sites that branch and bound ends in, where the search through the assignments ends in time. `stopped_by` is proof only
/// where all that was left out is proven not to be better. Throws Error(input) as solve_median does, and where no assignment
/// fits the capacities (proven or not found, which the message says).
/// `known`: to start from; may be empty.
[[nodiscard]] SitingAnswer solve_capacitated_median(const SitingTask& task, const SitingLimits& limits,
                                                    const KnownChoice& known = {});

/// Under prices for being served: no choice costs less than their sum and the values of its sites, however many and however dear.
struct PricedSites {
  double sum = 0;
  std::vector<double> values{};
};

struct CapacitatedSearch {
  SitingAnswer answer;
  PricedSites prices;  ///< of the bound before any branch
};

/// The same within an effort, of a task that is known to be sound. Nothing found is no error: no sites and an infinite cost; the
/// bound is infinite, too, where no choice fits.
[[nodiscard]] CapacitatedSearch search_capacitated(const SitingTask& task, Effort& effort, const KnownChoice& known);

}  // namespace wangge::siting
