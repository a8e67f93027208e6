#pragma once

#include "engine/core/estimate.h"
#include "engine/core/units.h"

#include <cstdint>
#include <optional>

/// One waiting line in front of c equal servers, or none (loss): the model with known answers that the engine is held against.
namespace wangge::simulation {

struct ServiceLaw {
  enum class Kind : std::uint8_t { exponential, deterministic, lognormal, hyperexponential };
  Kind kind = Kind::exponential;
  double cv = 1;  ///< coefficient of variation of lognormal (>= 0) and hyperexponential (>= 1)
};
/// 1 for exponential, 0 for deterministic, else the law's own.
[[nodiscard]] double variation(const ServiceLaw& law);

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

/// Simulates `customers` arrivals, first come first served. Intervals come from 12 batch means (few and long, so that
/// neighbouring batches hardly depend on each other) with Student's quantile. With exponential service the system starts in its
/// steady state (the number in system is drawn from the stationary distribution, arrivals see time averages), so nothing is
/// thrown away; with other laws it starts empty and the first tenth of the customers is not counted. O(customers * log servers).
/// Throws Error(input): rates not positive and finite, fewer than 1 server, fewer than 24 customers, a cv outside the law's
/// range, or a line that grows without end (arrival_rate >= servers * service_rate).
///
///   QueueResult result = run_queue({.arrival_rate = 0.9, .service_rate = 1});
[[nodiscard]] QueueResult run_queue(const QueueQuestion& question);

}  // namespace wangge::simulation
