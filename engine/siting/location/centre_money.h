#pragma once

#include "engine/siting/location/nested.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::siting {

/// A candidate for the centre of an area: what it costs the people in ways, and the purse in money.
struct CentreOption {
  SiteId site;
  double ways = 0;   ///< sum over the area's demand of weight times length
  double money = 0;  ///< with what the levels below cost at least, if it is taken
};

/// One option an area, the least ways in all for no more than a sum of money.
struct CentreChoice {
  std::vector<SiteId> sites;  ///< one an area
  double ways = 0;
  double bound = 0;  ///< no affordable choice has less
  bool proven = false;
  std::uint64_t work = 0;
};

/// The multiple-choice knapsack (Sinha and Zoltners 1979): depth first over the areas, under the bound of the best price of money
/// (Lagrangian relaxation of the budget). Nothing where even the cheapest options cost too much. Exact unless `work` looks at an
/// option end it first; the bound holds then too. Precondition: no area is empty. Deterministic.
[[nodiscard]] std::optional<CentreChoice> choose_centres(std::vector<std::vector<CentreOption>> areas, double money,
                                                         std::uint64_t work);

/// Of each site: the least that the centres of some levels cost together if the site is taken for the first of them; infinite
/// where the first level does not offer it. A site that serves several levels is paid once, and a site of `paid` not at all.
/// `levels`: from the top down, each area inside one of the level above it. O(levels * sites * sites of an area).
[[nodiscard]] std::vector<double> least_money(const SitingTask& task, const std::vector<CentreLevel>& levels,
                                              const std::vector<char>& paid);

}  // namespace wangge::siting
