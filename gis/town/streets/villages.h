#pragma once

#include "engine/core/progress.h"
#include "gis/town/streets/heights.h"
#include "gis/town/streets/mesh.h"
#include "gis/town/streets/region_borders.h"
#include "gis/town/town_spec.h"

namespace wangge::town::streets {

/// Land of one household of a village: house, yard, its share of lanes.
inline constexpr double village_m2_per_household = 380;

/// Strings natural villages of 20 to 150 households along the roads of every rural region until its households have room, each
/// within a loop of street beside the road; where roads are too short, tracks are laid. Villages stay open for lanes; the rest
/// becomes farmland or hills. Throws Error(input) naming the first area whose villages find no room, Error(interrupted).
void lay_villages(Mesh& mesh, const TownSpec& spec, const CountyLand& land, const Heights& heights,
                  const core::Progress& progress);

/// A few villages on farmland of a city's edge, by the share of it that they may take.
void lay_edge_villages(Mesh& mesh, const TownSpec& spec, double share);

}  // namespace wangge::town::streets
