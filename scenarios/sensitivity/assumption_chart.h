#pragma once

#include "engine/core/text.h"
#include "scenarios/sensitivity/vary_assumptions.h"

#include <string>

namespace wangge::scenarios {

/// A tornado chart as an SVG file of its own, 740 wide: a row an assumption in the order given, from the base to its low value
/// blue and to its high value orange, paler where the interval of the difference holds 0; the values at the end of the row, the
/// base with its interval below. An end without the figure has no bar and says so. Titles and labels keep within the picture.
/// O(assumptions). Precondition: varied.has_chart().
[[nodiscard]] std::string assumption_chart(const VariedRun& varied, core::Language language);

}  // namespace wangge::scenarios
