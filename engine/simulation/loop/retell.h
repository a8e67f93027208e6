#pragma once

#include "engine/simulation/inputs.h"
#include "engine/simulation/loop/simulator.h"

#include <cstddef>

namespace wangge::simulation {

/// Of as many requests, of which nothing has happened.
[[nodiscard]] Outcomes nothing_yet(std::size_t requests);

/// Of as many planned visits.
[[nodiscard]] RoundOutcomes nothing_planned_yet(std::size_t visits, std::size_t duties);

/// Outcomes and hours from nothing but the requests and the log of a replication, by a reading of its own: no event is simulated.
/// They equal those of the simulation that wrote the log. A log does not tell how long each responder was under way: that is
/// given, of the time from `counted_from` on. Preconditions: a whole log of these inputs, in its order. O(events + grids of all
/// responders).
///
///   Trace told = retell(inputs, trace.requests, trace.log, trace.hours.under_way);
[[nodiscard]] Trace retell(const SimulationInputs& inputs, Requests requests, EventLog log,
                           Column<ResponderId, core::Millis> under_way, core::Millis counted_from = core::Millis(0));

/// One of each kind of responder, with room for each duty.
[[nodiscard]] Column<ResponderKindId, TimeSpent> nothing_spent_yet(const SimulationInputs& inputs);

/// Marks the requests that missed a deadline of their kind within the horizon.
void mark_late(const SimulationInputs& inputs, Trace& trace);

}  // namespace wangge::simulation
