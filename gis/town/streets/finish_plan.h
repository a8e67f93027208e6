#pragma once

#include "gis/town/street_plan.h"
#include "gis/town/streets/heights.h"
#include "gis/town/streets/mesh.h"
#include "gis/town/streets/one_way_pairs.h"

#include <vector>

namespace wangge::town::streets {

/// The plan of a finished mesh: lines and blocks, one connected network, one-way pairs, turn restrictions, slopes, names.
/// Waters and regions are left to the caller. Throws Error(input) where the town has more communities than blocks.
[[nodiscard]] StreetPlan finish_plan(const Mesh& mesh, const TownSpec& spec, const std::vector<Position>& rim,
                                     const Heights& heights, const std::vector<TownCentre>& centres);

}  // namespace wangge::town::streets
