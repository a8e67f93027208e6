#pragma once

#include <nlohmann/json_fwd.hpp>

/// What leaves of a run that replays a log: its requests are matters of real households.
namespace wangge::scenarios {

/// Of fewer requests a whole percent stands for fewer than 5 of them, and would tell how many.
inline constexpr double least_for_shares = 500;

/// Precondition: `metrics` of a run, with its findings.
[[nodiscard]] bool replays_log(const nlohmann::json& metrics);

/// Of the object `simulation`, cleared for others already. How many were answered never leaves: requests less answered, or one
/// response less another, tell of few. Shares of requests leave in whole percents, of 500 requests or more; times in whole
/// minutes, a quantile where 5 requests or more lie beyond it; intervals and single replications not at all. A list of which an
/// item has 1 to 4 requests does not leave, nor what was ordered within shifts where that, or the rest, is 1 to 4. What is not
/// known here does not leave. O(size).
void clear_past_requests(nlohmann::json& simulation);

}  // namespace wangge::scenarios
