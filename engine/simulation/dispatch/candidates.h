#pragma once

#include "engine/simulation/dispatch/policy.h"

#include <optional>
#include <span>

/// What most policies ask of those who could go, and the one rule by which they choose among equals: the smaller scope, as
/// whoever may go further is kept in reserve; then whoever has been longest without an order; then by lot. Never by number.
namespace wangge::simulation {

/// Of two who do as well otherwise: is it the first one's turn?
[[nodiscard]] inline bool takes_its_turn(const Situation& situation, const Call& call, const Candidate& a, const Candidate& b) {
  if (a.scope != b.scope) return a.scope < b.scope;
  if (a.last_order != b.last_order) return a.last_order < b.last_order;  // nothing, who never had one, comes first
  return situation.lot(call, a.responder) < situation.lot(call, b.responder);
}

/// The nearer, and of those equally near whose turn it is.
[[nodiscard]] inline bool goes_before(const Situation& situation, const Call& call, const Candidate& a, const Candidate& b) {
  return a.time != b.time ? a.time < b.time : takes_its_turn(situation, call, a, b);
}

/// Null where there is none.
[[nodiscard]] inline const Candidate* nearest(const Situation& situation, const Call& call,
                                              std::span<const Candidate> candidates) {
  const Candidate* best = nullptr;
  for (const Candidate& candidate : candidates) {
    if (best == nullptr || goes_before(situation, call, candidate, *best)) best = &candidate;
  }
  return best;
}

/// The nearer of the best of both rings; of those equally near the own.
[[nodiscard]] inline const Candidate* nearer(const Candidate* own, const Candidate* around) {
  if (own == nullptr || around == nullptr) return own != nullptr ? own : around;
  return around->time < own->time ? around : own;
}

[[nodiscard]] inline Choice send(const Candidate* candidate) {
  if (candidate == nullptr) return {};
  return {.how = Choice::How::send, .responder = candidate->responder};
}

/// The nearest of the own grid, else of those around.
[[nodiscard]] inline const Candidate* nearest_by_ring(const Situation& situation, const Call& call) {
  const Candidate* own = nearest(situation, call, situation.free(call, Ring::own));
  return own != nullptr ? own : nearest(situation, call, situation.free(call, Ring::around));
}

/// The nearest of both.
[[nodiscard]] inline const Candidate* nearest_of_all(const Situation& situation, const Call& call) {
  return nearer(nearest(situation, call, situation.free(call, Ring::own)),
                nearest(situation, call, situation.free(call, Ring::around)));
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
