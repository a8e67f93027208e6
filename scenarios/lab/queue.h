#pragma once

#include "engine/core/units.h"
#include "engine/queueing/queue.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace wangge::scenarios {

/// `exponential`, `deterministic`, `lognormal:CV` or `hyperexponential:CV`. Throws Error(usage).
[[nodiscard]] queueing::ServiceLaw service_law(std::string_view text);
/// `infinite` (true) or `zero` (false). Throws Error(usage).
[[nodiscard]] bool waiting_line(std::string_view text);

/// `wangge lab queue`: simulates a waiting line and answers as JSON: simulated (wait and wait_probability, or loss, each with
/// value and ci95), exact (the same keys as plain numbers; a key is absent where no formula holds), the question, and
/// events_per_cpu_second, the only figure that depends on the machine. Waits are in the unit of 1/lambda.
/// Exact: Erlang C for exponential service, Pollaczek-Khinchine for one server, Erlang B without a line (any service law).
/// Throws Error as queueing::run_queue does.
///
///   lab_queue({.arrival_rate = 8, .service_rate = 1, .servers = 10})
[[nodiscard]] std::string lab_queue(const queueing::QueueQuestion& question);

}  // namespace wangge::scenarios
