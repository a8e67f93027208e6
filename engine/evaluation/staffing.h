#pragma once

#include "engine/core/units.h"

#include <optional>
#include <vector>

namespace wangge::evaluation {

/// Share of the demand that is so far from the worker who comes.
struct TravelShare {
  core::Millis time{0};
  double weight = 1;
};

/// The requests of a grid and what is promised to them.
struct StaffingQuestion {
  double requests_per_hour = 0;
  core::Millis busy_time{0};          ///< mean time a request keeps a worker: the way there, the work and the way back
  core::Millis within{15 * 60000};    ///< from order to arrival
  double share = 0.9;                 ///< of the requests, above 0 and below 1
  std::vector<TravelShare> travel{};  ///< empty: at once
};

/// What so many workers achieve.
struct Staffing {
  int workers = 0;
  double within_share = 0;      ///< of the requests answered in time
  double wait_probability = 0;  ///< that a request finds everybody busy
  core::Millis mean_wait{0};    ///< over all requests
  double utilisation = 0;
};

/// P(wait > t) in M/M/c, `time` in units of the mean service time: C(c, a) exp(-(c - a) t) (Erlang 1917). Nothing when
/// offered >= servers. O(servers).
///
///   waiting_beyond(0.5, 1, 2)  // 0.5 e^-1
[[nodiscard]] std::optional<double> waiting_beyond(double offered, int servers, double time);

/// What `workers` achieve: requests come at random and wait in one line, a worker is busy for an exponential time; a request is
/// answered in time where the wait and the way together are. Nothing where the line would grow for ever. O(workers + travel).
[[nodiscard]] std::optional<Staffing> staffing_of(const StaffingQuestion& question, int workers);

/// The fewest workers that answer the share in time; nothing where the ways alone are too long for it, whatever their number.
/// Preconditions: rates and times of at least 0, 0 < share < 1. O(workers * (workers + travel)).
///
///   workers_needed({.requests_per_hour = 6, .busy_time = core::minutes(20), .share = 0.95})
[[nodiscard]] std::optional<Staffing> workers_needed(const StaffingQuestion& question);

}  // namespace wangge::evaluation
