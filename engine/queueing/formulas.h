#pragma once

#include <optional>

/// Formulas of queueing theory: the exact answers that simulations are held against.
/// `offered` is the offered load in erlangs: arrival rate times mean service time.
namespace wangge::queueing {

/// Share of customers lost when nobody can wait, with exponential arrivals and any service law (insensitivity).
/// Erlang 1917, by the recursion B(0) = 1, B(c) = a B(c-1) / (c + a B(c-1)). O(servers). Preconditions: offered >= 0, servers >=
/// 0.
///
///   erlang_b(2.0, 5)  // 0.0367
[[nodiscard]] double erlang_b(double offered, int servers);

/// Share of customers who wait in M/M/c; nothing when offered >= servers (no steady state). O(servers).
[[nodiscard]] std::optional<double> erlang_c(double offered, int servers);

/// Mean wait in line of M/M/c, in units of the mean service time.
[[nodiscard]] std::optional<double> mean_wait_mmc(double offered, int servers);

/// Mean wait in line of M/G/1, in units of the mean service time; `cv`: coefficient of variation of the service time.
/// Pollaczek 1930, Khinchine 1932. Nothing when offered >= 1.
[[nodiscard]] std::optional<double> mean_wait_mg1(double offered, double cv);

}  // namespace wangge::queueing
