#pragma once

#include "engine/siting/location/effort.h"
#include "engine/siting/location/relaxation.h"
#include "engine/siting/location/site_choice.h"

#include <functional>
#include <limits>
#include <vector>

namespace wangge::siting {

/// The best choice known, shared by all branches.
struct Incumbent {
  SiteSet sites;
  double cost = std::numeric_limits<double>::infinity();
  bool whole = false;  ///< costs are whole numbers

  /// A bound so high leaves nothing better: within 1e-9 of the cost, or the next whole number below it.
  [[nodiscard]] double enough() const;
  /// The bound as far as it may be said: rounded up to whole numbers where costs are, lowered by what rounding may have done.
  [[nodiscard]] double safe(double bound) const;
};

struct AscentRules {
  int steps = 200;         ///< at most
  int patience = 20;       ///< steps without gain until the length of a step is halved
  double first_scale = 1;  ///< length of a step as a share of the gap's
  double least_scale = 1e-3;
  int improve_every = 10;  ///< steps between local searches at first, twice as many after each in vain; 0: none
  int longest_pause = 160;
};

/// A branch of the search, before and after the ascent.
struct Branch {
  std::vector<Choice> status;
  std::vector<double> prices;  ///< of demand, then one of money
  double bound = -std::numeric_limits<double>::infinity();
  std::vector<double> share;  ///< how often each site was chosen lately, 0 … 1
  bool closed = false;        ///< nothing better than the incumbent is in it
};

/// Raises the bound of a branch by moving its prices along deflected subgradients (Held, Wolfe, Crowder 1974; Camerini, Fratta,
/// Maffioli 1975), settles sites whose other choice would lift the bound over the incumbent (reduced-cost fixing), and offers
/// what it meets to the local search. Changes the branch and the incumbent; deterministic.
void raise_bound(Relaxation& relaxation, const ChoiceRules& rules, const AscentRules& ascent, Branch& branch,
                 Incumbent& incumbent, Effort& effort);

}  // namespace wangge::siting
