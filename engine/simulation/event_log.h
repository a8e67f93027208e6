#pragma once

#include "engine/core/id.h"
#include "engine/core/units.h"
#include "engine/simulation/travel_times.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::simulation {

using RequestId = core::Id<struct RequestTag>;

/// What can happen. At one moment events are handled in this order, those of one kind by entity.
enum class EventKind : std::uint8_t {
  shift_ended,
  shift_started,
  lines_offered,  ///< waiting requests to those whose shift began at this moment; not logged
  resolved,
  returned,  ///< the responder is back at the post
  accepted,  ///< and sets out
  arrived,   ///< at the household's door
  ordered,
  unreachable,  ///< no responder of the grid and its neighbours has a way to the building: final
  dispatched
};
inline constexpr std::size_t event_kind_count = 10;
[[nodiscard]] std::string_view name(EventKind kind);

/// Everything that happened, in order: append-only columns of equal length.
struct EventLog {
  std::vector<core::Millis> time;
  std::vector<EventKind> kind;
  std::vector<RequestId> request;      ///< invalid: the event is about a responder alone
  std::vector<ResponderId> responder;  ///< invalid: the event is about a request alone

  [[nodiscard]] std::size_t size() const { return time.size(); }
  void append(core::Millis at, EventKind what, RequestId about, ResponderId who) {
    time.push_back(at);
    kind.push_back(what);
    request.push_back(about);
    responder.push_back(who);
  }
  /// 16 hexadecimal digits over all columns (FNV-1a, 64 bits): equal logs have equal digests. O(events).
  [[nodiscard]] std::string digest() const;
};

}  // namespace wangge::simulation
