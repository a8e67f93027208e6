#pragma once

#include "engine/siting/location/area_rooms.h"
#include "engine/siting/location/capacitated.h"
#include "engine/siting/location/nested.h"

namespace wangge::siting {

/// Capacitated p-median whose demand is served within its own area: of `task`, no way of which leads from one area of `lowest` to
/// another, with `most_sites`, a budget or both for all areas together. An area is a small problem, searched by itself
/// (AreaFrontier). First every area is searched for a share of what there is. Then, again and again, choose_centres shares sites
/// and money out as if every area cost no more than its floor, which is a bound for the whole, and the areas whose best answer
/// lies farthest above their floor there are searched for what they were given. What one area does not need of its work is left
/// to the others. The answer is the best combination of answers. `known`: a choice within all limits. `rooms`: of the same task;
/// `centres`: of each area, which stand. Throws as solve_capacitated_median does. Deterministic.
[[nodiscard]] SitingAnswer solve_area_medians(const SitingTask& task, const CentreLevel& lowest, const SitingLimits& limits,
                                              const KnownChoice& known, AreaRooms& rooms,
                                              const std::vector<SitingAnswer>& centres);

}  // namespace wangge::siting
