#pragma once

#include "engine/simulation/dispatch/policy.h"

#include <optional>
#include <span>

/// What most policies ask of those who could go.
namespace wangge::simulation {

/// The first of the nearest; null where there is none.
[[nodiscard]] inline const Candidate* nearest(std::span<const Candidate> candidates, const Candidate* best = nullptr) {
  for (const Candidate& candidate : candidates) {
    if (best == nullptr || candidate.time < best->time) best = &candidate;
  }
  return best;
}

[[nodiscard]] inline Choice send(const Candidate* candidate) {
  if (candidate == nullptr) return {};
  return {.how = Choice::How::send, .responder = candidate->responder};
}

/// The nearest of the own grid, else of those around.
[[nodiscard]] inline const Candidate* nearest_by_ring(const Situation& situation, const Call& call) {
  const Candidate* own = nearest(situation.free(call, Ring::own));
  return own != nullptr ? own : nearest(situation.free(call, Ring::around));
}

/// The oldest of the own line, else of the lines around.
[[nodiscard]] inline std::optional<RequestId> oldest_by_ring(const Situation& situation, ResponderId responder) {
  const std::optional<RequestId> own = situation.oldest_waiting(responder, Ring::own);
  return own ? own : situation.oldest_waiting(responder, Ring::around);
}

/// The oldest of all lines.
[[nodiscard]] inline std::optional<RequestId> oldest_of_all(const Situation& situation, ResponderId responder) {
  const std::optional<RequestId> own = situation.oldest_waiting(responder, Ring::own);
  const std::optional<RequestId> around = situation.oldest_waiting(responder, Ring::around);
  if (!own || !around) return own ? own : around;
  return *own < *around ? own : around;
}

}  // namespace wangge::simulation
