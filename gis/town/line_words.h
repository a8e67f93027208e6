#pragma once

#include "gis/town/town.h"

#include <string_view>

/// Lines of a made town in the words of OpenStreetMap, which the readers understand in every format.
namespace wangge::town {

/// "residential", "pedestrian", "rail", "river"... Precondition: the line has a class.
[[nodiscard]] std::string_view class_word(const Line& line);
/// "yes", "-1" or "no", for vehicles.
[[nodiscard]] std::string_view oneway_word(const Line& line);
[[nodiscard]] bool is_road(const Line& line);
[[nodiscard]] bool is_railway(const Line& line);
[[nodiscard]] bool is_waterway(const Line& line);

/// "no_left_turn", "no_right_turn", "no_straight_on" or "no_u_turn", by the angle at the junction.
[[nodiscard]] std::string_view turn_word(const Town& town, const TurnRestriction& restriction);

}  // namespace wangge::town
