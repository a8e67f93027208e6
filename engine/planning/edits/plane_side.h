#pragma once

#include "engine/core/units.h"
#include "engine/planning/edits/edit.h"

namespace wangge::planning {

/// Even-odd rule; a place on the outline may count as either. O(vertices).
[[nodiscard]] bool inside(core::Position place, const Path& ring);

/// The land on one side of a line as a ring: the line, prolonged straight at both ends beyond the box around `places`, and the
/// way back around that box against the clock. Precondition: the line has two different points. O(places + vertices).
[[nodiscard]] Path side_of(const Path& line, const Path& places);

/// Of a place from a straight piece.
[[nodiscard]] core::Metres distance_to(core::Position place, core::Position from, core::Position to);

}  // namespace wangge::planning
