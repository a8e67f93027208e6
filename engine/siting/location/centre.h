#pragma once

#include "engine/siting/location/effort.h"
#include "engine/siting/location/siting_answer.h"
#include "engine/siting/location/siting_task.h"

namespace wangge::siting {

/// p-centre: the sites from which the farthest demand point, of whatever weight, is nearest (Hakimi 1964). Exact by bisection
/// over the lengths that occur: each step asks whether p sites cover everything within a length (Minieka 1970), answered by
/// reduction and branch and bound with prices. `cost` is the farthest length, `bound` no choice can beat.
/// Throws Error(input) as check_task and check_reach do (every point must have a way), where neither p nor budget is given, and
/// where it is proven that no choice reaches everybody.
[[nodiscard]] SitingAnswer solve_centre(const SitingTask& task, const SitingLimits& limits);

}  // namespace wangge::siting
