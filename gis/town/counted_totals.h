#pragma once

#include "gis/town/town.h"

namespace wangge::town {

/// The totals of every area counted anew, from buildings, persons and establishments as they are written. Without persons (a
/// town that keeps none) ages and residences are those of the areas. O(persons + buildings x levels).
[[nodiscard]] Column<AreaId, Totals> counted_totals(const Town& town);

}  // namespace wangge::town
