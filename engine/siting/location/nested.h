#pragma once

#include "engine/core/id.h"
#include "engine/siting/location/effort.h"
#include "engine/siting/location/siting_answer.h"
#include "engine/siting/location/siting_task.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace wangge::siting {

/// A community, as the place that must have a centre of its own.
using QuarterId = core::Id<struct QuarterTag>;

/// One level of areas, each of which is to have a centre of its own: towns, communities.
struct CentreLevel {
  core::Column<SiteId, QuarterId> site_area;      ///< the area that a candidate lies in
  core::Column<DemandId, QuarterId> demand_area;  ///< likewise
  std::size_t areas = 0;
  std::vector<SiteId> sites{};       ///< candidates for these centres; empty: all
  std::vector<std::string> names{};  ///< of the areas, for messages; may be empty
};

/// The centre of each area: the 1-median of its own demand among its own candidates. One answer an area, `served_by` invalid for
/// the demand of others; no site at all for an area without demand and without a candidate. Fixed sites are candidates like all
/// others. Throws Error(input) as solve_median does, and where an area with demand has no candidate. O(sites * demands) in all.
[[nodiscard]] std::vector<SitingAnswer> solve_centres(const SitingTask& task, const CentreLevel& level,
                                                      const SitingLimits& limits);

/// Centres of some levels, one inside the other, and further sites below the lowest.
struct LevelsTask {
  SitingTask task;                                    ///< costs and capacities of its sites count, `most_sites` does not
  std::vector<CentreLevel> levels;                    ///< from the top down
  std::optional<std::size_t> further = std::nullopt;  ///< at most so many; absent: what the budget pays for, none without one
  std::vector<SiteId> for_further{};                  ///< candidates for them; empty: all
};

struct LevelsAnswer {
  std::vector<std::vector<SitingAnswer>> centres;  ///< of each level, of each area
  SitingAnswer all;                                ///< the lowest centres and the further sites, each with those it serves
  double free_bound = 0;  ///< no choice of so many sites at the lowest level costs less, given the levels above
};

/// Sites of several levels, each chosen under those above it. People go to a site of their own area of the lowest level.
///
/// - Capacities hold there alone: what stands above is a command point.
/// - Fixed sites stand there too, as centres or among the further ones; one that may not is the centre of its area at the highest
///   level that offers it.
/// - The budget is for all levels and the fixed sites; a site of several levels is paid once.
/// - Each level has its centres with the least ways for which all that follows can be had: centres of the levels below, fixed
///   sites, and the further ones that hold each area's demand (AreaRooms), within the budget and the number.
///
/// Throws Error(input) as solve_median and solve_capacitated_median do, and where an area with demand has no candidate, where the
/// budget does not pay for the cheapest of all that (with what it costs), where an area, or all together, has too little room or
/// too many fixed sites (with the numbers), and where two fixed sites can only be one centre.
[[nodiscard]] LevelsAnswer solve_levels(const LevelsTask& task, const SitingLimits& limits);

/// Three levels of centres over one town: one for the city, one for each community, and N more in compounds ("1 + 19 + N").
struct NestedTask {
  LengthTable lengths;
  core::Column<SiteId, Candidate> sites;
  core::Column<DemandId, double> weights;
  core::Column<SiteId, QuarterId> site_quarter;      ///< the community that a candidate lies in
  core::Column<DemandId, QuarterId> demand_quarter;  ///< likewise
  std::size_t quarters = 0;
  std::vector<SiteId> for_city;                 ///< candidates for the city's centre; empty: all
  std::vector<SiteId> for_quarter;              ///< for the communities' centres; empty: all
  std::size_t compounds = 0;                    ///< N
  std::optional<double> budget = std::nullopt;  ///< of all levels
};

/// Sites chosen from the top down, each level under those above it.
struct NestedAnswer {
  SitingAnswer city;                   ///< 1-median of all demand
  std::vector<SitingAnswer> quarters;  ///< each the 1-median of its own demand
  SitingAnswer compounds;              ///< all centres below the city's; people go to one of their own community
  double free_bound = 0;  ///< no choice of so many centres below the city's costs less, in whatever order they are chosen
};

/// Sites of three levels. The city's centre may stand beside a community's. The N compound centres are divided among the
/// communities as serves best. Throws Error(input) as solve_median does, and where a community with demand has no candidate.
[[nodiscard]] NestedAnswer solve_nested(const NestedTask& task, const SitingLimits& limits);

}  // namespace wangge::siting
