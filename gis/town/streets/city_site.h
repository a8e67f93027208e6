#pragma once

#include "gis/town/streets/heights.h"
#include "gis/town/streets/mesh.h"
#include "gis/town/town_spec.h"

#include <optional>
#include <span>
#include <vector>

namespace wangge::town::streets {

/// Urban households that a square metre of a county's built-up town holds (assumed).
inline constexpr double town_households_m2 = 0.0077;

/// The towns of a county that are one city together: those with more urban households than rural ones; where there is none, the
/// one with most urban households. Rising; empty where all land is rural. O(areas).
[[nodiscard]] std::vector<AreaId> city_towns(const TownSpec& spec);

/// Radius of a round city that holds the urban households of these towns, metres.
[[nodiscard]] double city_radius(const TownSpec& spec, std::span<const AreaId> towns);

/// Where a city stands: on the bank of a river (on the railway where there is none, else inland), low, near the middle of the
/// land and near the railway.
struct CitySite {
  std::size_t face = 0;  ///< place in the given list
  Position bank;         ///< vertex of the face
  Position middle;       ///< inside the face, half a radius from the bank
};

/// The best site on these faces that have room for `land_m2`; none where no face has a vertex with land behind it. O(vertices).
[[nodiscard]] std::optional<CitySite> city_site(const Mesh& mesh, std::span<const FaceIndex> faces, const Heights& heights,
                                                double radius, double land_m2);

/// Where the borders between the towns of a city come nearest to the water, not far from `site`: the middle of the city. `site`
/// where they have none. `town_of_region`: by region, invalid where the region is in no town of the city. O(edges x water).
[[nodiscard]] Position city_heart(const Mesh& mesh, std::span<const AreaId> town_of_region, Position site);

}  // namespace wangge::town::streets
