#pragma once

#include "engine/core/estimate.h"
#include "engine/evaluation/measures.h"
#include "engine/simulation/loop/simulator.h"
#include "engine/statistics/batch_means.h"
#include "engine/statistics/control_variates.h"

#include <optional>
#include <span>

/// What more statistics say of simulated figures: whether a replication settles, and means sharpened by a known one.
namespace wangge::evaluation {

/// Replication 0 as one long run: minutes until the promised response, in the order in which requests were ordered, without
/// those not answered by the end.
struct Steadiness {
  std::size_t answered = 0;
  double left_out_days = 0;                       ///< until the cut that knows the mean best (MSER-5: White 1997)
  bool settled = true;                            ///< false: that cut is at half of the run, which is too short to tell
  double mean = 0;                                ///< of all
  double mean_after = 0;                          ///< after the cut
  std::optional<statistics::BatchMeans> batches;  ///< after the cut; nothing for fewer than 20 requests
};

/// Nothing for fewer than 20 answered requests. O(requests log requests).
[[nodiscard]] std::optional<Steadiness> steadiness(const simulation::Trace& trace, const Promise& promise);

/// The cut of `steadiness` as a moment: the next full hour, where that is within the horizon. Nothing for fewer than 20 answered
/// requests.
struct DetectedWarmUp {
  core::Millis end{0};
  bool settled = true;
};
[[nodiscard]] std::optional<DetectedWarmUp> detected_warm_up(const simulation::Trace& trace, const Promise& promise,
                                                             core::Millis horizon);

/// Means of replications, corrected by how many requests each happened to have against how many were to be expected (control
/// variates: Lavenberg and Welch 1981). Nothing for fewer than 4 replications, for a log, or where their number does not vary.
struct Controlled {
  double expected_requests = 0;
  std::optional<statistics::ControlledMean> response_minutes;     ///< of the promised response
  std::optional<statistics::ControlledMean> within_target_share;  ///< of all orders
};
[[nodiscard]] std::optional<Controlled> controlled(std::span<const Measures> replications, const Promise& promise,
                                                   double expected_requests);

}  // namespace wangge::evaluation
