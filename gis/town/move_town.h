#pragma once

#include "gis/town/town.h"

namespace wangge::town {

/// Moves every position of a town by whole kilometres, so that equal positions stay equal and whole millimetres stay whole.
/// Precondition: the offset's parts are multiples of 1,000 m. O(positions).
void move_town(Town& town, Position offset);

/// The middle of the box around the outline.
[[nodiscard]] Position middle_of(const Town& town);

/// To whole millimetres.
[[nodiscard]] Position in_millimetres(Position position);

}  // namespace wangge::town
