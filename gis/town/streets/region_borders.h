#pragma once

#include "engine/core/progress.h"
#include "gis/town/street_plan.h"
#include "gis/town/streets/heights.h"
#include "gis/town/streets/mesh.h"
#include "gis/town/town_spec.h"

#include <vector>

namespace wangge::town::streets {

/// A piece of a county that gets land of its own: a rural lowest-level area, or a town without any.
struct LandShare {
  AreaId area;
  AreaId town;        ///< its parent
  double weight = 1;  ///< of its land, any scale
  std::uint32_t region = 0;
};

/// The shares of a county in the order of its areas, and the regions they become: regions[share.region].
struct CountyLand {
  std::vector<LandShare> shares;
  std::vector<Region> regions;
};
[[nodiscard]] CountyLand county_land(const TownSpec& spec, double area_m2);

/// A town that is part of a city, and the middle of that city.
struct CityPlace {
  AreaId town;
  Position at;
};

/// Divides all open land among the shares by bare borders along ridges, level by level from the top: every area of every level
/// gets one piece of one face between rivers and railways; faces left over go to the area that they face across the water for
/// longest, so that areas stay whole. Who asks for most gets the face with most land left: shares are met as nearly as whole
/// areas fit the faces. The towns of a city (city_site.h) lie side by side around its site, with borders that meet there; they
/// are returned. Sets region of every open face. Throws Error(input) where there is not land enough, Error(interrupted).
/// O(shares x raster).
[[nodiscard]] std::vector<CityPlace> draw_region_borders(Mesh& mesh, const TownSpec& spec, const CountyLand& land,
                                                         const Heights& heights, const core::Progress& progress);

/// Gives each piece of river and railway the region beside it, cut where borders reach the bank.
void share_corridors(Mesh& mesh);

/// Area of open land of each region, square metres.
[[nodiscard]] std::vector<double> land_of_regions(const Mesh& mesh, std::size_t regions);

}  // namespace wangge::town::streets
