#pragma once

#include "engine/core/units.h"

#include <optional>
#include <string_view>

namespace wangge::gis {

/// What `duration` says, as OpenStreetMap documents it: "15" (minutes), "00:15", "1:05:30" (hours, minutes, seconds), or of
/// ISO 8601 days and what is below them: "PT15M", "PT1H30M", "P1DT2H", "PT21.5S". Nothing for anything else, for no time at all
/// and for more than a week.
[[nodiscard]] std::optional<core::Millis> duration_of(std::string_view text);

}  // namespace wangge::gis
