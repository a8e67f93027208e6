#pragma once

#include "engine/network/road_class.h"

#include <array>
#include <optional>
#include <string_view>

/// The words of OpenStreetMap for turn restrictions. Internal to gis/read.
namespace wangge::gis {

/// Whom `restriction=word` binds: e-bikes and cars, less the vehicles in the list `except` (bicycle; motorcar, motor_vehicle;
/// vehicle). Nothing where the word forbids no turn, or everybody is excepted.
[[nodiscard]] std::optional<std::array<bool, network::mode_count>> bound_modes(std::string_view word, std::string_view except);

}  // namespace wangge::gis
