#pragma once

#include "engine/territory/territory.h"

#include <optional>
#include <string_view>

/// Words for what buildings are for.
namespace wangge::gis {

/// Of a value of OpenStreetMap's `building`, or of a name of BuildingUse; `unknown` for "yes" and for words not listed.
[[nodiscard]] territory::BuildingUse use_of_building_word(std::string_view word);

/// Of a value of another key of the same object (amenity, shop, office...); nothing where it does not tell.
[[nodiscard]] std::optional<territory::BuildingUse> use_of_other_tag(std::string_view key, std::string_view word);

/// A number of floors such as "3" or "2.5"; nothing for zero, negative numbers and other texts.
[[nodiscard]] std::optional<double> floors_of(std::string_view text);

}  // namespace wangge::gis
