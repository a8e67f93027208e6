#pragma once

#include "gis/town/streets/corridors.h"
#include "gis/town/streets/heights.h"
#include "gis/town/streets/region_borders.h"

#include <optional>
#include <vector>

namespace wangge::town::streets {

/// A town in a county, marked off from the fields by a street around it.
struct UrbanCore {
  std::uint32_t region = 0;
  Position centre;
  std::vector<Position> rim;  ///< open ring as drawn; the faces follow it within some metres
  double built_m2 = 0;
  std::size_t communities = 1;  ///< that will share its blocks
};

/// What a town is part of.
struct CityAround {
  Position middle;
  std::vector<std::uint8_t> of_city;  ///< by region: land of the other towns of the city, and those towns
};

/// Draws a compact town of `built_m2` on low ground within the land of `town` and marks its faces with `region`, a number that no
/// face has yet, near the middle of its city where it is part of one and up to the other towns of that: the street around is
/// laid, borders inside become streets, banks become riverside streets. None where no place has room. O(candidates x faces).
[[nodiscard]] std::optional<UrbanCore> carve_urban_core(Mesh& mesh, const TownSpec& spec, const CountyLand& land, AreaId town,
                                                        std::uint32_t region, double built_m2, const Heights& heights,
                                                        const std::optional<CityAround>& city);

}  // namespace wangge::town::streets
