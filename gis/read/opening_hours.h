#pragma once

#include "gis/read/road_moment.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Hours of OpenStreetMap, by the kind of day. Internal to gis/read.
namespace wangge::gis {

/// Hours of a day: bit h is the hour from h to h + 1.
using HourSet = std::uint32_t;
inline constexpr HourSet all_hours = (1U << 24U) - 1;

/// The hours of a kind of day in `opening_hours`: those whose middle lies within; of an ordinary workday, on three or more of
/// Monday to Friday. Days (Mo-Fr, Sa,Su, PH) and times (07:00-09:00,16:00-18:00; also over midnight; 24/7) are understood,
/// further rules behind `;` take the place of earlier ones on their days, "PH off" and the like take their days out. A holiday of
/// which no rule speaks is as an ordinary workday. Nothing for what has months, dates, school holidays, sunrise, weeks or
/// anything else.
[[nodiscard]] std::optional<HourSet> hours_on(std::string_view text, DayKind day);
[[nodiscard]] inline std::optional<HourSet> weekday_hours(std::string_view text) { return hours_on(text, DayKind::workday); }

/// A time of day in minutes, as people write it: "7", "07:00", "7:30:00", "07:30:00.000", "0730", "730", "7h", "7 am", "7:30
/// p.m."; to 24:00; digits and colons may be of full width. Nothing for anything else.
[[nodiscard]] std::optional<int> clock_minute(std::string_view text);
/// The hours from `on` to `off` (clock_minute), over midnight where `off` is not later; several, parted by semicolons, are pairs.
/// Nothing where one is no time, or has no partner.
[[nodiscard]] std::optional<HourSet> hours_between(std::string_view on, std::string_view off);
/// Whether a kind of day lies from `on` to `off` ("Mo" or "monday"); nothing where one is no day. No holiday does.
[[nodiscard]] std::optional<bool> days_between(std::string_view on, std::string_view off, DayKind day);

/// The spans of time in a text ("07:45-08:15", with blanks or without) that hold the middle of no hour, so that nothing is ever
/// within them; parted by ", ".
[[nodiscard]] std::string spans_in_no_hour(std::string_view text);

/// Whether an hour of the moment is asked and is among some.
[[nodiscard]] constexpr bool holds(HourSet hours, const RoadMoment& moment) {
  return moment.hour && (hours & HourSet{1} << static_cast<unsigned>(*moment.hour)) != 0;
}

/// One part of a conditional tag.
struct ConditionalValue {
  std::string value;  ///< "no", "destination"…
  HourSet hours = 0;
};

/// "no @ (Mo-Fr 07:00-09:00); destination @ (18:00-06:00)"; nothing where a part is not of this form.
[[nodiscard]] std::optional<std::vector<ConditionalValue>> conditional_values(std::string_view text,
                                                                              DayKind day = DayKind::workday);

}  // namespace wangge::gis
