#pragma once

#include "engine/core/findings.h"
#include "engine/network/road_class.h"
#include "gis/read/road_moment.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The words of OpenStreetMap for turn restrictions. Internal to gis/read.
namespace wangge::gis {

/// Whom `restriction=word` binds: e-bikes and cars, less the vehicles in the list `except` (bicycle; motorcar, motor_vehicle;
/// vehicle). Nothing where the word forbids no turn, or everybody is excepted.
[[nodiscard]] std::optional<std::array<bool, network::mode_count>> bound_modes(std::string_view word, std::string_view except);

/// When a turn is forbidden, as OpenStreetMap once had it; empty: always.
struct TurnTimes {
  std::string_view hour_on{};  ///< "07:00", see clock_minute
  std::string_view hour_off{};
  std::string_view day_on{};  ///< "Monday"
  std::string_view day_off{};
};

enum class TurnHolds { always, now, not_now, unread };

/// Whether it is at the moment. Hours hold where one is asked, days too. `unread`: a time that cannot be read, or that lacks its
/// end; such a turn is best taken as forbidden always.
[[nodiscard]] TurnHolds turn_holds(const TurnTimes& times, const RoadMoment& moment);

/// Whether they can be read and hold the middle of no hour ("07:45" to "08:15"), so that the turn is never forbidden.
[[nodiscard]] bool in_no_hour(const TurnTimes& times);
/// The same of the condition of `restriction:conditional`, on all kinds of days.
[[nodiscard]] bool in_no_hour(std::string_view condition);

/// Those of its spans that do so ("07:45-08:15"), parted by ", ".
[[nodiscard]] std::string spans_in_no_hour(const TurnTimes& times);

/// The times as one text for a message: "hour_on=dawn hour_off=9".
[[nodiscard]] std::string times_text(const TurnTimes& times);

/// What is to be told of when a restriction binds.
struct TurnRemark {
  enum Kind : std::uint8_t { unread_hours, in_no_hour, unread_condition, no_hour_asked };
  Kind kind = no_hour_asked;
  std::string text{};                      ///< its times or condition
  std::optional<std::int64_t> via_node{};  ///< of OpenStreetMap: where it is
};
/// "road.turn_hours" or "road.turn_conditional", without file and place.
[[nodiscard]] core::Finding turn_finding(const TurnRemark& remark, const std::string& source_id);

}  // namespace wangge::gis
