#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

/// When conditional rules of roads are asked about.
namespace wangge::gis {

/// An ordinary workday is what holds on three or more of Monday to Friday; a holiday is a public one.
enum class DayKind : std::uint8_t { workday, saturday, sunday, holiday };
inline constexpr std::array all_day_kinds = {DayKind::workday, DayKind::saturday, DayKind::sunday, DayKind::holiday};
/// "workday", "saturday", "sunday", "holiday".
[[nodiscard]] std::string_view name(DayKind day);

struct RoadMoment {
  DayKind day = DayKind::workday;
  std::optional<int> hour{};  ///< absent: what holds without a condition
};

}  // namespace wangge::gis
