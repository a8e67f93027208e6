#pragma once

#include "engine/core/text.h"
#include "engine/simulation/demand/requests.h"
#include "engine/simulation/inputs.h"
#include "engine/simulation/loop/event_log.h"

#include <cstddef>
#include <optional>

namespace wangge::simulation {

/// The first thing in a log that cannot be.
struct LogFault {
  std::optional<std::size_t> event;  ///< nothing: of the requests, or of the log as a whole
  core::Text what;
};

/// Whether a log can be one of these inputs, so that it can be told anew (retell.h) whatever was done to it: requests by rising
/// time and within the horizon; events in order of time, each with the request and the responder that it is about; every request
/// goes from step to step as lives go (life.h), every responder is on shift, on break and at one request at a time; stars, levels
/// and reopenings as the kind has them; every request is ordered, once, when it was opened. Times under way within the horizon.
/// Nothing where all is well. Preconditions: kinds, buildings, requests and responders in range. O(events * shift windows).
///
///   if (const auto fault = log_fault(inputs, requests, log, under_way)) refuse(path, fault->what);
[[nodiscard]] std::optional<LogFault> log_fault(const SimulationInputs& inputs, const Requests& requests, const EventLog& log,
                                                const Column<ResponderId, core::Millis>& under_way);

}  // namespace wangge::simulation
