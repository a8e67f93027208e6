#pragma once

#include "engine/core/estimate.h"
#include "engine/core/units.h"
#include "engine/queueing/service.h"

#include <cstdint>
#include <optional>

/// One waiting line in front of c equal servers, or none (loss): the model with known answers that the engine is held against.
namespace wangge::queueing {

struct QueueQuestion {
  double arrival_rate = 0;  ///< customers per unit of time, Poisson
  double service_rate = 0;  ///< per server; the mean service time is its reciprocal
  int servers = 1;
  ServiceLaw service;
  bool line = true;  ///< false: a customer who finds all servers busy is lost
  std::uint64_t customers = 500'000;
  core::Seed seed{1};
};

struct QueueResult {
  std::optional<core::Estimate> wait;              ///< mean time in line over all customers, in units of time
  std::optional<core::Estimate> wait_probability;  ///< share of customers who wait
  std::optional<core::Estimate> loss;              ///< share of customers who are lost; only without a line
  std::uint64_t events = 0;                        ///< arrivals and departures
};

/// Simulates `customers` arrivals, first come first served. Intervals come from 10 batch means (few and long, so that
/// neighbouring batches hardly depend on each other) with Student's quantile; that of the wait is symmetric in the logarithm,
/// because long runs of bad luck raise a mean wait and its spread together. Where the steady state is known (exponential service;
/// one server; no line) the system starts in it, rests of service under way included, and nothing is thrown away; else it starts
/// near it and the first tenth of the customers is not counted. In M/M/c at load r two arrivals forget each other in about r / (1
/// - sqrt(r))^2 customers (1,480 at .95): a run should hold at least 1,000 times as many. What never happened has no interval.
/// O(customers * log servers). Throws Error(input): rates not positive and finite, fewer than 1 server, fewer than 20 customers,
/// a cv outside the law's range, or a line that grows without end (arrival_rate >= servers * service_rate).
///
///   QueueResult result = run_queue({.arrival_rate = 0.9, .service_rate = 1});
[[nodiscard]] QueueResult run_queue(const QueueQuestion& question);

}  // namespace wangge::queueing
