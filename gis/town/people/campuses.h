#pragma once

#include "gis/town/town.h"

#include <cstddef>
#include <vector>

/// Campuses: blocks laid out as school, hospital, market or seat of government. Each shall hold the organisation that it is for.
namespace wangge::town {

/// A block with a house that can hold the organisation it is for, and whether one of that kind is there.
struct Campus {
  BlockId block;
  bool in_use = false;
};

/// Of the buildings that stand in `year`, by block. O(buildings + organisations).
[[nodiscard]] std::vector<Campus> campuses(const Town& town, int year);

/// Moves organisations between lowest-level areas that have more than campuses and such that have fewer, nearest relatives
/// first, each time from the area with most to spare. What was stated of an area of any level (Area::organisations_stated)
/// stays, so does the whole; totals of areas above follow. Where what is stated forbids it, campuses remain without.
/// O(buildings + moved x areas).
void share_organisations(Town& town, int year);

}  // namespace wangge::town
