#pragma once

#include "gis/town/town.h"

namespace wangge::town {

/// Scales the totals of every area of a town to `share` of what they are, exactly at every level: households of the lowest areas
/// in proportion to what they have and to the dwellings that stand, never more than those; all other numbers after the
/// households. Precondition: the dwellings that stand hold share x the households. O(buildings + areas).
void scale_totals(Town& town, double share);

}  // namespace wangge::town
