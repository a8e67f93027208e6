#pragma once

#include "gis/town/town.h"
#include "gis/town/town_layers.h"

#include <string_view>
#include <vector>

namespace wangge::town {

/// The named point of an area.
struct Place {
  AreaId area;
  Position at;
  std::string_view kind;  ///< village, suburb, town, city or region
};

/// One place an area, in the order of the areas: its building nearest to the mean of its households; without buildings the mean
/// of the corners of its outline. O(buildings x levels).
[[nodiscard]] std::vector<Place> places_of(const TownIndex& index);

}  // namespace wangge::town
