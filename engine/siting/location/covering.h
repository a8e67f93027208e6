#pragma once

#include "engine/siting/location/effort.h"
#include "engine/siting/location/siting_answer.h"
#include "engine/siting/location/siting_task.h"

namespace wangge::siting {

struct CoverRules {
  double radius = 0;         ///< in the unit of the lengths; reached is who is no farther
  double busy = 0;           ///< share of time in which a post cannot come, 0 … below 1; 0: maximal covering
  std::size_t per_site = 1;  ///< posts that may stand at one site; a site is then named as often as posts stand there
};

/// Maximal covering (Church and ReVelle 1974): at most `task.most_sites` posts (or as many as the budget pays for) that reach the
/// greatest weight of demand. With `busy` q the maximal expected covering of Daskin (1983): demand within reach of k posts counts
/// with 1 - q^k, each post being busy a share q of the time whatever the others do; Daskin lets several posts stand at one site.
/// `cost` is the weight (expected to be) covered, `bound` an upper bound of it. Throws Error(input) as check_task does, where
/// neither p nor budget is given, and where busy or the radius is out of range.
[[nodiscard]] SitingAnswer solve_max_cover(const SitingTask& task, const CoverRules& rules, const SitingLimits& limits);

/// Set covering (Toregas and others 1971): the fewest sites from which every demand point, of whatever weight, is within the
/// radius. `cost` is their number. `task.most_sites` and `task.budget` are heeded where given; where they make it impossible
/// throws Error(input), as where no site reaches a demand point, which is named.
[[nodiscard]] SitingAnswer solve_set_cover(const SitingTask& task, double radius, const SitingLimits& limits);

/// Share of the weight within the radius of one of the sites; 0 where nothing weighs.
[[nodiscard]] double covered_share(const SitingTask& task, const std::vector<SiteId>& sites, double radius);

}  // namespace wangge::siting
