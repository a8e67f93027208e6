#pragma once

#include "engine/statistics/replications.h"

#include <cstdint>

namespace wangge::evaluation {

/// Which figure decides how many replications are made.
enum class WatchedFigure : std::uint8_t {
  response,      ///< mean of the promised response, in minutes
  within_target  ///< share of the requests within the promised time
};

/// How many replications a run makes.
struct Replications {
  statistics::ReplicationRule rule{};
  WatchedFigure figure = WatchedFigure::response;
};

/// So many, whatever comes out. Precondition: count >= 1.
[[nodiscard]] inline Replications exactly(int count) {
  return {.rule = {.at_least = count, .at_most = count, .until = std::nullopt}, .figure = WatchedFigure::response};
}

}  // namespace wangge::evaluation
