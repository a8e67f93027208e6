#pragma once

#include "engine/network/road_class.h"

#include <optional>
#include <string_view>

/// The words of OpenStreetMap for roads, rail lines and waterways, and what they mean here.
namespace wangge::gis {

struct RoadMeaning {
  network::LineClass line_class = network::LineClass::residential;
  network::Access access{};  ///< where no tag says otherwise
};

/// Of a value of `highway`; nothing for what is no way for people (proposed, construction, raceway...).
[[nodiscard]] std::optional<RoadMeaning> road_meaning(std::string_view highway);
/// Of a value of `railway`; nothing for trams (they run in streets) and for what is gone or only planned.
[[nodiscard]] std::optional<network::LineClass> rail_class(std::string_view railway);
/// Of a value of `waterway`.
[[nodiscard]] std::optional<network::LineClass> waterway_class(std::string_view waterway);
/// Who may use a road of a class when only the class is known.
[[nodiscard]] network::Access usual_access(network::LineClass line_class);
/// Of a one-way word: yes, true, 1, F, FT: forward; -1, reverse, T, TF: backward; everything else: both.
[[nodiscard]] network::Direction oneway_direction(std::string_view word);

/// What a tag such as access, foot, bicycle, motor_vehicle says: true open, false closed, nothing: says nothing.
[[nodiscard]] std::optional<bool> permission(std::string_view word, network::Mode mode);

/// Of a word that opens a road: only to reach what lies on it (destination, customers, delivery, residents, permit, private).
[[nodiscard]] bool is_local_word(std::string_view word);

}  // namespace wangge::gis
