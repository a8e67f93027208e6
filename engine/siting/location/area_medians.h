#pragma once

#include "engine/siting/location/area_rooms.h"
#include "engine/siting/location/capacitated.h"
#include "engine/siting/location/nested.h"

namespace wangge::siting {

/// Capacitated p-median whose demand is served within its own area: of `task`, no way of which leads from one area of `lowest` to
/// another, with `most_sites`, a budget or both for all areas together. An area is a small problem, so it is solved by itself for
/// so many sites and so much money (solve_capacitated_median), again for less of either as long as that can be of use (the
/// epsilon-constraint method: Haimes, Lasdon, Wismer 1971), and with more work where that was no proof; then one answer is taken
/// of each area by choose_centres. The bound takes each area's bound for what it is given. Where that is no proof, the whole is
/// searched from there with what is left of the effort. `known`: a choice within all limits. `rooms`: of the same task;
/// `centres`: of each area, which stand. Throws as solve_capacitated_median does. Deterministic.
[[nodiscard]] SitingAnswer solve_area_medians(const SitingTask& task, const CentreLevel& lowest, const SitingLimits& limits,
                                              const KnownChoice& known, AreaRooms& rooms,
                                              const std::vector<SitingAnswer>& centres);

}  // namespace wangge::siting
