#include "engine/simulation/loop/event_subject.h"

namespace wangge::simulation {

Subject subject_of(EventKind kind) {
  switch (kind) {
    case EventKind::break_due:
    case EventKind::lines_offered:
    case EventKind::moves_on:
    case EventKind::asked_again:
    case EventKind::gathered:
    case EventKind::round_due:
    case EventKind::walk_ended:
    case EventKind::settled_jointly:
    case EventKind::offices_opened:
    case EventKind::rounds_ended:
      return Subject::nobody;  // not logged
    case EventKind::round_begun:
    case EventKind::round_left:
    case EventKind::called:
    case EventKind::call_resumed:
    case EventKind::visited:
    case EventKind::not_in:
    case EventKind::visit_given_up:
    case EventKind::visit_missed:
    case EventKind::visit_unmanned:
    case EventKind::visit_unreachable:
    case EventKind::street_walked:
    case EventKind::pass_walked:
    case EventKind::manned:
    case EventKind::attended:
      return Subject::planned;
    case EventKind::shift_ended:
    case EventKind::break_ended:
    case EventKind::shift_started:
    case EventKind::returned:
    case EventKind::patrolled:
    case EventKind::absent:
    case EventKind::break_started:
      return Subject::responder;
    case EventKind::resolved:
    case EventKind::accepted:
    case EventKind::declined:
    case EventKind::timed_out:
    case EventKind::arrived:
    case EventKind::dispatched:
    case EventKind::interrupted:
    case EventKind::handed_over:
    case EventKind::help_called:
    case EventKind::help_sent:
    case EventKind::handled:
    case EventKind::rated:
      return Subject::both;
    case EventKind::helped:
      return Subject::request_and_perhaps_responder;
    case EventKind::deliberated:
    case EventKind::fed_back:
    case EventKind::heard:
    case EventKind::classified:
    case EventKind::reopened:
    case EventKind::ordered:
    case EventKind::unreachable:
    case EventKind::declined_by_all:
    case EventKind::escalated:
    case EventKind::tried:
    case EventKind::overdue:
    case EventKind::handed_back:
    case EventKind::given_up:
    case EventKind::return_visit:
    case EventKind::unsettled:
    case EventKind::whistled:
    case EventKind::reported:
    case EventKind::report_missed:
    case EventKind::desk_taken:
    case EventKind::not_admitted:
      return Subject::request;
  }
  return Subject::nobody;
}

}  // namespace wangge::simulation
