#pragma once

#include "engine/siting/location/area_rooms.h"
#include "engine/siting/location/nested.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace wangge::siting {

/// A candidate for the centre of an area: what it costs the people in ways, and the purse in money.
struct CentreOption {
  SiteId site;
  double ways = 0;          ///< sum over the area's demand of weight times length
  double money = 0;         ///< with what the levels below cost at least, if it is taken
  std::size_t further = 0;  ///< further sites at the lowest level that this sum of money is for
};

/// One option an area, the least ways in all for no more than a sum of money and a number of further sites.
struct CentreChoice {
  std::vector<CentreOption> taken;  ///< one an area
  double ways = 0;
  double bound = 0;  ///< no affordable choice has less
  bool proven = false;
  std::uint64_t work = 0;
  std::vector<CentreOption> priced{};  ///< one an area: what the bound was at the price of money, where that was no proof
};

/// The multiple-choice knapsack (Sinha and Zoltners 1979): depth first over the areas, under the bound of the best price of money
/// (Lagrangian relaxation of the budget) at every number of further sites that may be left. Nothing where even the cheapest
/// options cost too much or take too many further sites. Exact unless `work` looks at an option end it first; the bound holds
/// then too. `below`: only choices of less ways are of interest; where there is none, nothing is taken and the bound is `below`.
/// Precondition: no area is empty. O(options * most further) before the search. Deterministic.
[[nodiscard]] std::optional<CentreChoice> choose_centres(std::vector<std::vector<CentreOption>> areas, double money,
                                                         std::uint64_t work, std::size_t most_further = 0, double below = no_way);

/// Least money by number of further sites at the lowest level: [n] is for at most n of them, the last for any more; infinite
/// where so few do not hold the demand.
using MoneyBySites = std::vector<double>;

/// Of two parts together, and the less of two ways to do one, up to a number of further sites. O(n * n), O(n).
[[nodiscard]] MoneyBySites together(const MoneyBySites& a, const MoneyBySites& b, std::size_t most);
[[nodiscard]] MoneyBySites least_of(const MoneyBySites& a, const MoneyBySites& b);
[[nodiscard]] double money_for(const MoneyBySites& money, std::size_t further);

/// Of each site: the least that the centres of some levels, with the further sites that stand or that capacities ask for, cost
/// together if the site is taken for the first of them; empty where the first level does not offer it. A site that serves several
/// levels is paid once, and a site of `paid` not at all. `levels`: from the top down, each area inside one of the level above it.
/// `most`: further sites in all; absent: any number. O(levels * sites * sites of an area) searches of `rooms`.
[[nodiscard]] std::vector<MoneyBySites> least_money(const SitingTask& task, const std::vector<CentreLevel>& levels,
                                                    const std::vector<char>& paid, AreaRooms& rooms,
                                                    std::optional<std::size_t> most);

}  // namespace wangge::siting
