#pragma once

#include "engine/queueing/hypercube.h"

#include <cstddef>
#include <optional>

/// The hypercube for any number of units, by the workloads of units and of pairs of units.
namespace wangge::queueing {

struct ApproximationLimits {
  double change = 1e-4;  ///< of a workload as a share of itself, at which the iteration ends
  std::size_t rounds = 400;
  std::optional<std::size_t>
      window;              ///< units at the head of a list whose pairs are followed; default: by the number of atoms, 12 to 32
  bool dispatches = true;  ///< also `dispatches`, which has an entry for each of the lists'
};

/// Larson's approximation (1975) asks for the chance that the units before one in a list are all busy and takes the product of
/// workloads, corrected by what the number of busy units does to units drawn at random; Jarvis (1985) does so for different
/// service times. Units near one another are busy together more often than that: where loads are low and a unit is asked third,
/// errors of workloads reach 40 %. Here the chances that two units are busy at once are unknowns too, with a balance equation for
/// each pair; the chance that the next in a list is busy, those before being busy, is the best linear guess from pairs, its odds
/// corrected such that units drawn at random get what the number of busy units says (Larson's factors are that correction for
/// independent units). Equations are solved by turns, with the outflow of each at its new value. Only the first units of a list
/// are followed pair by pair; those behind keep the lift of odds of the last that are. `residual`: the last change. The level of
/// loss and wait is that of a birth-death chain: exact for equal rates. Memory 24 N^2 bytes, time O(rounds * atoms * window^3)
/// and the lists. Throws Error as `check` does; Error(environment) beyond 4,096 units.
///
///   approximate_hypercube(question).workload[UnitId(0)]  // 0.5573 in the book's example; exact: 0.5574
[[nodiscard]] HypercubeResult approximate_hypercube(const HypercubeQuestion& question, const ApproximationLimits& limits = {});

}  // namespace wangge::queueing
