#pragma once

#include "engine/core/units.h"
#include "engine/statistics/replications.h"

#include <cstdint>

namespace wangge::evaluation {

/// Which figure decides how many replications are made.
enum class WatchedFigure : std::uint8_t {
  response,      ///< mean of the promised response, in minutes
  within_target  ///< share of the requests within the promised time
};

/// What is simulated at the start of each replication and not counted, as nothing waits there yet.
struct WarmUpRule {
  core::Millis span{0};
  bool detect = false;  ///< by MSER-5, from replication 0; `span` is not looked at

  [[nodiscard]] bool any() const { return detect || span.value > 0; }
};

/// How many replications a run makes, and what of each is counted.
struct Replications {
  statistics::ReplicationRule rule{};
  WatchedFigure figure = WatchedFigure::response;
  WarmUpRule warm_up{};
};

/// So many, whatever comes out. Precondition: count >= 1.
[[nodiscard]] inline Replications exactly(int count) {
  return {.rule = {.at_least = count, .at_most = count, .until = std::nullopt}, .figure = WatchedFigure::response, .warm_up = {}};
}

}  // namespace wangge::evaluation
