#pragma once

#include "gis/town/town.h"
#include "gis/town/town_layers.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::town {

/// A named point.
struct Place {
  AreaId area;  ///< it stands for, or lies in
  Position at;
  std::string_view kind;  ///< village, suburb, town, city or region for an area; hamlet for a natural village; bus_stop
  std::string name;
  std::int64_t households = 0;
  std::int64_t residents = 0;
  bool centre = false;  ///< a natural village turned into the centre of a small town
};

/// One place an area, in the order of the areas: its building nearest to the mean of its households, for a small town nearest to
/// the middle of its centre; without buildings the mean of the corners of its outline. Then one a natural village that is lived
/// in, and one bus stop at the centre of each small town. O(buildings x levels).
[[nodiscard]] std::vector<Place> places_of(const TownIndex& index);

}  // namespace wangge::town
