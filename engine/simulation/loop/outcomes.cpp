#include "engine/simulation/loop/retell.h"

#include <algorithm>

namespace wangge::simulation {

Outcomes nothing_yet(std::size_t requests) {
  return {.dispatched = Column<RequestId, core::Millis>(requests, never),
          .accepted = Column<RequestId, core::Millis>(requests, never),
          .arrived = Column<RequestId, core::Millis>(requests, never),
          .resolved = Column<RequestId, core::Millis>(requests, never),
          .first_resolved = Column<RequestId, core::Millis>(requests, never),
          .responder = Column<RequestId, ResponderId>(requests),
          .final = Column<RequestId, Final>(requests, Final::open),
          .within_shift = Column<RequestId, std::uint8_t>(requests, 0),
          .asked = Column<RequestId, std::uint32_t>(requests, 0),
          .declined = Column<RequestId, std::uint32_t>(requests, 0),
          .timed_out = Column<RequestId, std::uint32_t>(requests, 0),
          .stars = Column<RequestId, std::uint8_t>(requests, 0),
          .rated = Column<RequestId, ResponderId>(requests),
          .reopened = Column<RequestId, std::uint8_t>(requests, 0),
          .marks = Column<RequestId, std::uint8_t>(requests, 0),
          .level = Column<RequestId, std::uint8_t>(requests, 0),
          .settled_by = Column<RequestId, std::uint8_t>(requests, 0)};
}

RoundOutcomes nothing_planned_yet(std::size_t visits, std::size_t duties) {
  return {.end = Column<VisitId, VisitEnd>(visits, VisitEnd::open),
          .ended = Column<VisitId, core::Millis>(visits, never),
          .calls = Column<VisitId, std::uint8_t>(visits, 0),
          .walked = Column<DutyId, RoundOutcomes::Walked>(duties)};
}

Column<ResponderKindId, TimeSpent> nothing_spent_yet(const SimulationInputs& inputs) {
  TimeSpent nothing;
  nothing.duties.resize(inputs.duties.size());
  return Column<ResponderKindId, TimeSpent>(std::max<std::size_t>(1, inputs.responder_kinds.size()), nothing);
}

void mark_late(const SimulationInputs& inputs, Trace& trace) {
  const auto has_deadline = [](const RequestKind& kind) {
    return kind.life.deadlines.accept || kind.life.deadlines.arrive || kind.life.deadlines.resolve;
  };
  if (std::none_of(inputs.kinds.begin(), inputs.kinds.end(), has_deadline)) return;
  for (const RequestId request : core::ids<RequestId>(trace.requests.size())) {
    const Life::Deadlines& deadlines = inputs.kinds[trace.requests.kind[request]].life.deadlines;
    const auto check = [&](const std::optional<core::Millis>& deadline, core::Millis moment, Mark late) {
      if (!deadline) return;
      const core::Millis last = trace.requests.opened[request] + *deadline;
      if (last < inputs.horizon && moment > last) trace.outcomes.marks[request] |= static_cast<std::uint8_t>(late);
    };
    check(deadlines.accept, trace.outcomes.accepted[request], Mark::late_accept);
    check(deadlines.arrive, trace.outcomes.arrived[request], Mark::late_arrive);
    check(deadlines.resolve, trace.outcomes.first_resolved[request], Mark::late_resolve);
  }
}

}  // namespace wangge::simulation
