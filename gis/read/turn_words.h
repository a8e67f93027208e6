#pragma once

#include "engine/network/road_class.h"
#include "gis/read/road_moment.h"

#include <array>
#include <optional>
#include <string_view>

/// The words of OpenStreetMap for turn restrictions. Internal to gis/read.
namespace wangge::gis {

/// Whom `restriction=word` binds: e-bikes and cars, less the vehicles in the list `except` (bicycle; motorcar, motor_vehicle;
/// vehicle). Nothing where the word forbids no turn, or everybody is excepted.
[[nodiscard]] std::optional<std::array<bool, network::mode_count>> bound_modes(std::string_view word, std::string_view except);

/// When a turn is forbidden, as OpenStreetMap once had it; empty: always.
struct TurnTimes {
  std::string_view hour_on{};  ///< "07:00"
  std::string_view hour_off{};
  std::string_view day_on{};  ///< "Monday"
  std::string_view day_off{};
};

/// Whether it is at the moment. Hours hold where one is asked, days too; a time that cannot be read never holds.
[[nodiscard]] bool turn_holds(const TurnTimes& times, const RoadMoment& moment);

}  // namespace wangge::gis
