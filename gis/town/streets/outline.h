#pragma once

#include "gis/town/town_spec.h"

namespace wangge::town::streets {

/// The rim of the town: the given outline, its corners kept and more vertices set between them, or a made one of the wanted
/// area. Open, counter-clockwise, whole millimetres. Throws Error(input) where the given ring has no area, crosses itself, or is
/// too small for the households of the specification. O(corners log corners) for usual rings.
[[nodiscard]] std::vector<Position> outline_of(const TownSpec& spec);

/// Built-up land that the specification needs, square metres.
[[nodiscard]] double built_area_wanted(const TownSpec& spec);

/// Sum of households over the lowest-level areas of a kind.
[[nodiscard]] double households_of(const TownSpec& spec, AreaKind kind);

/// No area has it as its parent.
[[nodiscard]] std::vector<bool> lowest_level(const TownSpec& spec);

}  // namespace wangge::town::streets
