#pragma once

#include "engine/core/units.h"

#include <optional>
#include <string_view>

namespace wangge::gis {

/// A moment as a log tells it, by the clock on the wall: a zone that is written after it is not applied.
struct LogTime {
  core::Millis since_1970{0};  ///< 1970-01-01 00:00 by the same clock
  core::Millis rounding{0};    ///< as finely as it is written: a minute, a second, a millisecond
};

/// Reads year, month, day and the time of day in this order, however they are separated: "2026-11-23 08:15",
/// "2026/11/23 8:15:30", "2026-11-23T08:15:30.250Z", "2026-11-23 08:15:30+08:00", "20261123081530", "2026年11月23日8时15分",
/// "2026-11-23 08:15:30 PM". Nothing for another order (day or month first is ambiguous), a day or an hour that does not exist,
/// a date without a time of day.
[[nodiscard]] std::optional<LogTime> parse_log_time(std::string_view text);

}  // namespace wangge::gis
