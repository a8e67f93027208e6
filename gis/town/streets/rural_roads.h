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
/// piece. Rivers and railway are bridged every few kilometres. `core_regions`: regions that are towns and have streets already.
/// Throws Error(interrupted). O(faces x raster).
void lay_rural_roads(Mesh& mesh, const TownSpec& spec, const Heights& heights, const std::vector<Corridor>& corridors,
                     const std::vector<std::uint8_t>& core_regions, const core::Progress& progress);

}  // namespace wangge::town::streets
