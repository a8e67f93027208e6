#pragma once

#include "engine/core/units.h"
#include "engine/simulation/ids.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wangge::simulation {

/// What can happen. At one moment events are handled in this order, those of one kind by entity.
enum class EventKind : std::uint8_t {
  shift_ended,
  break_ended,
  break_due,  ///< begins now, or after the visit; not logged
  shift_started,
  lines_offered,  ///< waiting requests to those whose shift or break changed at this moment; not logged
  resolved,       ///< of a request; scheduled: the end of a visit
  deliberated,    ///< a council has settled the matter
  fed_back,       ///< the household knows
  returned,       ///< the responder is back at the post
  patrolled,      ///< a free responder has reached the next building of its patrol
  moves_on,       ///< from there; not logged
  accepted,       ///< and sets out
  declined,
  timed_out,  ///< whoever was asked has not answered in time
  arrived,    ///< at the household's door
  helped,     ///< a colleague or a department has come to help
  heard,
  classified,
  asked_again,  ///< whoever declined is asked once more; not logged
  reopened,
  gathered,  ///< what has waited is assigned; not logged
  ordered,
  unreachable,  ///< no responder of the grid and its neighbours has a way to the building: final
  dispatched,
  declined_by_all,  ///< of those who are free; the request waits
  absent,           ///< does not come to this shift
  break_started,
  interrupted,  ///< called away to something more urgent; the request waits
  handed_over,  ///< lacks a skill that the matter needs; the request waits for somebody who has it
  help_called,
  help_sent,  ///< a colleague sets out to help
  handled,    ///< on the spot; a council will sit
  rated,
  escalated,     ///< left unsettled: the next level has it
  tried,         ///< a try of the level that has it, in vain
  overdue,       ///< the deadline of that level has passed
  handed_back,   ///< by the level that was to take it, to the one below or to a responder
  given_up,      ///< by the last level; a return visit will follow
  return_visit,  ///< is due
  unsettled,     ///< given up by the last level, without a return visit: final
  round_due,     ///< windows of a duty open or close; not logged
  walk_ended,    ///< of who has left a round on the way; not logged
  round_begun,   ///< a responder sets out on a round, or back on it
  round_left,    ///< for a request, a break, the end of a window or shift, or done; a visit under way is broken off
  called,        ///< on a household, for the first time in a turn or once more
  call_resumed,  ///< a visit that was broken off
  visited,
  not_in,
  visit_given_up,     ///< nobody was in, however often somebody called: final, as are the next three
  visit_missed,       ///< its turn is over
  visit_unmanned,     ///< and whoever was to come was never on shift, or nobody is to come
  visit_unreachable,  ///< no way leads there
  street_walked,      ///< streets of a patrol that are behind the responder, since it went on with the pass
  pass_walked,        ///< a pass of a patrol is done
  manned,             ///< the responder is at the post that it is to hold
  attended,           ///< to the end of the window
  whistled,           ///< departments are called
  reported,           ///< one of them, to the grid
  report_missed,      ///< one of them, by the end of the grace
  settled_jointly,    ///< by all that were called; not logged
  desk_taken,         ///< by a matter that has climbed, at the office of its level
  not_admitted,       ///< a department's matter that is not on its admission list goes back: final
  offices_opened,     ///< those of a level; not logged
  rounds_ended        ///< waiting requests to those whose scheduled work ended at this moment; not logged
};
inline constexpr std::size_t event_kind_count = 64;
/// Of scheduled work: about a duty, a planned visit or a length, which EventLog::about tells.
[[nodiscard]] constexpr bool of_rounds(EventKind kind) { return kind >= EventKind::round_begun && kind <= EventKind::attended; }
/// Of a department that was whistled for, which EventLog::about tells.
[[nodiscard]] constexpr bool of_departments(EventKind kind) {
  return kind == EventKind::reported || kind == EventKind::report_missed;
}
[[nodiscard]] constexpr bool tells_about(EventKind kind) { return of_rounds(kind) || of_departments(kind); }
[[nodiscard]] constexpr bool about_duty(EventKind kind) {
  return kind == EventKind::round_begun || kind == EventKind::round_left || kind == EventKind::pass_walked;
}
[[nodiscard]] std::string_view name(EventKind kind);

/// Everything that happened, in order: append-only columns of equal length.
struct EventLog {
  std::vector<core::Millis> time;
  std::vector<EventKind> kind;
  std::vector<RequestId> request;      ///< invalid: the event is about a responder alone
  std::vector<ResponderId> responder;  ///< invalid: the event is about a request alone
  std::vector<std::uint8_t> stars;     ///< of each `rated` event, in their order
  std::vector<std::uint32_t> about{};  ///< of each event that `tells_about`, in their order: the duty (begun, left, pass), the
                                       ///< centimetres (street_walked), the visit, or the department

  [[nodiscard]] std::size_t size() const { return time.size(); }
  void append(core::Millis at, EventKind what, RequestId of, ResponderId who) {
    time.push_back(at);
    kind.push_back(what);
    request.push_back(of);
    responder.push_back(who);
  }
  /// 16 hexadecimal digits over all columns (FNV-1a, 64 bits): equal logs have equal digests. O(events).
  [[nodiscard]] std::string digest() const;
};

}  // namespace wangge::simulation
