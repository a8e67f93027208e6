#pragma once

#include "engine/siting/location/effort.h"
#include "engine/siting/location/siting_answer.h"
#include "engine/siting/location/siting_task.h"

namespace wangge::siting {

/// p-median: the sites from which the sum over the demand points of weight times length to the nearest site is least (Hakimi
/// 1964). `task.most_sites`, `task.budget` or both say how many; fixed sites are among them. Interchange (class Interchange) from
/// the choices that the bound's prices suggest and from random swaps, with Lagrangian bounds, reduced-cost fixing and branch and
/// bound. Throws Error(input) as check_task and check_reach do (points of weight 0 need no way), where neither p nor budget is
/// given, and where it is proven that no choice reaches everybody.
///
///   const SitingAnswer answer = solve_median(task, {.seconds = 10});
[[nodiscard]] SitingAnswer solve_median(const SitingTask& task, const SitingLimits& limits);

}  // namespace wangge::siting
