#pragma once

#include "gis/town/town_layers.h"

#include <string>
#include <utility>
#include <vector>

/// What an extract says of each thing. Internal to gis/town.
namespace wangge::town {

using Tags = std::vector<std::pair<std::string, std::string>>;

/// Empty for a bare border.
[[nodiscard]] Tags line_tags(const Line& line);
[[nodiscard]] Tags building_tags(const TownIndex& index, BuildingId building);
/// Empty where OpenStreetMap has no word, or the water is drawn by itself.
[[nodiscard]] Tags land_tags(LandUse use);
[[nodiscard]] Tags boundary_tags(const Area& area, int admin_level);

}  // namespace wangge::town
