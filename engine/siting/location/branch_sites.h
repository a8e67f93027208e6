#pragma once

#include "engine/siting/location/price_ascent.h"

namespace wangge::siting {

/// What is known of a siting problem at the end.
struct SiteSearch {
  SiteSet sites;  ///< rising; empty: none was found
  double cost = std::numeric_limits<double>::infinity();
  double bound = -std::numeric_limits<double>::infinity();  ///< no choice costs less
  double root_bound = bound;                                ///< what prices alone said, before any branch
  std::vector<double> root_prices{};                        ///< those that said so; of demand, then one of money
  StoppedBy stopped_by = StoppedBy::work;                   ///< proof: the cost is least (or there is no choice at all)
};

struct SearchRules {
  AscentRules root{.steps = 1500, .patience = 30, .improve_every = 10};
  AscentRules branch{.steps = 150, .patience = 10, .first_scale = 0.5, .least_scale = 0.01, .improve_every = 50};
  /// Only choices below this cost are of interest; where the bound reaches it, the search ends.
  double below = std::numeric_limits<double>::infinity();
  /// A choice as good as this is good enough.
  double good = -std::numeric_limits<double>::infinity();
};

/// The least cost by branch and bound on the sites: bounds from prices (raise_bound) that a branch inherits from the one before
/// it, depth first, on the site of which the relaxation is least sure. `start`: a choice known before, may be empty.
/// Deterministic; exponential in the worst case, ended by the effort's limits with a valid bound.
[[nodiscard]] SiteSearch branch_on_sites(Relaxation& relaxation, const ChoiceRules& rules, const SearchRules& search,
                                         const SiteSetCost& start, Effort& effort);

}  // namespace wangge::siting
