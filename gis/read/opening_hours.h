#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Hours of OpenStreetMap, as far as a weekday goes. Internal to gis/read.
namespace wangge::gis {

/// Hours of a day: bit h is the hour from h to h + 1.
using HourSet = std::uint32_t;
inline constexpr HourSet all_hours = (1U << 24U) - 1;

/// The hours of an ordinary weekday in `opening_hours`: those whose middle lies within on three or more of Monday to Friday. Days
/// (Mo-Fr, Sa,Su) and times (07:00-09:00,16:00-18:00; also over midnight; 24/7) are understood, further rules behind `;` take the
/// place of earlier ones on their days, "PH off" and the like are left aside. Nothing for what has months, dates, school
/// holidays, sunrise, weeks or anything else.
[[nodiscard]] std::optional<HourSet> weekday_hours(std::string_view text);

/// One part of a conditional tag.
struct ConditionalValue {
  std::string value;  ///< "no", "destination"…
  HourSet hours = 0;
};

/// "no @ (Mo-Fr 07:00-09:00); destination @ (18:00-06:00)"; nothing where a part is not of this form.
[[nodiscard]] std::optional<std::vector<ConditionalValue>> conditional_values(std::string_view text);

}  // namespace wangge::gis
