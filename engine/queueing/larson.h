#pragma once

#include "engine/queueing/hypercube.h"

#include <vector>

namespace wangge::queueing {

struct LarsonResult {
  core::Column<UnitId, double> workload;
  std::vector<double> factors;  ///< Q(N, r, j), j = 0 … N - 1
};

/// The classic approximation (Larson 1975, "Approximating the performance of urban emergency service systems", Operations
/// Research 23; Larson and Odoni 1981, 5.5): the chance that the first j units of a list are busy and the next is free is the
/// product of their workloads, times Q(N, r, j), what that product is wrong by where units are drawn at random. For comparison
/// with the literature; `approximate_hypercube` is nearer to the exact answer. O(rounds * lists). Throws Error as `check` does,
/// Error(input) where service rates differ or lists leave out units.
///
/// The iteration goes on to the last digit unless `rounds` ends it; the book stops after three.
///
///   larson_hypercube(question, 3).workload[UnitId(0)]  // 0.5628 in the book's example (the book, rounding on the way: 0.5627)
[[nodiscard]] LarsonResult larson_hypercube(const HypercubeQuestion& question, int rounds = 1000);

}  // namespace wangge::queueing
