#pragma once

#include "gis/town/street_plan.h"

#include <vector>

/// Whether land and areas go together, asked before and after areas are grown: with land of its own a town may take more.
namespace wangge::town {

/// Whether every region's area has a block with homes for each of the lowest-level areas with households that are grown over it.
/// O(buildings + areas x levels).
[[nodiscard]] bool blocks_suffice(const Town& town, const std::vector<Region>& regions);

/// Whether every lowest-level area holds its households, its houses at their greatest height and flats divided as a last resort.
/// O(buildings).
[[nodiscard]] bool homes_suffice(const Town& town);

}  // namespace wangge::town
