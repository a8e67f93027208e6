#pragma once

#include "engine/core/csr.h"
#include "engine/core/id.h"

#include <cstddef>
#include <optional>
#include <vector>

/// Larson's hypercube: units that are each free or busy, atoms that call for the first free unit of their own list. Where the
/// simulator is run under these conditions, it must give these figures.
namespace wangge::queueing {

using UnitId = core::Id<struct HypercubeUnitTag>;
using AtomId = core::Id<struct HypercubeAtomTag>;

struct HypercubeQuestion {
  core::Column<AtomId, double> rates;          ///< calls per unit of time, Poisson; at least 0, not all 0
  core::Csr<AtomId, UnitId> preferences;       ///< units in the order in which they are asked; no unit twice
  core::Column<UnitId, double> service_rates;  ///< reciprocals of mean service times, exponential, travel included
  bool line = true;  ///< true: a call waits when all are busy, first come first served; false: it is lost when its list is
};

struct HypercubeResult {
  core::Column<UnitId, double> workload;   ///< share of time in which the unit is busy
  std::optional<double> loss;              ///< share of calls that are lost; without a line
  std::optional<double> wait_probability;  ///< share of calls that wait; with a line
  std::optional<double> mean_queue;        ///< calls in line; with a line
  std::optional<double> mean_wait;         ///< in line, over all calls; with a line
  core::Csr<AtomId, double> dispatches;    ///< shares of all served calls, in the order of `preferences`; they sum to 1
  double residual = 0;  ///< exact: sum over states of |flow in - flow out| as a share of all flow; else change of the last round
  std::size_t rounds = 0;  ///< of the iteration
};

/// Throws Error(input) that names the first atom, unit or figure that is wrong: rates not finite or below 0, no calls at all, a
/// service rate not above 0, a list that is empty, repeats a unit or names one that is not there; with a line, a list that leaves
/// out a unit, or calls that are not fewer than all units together can serve. O(entries of lists).
void check(const HypercubeQuestion& question);

struct HypercubeLimits {
  double residual = 1e-13;                        ///< at which the iteration ends
  std::size_t rounds = 100'000;                   ///< after which it gives up
  std::size_t memory = std::size_t{4096} << 20U;  ///< bytes
};

/// The exact steady state (Larson 1974, "A hypercube queuing model for facility location and redistricting in urban emergency
/// services"): balance of all 2^N sets of busy units, by successive over-relaxation in the order of the sets, whose factor is
/// estimated on the way, and corrections that bring the number of busy units into balance (aggregation and disaggregation; for
/// equal rates that is Erlang's law at once). Waiting calls leave the sets alone: with all units busy the line is a geometric
/// law. O(rounds N 2^N) time (rounds about 15 to 75), about (N / 2 + 2) 2^N doubles.
/// Throws Error as `check` does, Error(environment) where the sets need more memory than allowed, Error(input) where the residual
/// is not reached.
///
///   solve_hypercube(question).workload[UnitId(0)]  // 0.5574 in the book's example
[[nodiscard]] HypercubeResult solve_hypercube(const HypercubeQuestion& question, const HypercubeLimits& limits = {});

}  // namespace wangge::queueing
