#pragma once

#include "engine/siting/location/site_choice.h"
#include "engine/siting/location/siting_task.h"

namespace wangge::siting {

/// What the task allows, as the solvers read it. Throws Error(input) where it says neither how many sites nor a budget, and where
/// the budget does not pay for any site.
[[nodiscard]] ChoiceRules choice_rules(const SitingTask& task);

/// The fixed sites, or the cheapest allowed one where none is fixed.
[[nodiscard]] SiteSet first_choice(const ChoiceRules& rules);

/// With sites added, the lowest first, until there are as many as asked for; nothing is added under a budget.
[[nodiscard]] SiteSet filled(SiteSet chosen, const ChoiceRules& rules);

/// A choice to descend from: again and again the nearest site of the demand point that costs most (after Gonzalez 1985). To
/// begin with a single site would sort every demand point's list to its end.
[[nodiscard]] SiteSet spread_choice(const SitingTask& task, const ChoiceRules& rules);

}  // namespace wangge::siting
