#pragma once

#include "engine/core/text.h"
#include "engine/core/units.h"
#include "scenarios/scenario.h"

#include <optional>
#include <string>
#include <string_view>

/// Written quantities of a scenario file: "15 min", "4.5 km/h", "18 %", "lognormal 20 min cv 0.8".
/// Units are mandatory, numbers are finite and use a point whatever the locale.
///
///   Parsed<core::Millis> limit = parse_duration("15 min");   if (!limit.value) show(limit.problem);
namespace wangge::scenarios {

/// A value, or what is wrong with the text in words that follow a key's name: "“15” has no unit".
template <class T>
struct Parsed {
  std::optional<T> value;
  core::Text problem;
};

/// A time since the start of the horizon, or one of the calendar.
struct Moment {
  std::string date{};    ///< ISO; empty: since the start
  core::Millis time{0};  ///< of the day, or since the start
};

/// "response +-2 %", "response +-0.5 min", "within target +-1 %".
struct UntilRule {
  evaluation::WatchedFigure figure = evaluation::WatchedFigure::response;
  statistics::Precision precision;
};

/// "arrive within 15 min".
struct TargetRule {
  Target target = Target::arrive;
  core::Millis within{0};
};

/// A finite decimal number, nothing before or after it. Never reads the locale.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);
[[nodiscard]] Parsed<core::Millis> parse_duration(std::string_view text);          ///< ms, s, min, h, d, w
[[nodiscard]] Parsed<core::Metres> parse_length(std::string_view text);            ///< mm, cm, m, km
[[nodiscard]] Parsed<core::SquareMetres> parse_area(std::string_view text);        ///< m2, ha, km2
[[nodiscard]] Parsed<core::KilometresPerHour> parse_speed(std::string_view text);  ///< km/h, m/s; 0, or from 0.1 to 300 km/h
[[nodiscard]] Parsed<double> parse_share(std::string_view text);                   ///< "18 %" is 0.18; 0 to 100 %
[[nodiscard]] Parsed<PlanningSpec::Change> parse_change(std::string_view text);    ///< "15 % of households", "300 households"
[[nodiscard]] Parsed<core::Millis> parse_per_floor(std::string_view text);         ///< "12 s per floor"
[[nodiscard]] Parsed<Rate> parse_rate(
    std::string_view text);  ///< "9 per 1000 residents per year"; other words than those known name a group
[[nodiscard]] Parsed<Moment> parse_moment(std::string_view text);                   ///< "2 d", "2026-12-01", "2026-12-01 06:00"
[[nodiscard]] Parsed<UntilRule> parse_until(std::string_view text);                 ///< "response +-2 %"
[[nodiscard]] Parsed<evaluation::WarmUpRule> parse_warm_up(std::string_view text);  ///< "7 d" or "auto"
[[nodiscard]] Parsed<DurationLaw> parse_law(
    std::string_view text);  ///< "constant 5 min", "exponential 2 min", "lognormal 20 min cv 0.8"
[[nodiscard]] Parsed<TargetRule> parse_target(std::string_view text);  ///< "accept|arrive|resolve within 15 min"
[[nodiscard]] Parsed<std::string> parse_date(std::string_view text);   ///< "2026-11-21", a day that exists

/// "accept", "arrive" or "resolve".
[[nodiscard]] std::string_view name(Target target);

}  // namespace wangge::scenarios
