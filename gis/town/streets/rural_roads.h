#pragma once

#include "engine/core/progress.h"
#include "gis/town/streets/heights.h"
#include "gis/town/streets/mesh.h"
#include "gis/town/town_spec.h"

#include <cstdint>
#include <vector>

namespace wangge::town::streets {

/// Lays the roads between towns and villages over all open land: passes are chosen on the borders between neighbours, enough of
/// them that all land is joined and each piece has two; from each pass a road runs through low ground to the middle of its
/// piece. Rivers and railway are bridged every few kilometres. Some roads leave the county at its rim, in low places about evenly
/// around it. `core_regions`: regions that are towns and have streets already. Returns where roads leave, the first two on
/// opposite sides along the county's length, the others rarer (assumed: 2, 4 from 300 km2 and 6 from 1,500 km2 on); where none
/// could be laid it is left out. Throws Error(interrupted). O(faces x raster).
[[nodiscard]] std::vector<Position> lay_rural_roads(Mesh& mesh, const TownSpec& spec, const Heights& heights,
                                                    const std::vector<Corridor>& corridors,
                                                    const std::vector<std::uint8_t>& core_regions,
                                                    const core::Progress& progress);

}  // namespace wangge::town::streets
