#pragma once

#include "gis/town/town_spec.h"

namespace wangge::town::streets {

/// The rim of the town: the given outline, its corners kept and more vertices set between them, or a made one of the wanted
/// area. Open, counter-clockwise, whole millimetres. Throws Error(input) where the given ring has no area, crosses itself, or is
/// too small for the households of the specification. O(corners log corners) for usual rings.
[[nodiscard]] std::vector<Position> outline_of(const TownSpec& spec);

/// Built-up land that the specification needs, square metres: for its buildings where a number of them is aimed at, for its
/// households else, and never too little for those.
[[nodiscard]] double built_area_wanted(const TownSpec& spec);

/// Of an outline of `area` square metres, how much is built up; quarters and cities.
[[nodiscard]] double built_area(const TownSpec& spec, double area);

/// The area of a made outline, square metres, or the given area.
[[nodiscard]] double area_wanted(const TownSpec& spec);

/// Sum of households over the lowest-level areas of a kind.
[[nodiscard]] double households_of(const TownSpec& spec, AreaKind kind);

/// Sum of households over all lowest-level areas.
[[nodiscard]] double households_of(const TownSpec& spec);

/// No area has it as its parent.
[[nodiscard]] std::vector<bool> lowest_level(const TownSpec& spec);

}  // namespace wangge::town::streets
