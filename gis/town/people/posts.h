#pragma once

#include "gis/town/town_spec.h"

#include <vector>

namespace wangge::town {

/// One post an area: the centre of each highest area, a sub-centre of each middle one, a station of each lowest one, in the order
/// of the areas. It stands at a civic building near the middle of the area's households, else at a commercial or mixed one, else
/// at any; no two share a building while others stand. An area without buildings has its post on its largest block. O(buildings x
/// levels).
[[nodiscard]] std::vector<Post> made_posts(const Town& town, const TownSpec& spec);

}  // namespace wangge::town
